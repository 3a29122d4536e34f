import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { streamFor } from '../../src/core/model/random.js';
import type { Tokens } from '../../src/core/music/tokens.js';
import { wholeBelow } from '../../src/evaluation/draws.js';

const SCALE = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76];

/** Tunes that nobody wrote: random walks up and down a scale, in quarters and eighths, with a rest here and there. */
export function madeUpTunes(count: number, bars: number): object[] {
  return Array.from({ length: count }, (_, tune) => {
    const next = streamFor(1, tune, 'choice');
    const notes: [number, number, number][] = [];
    let place = wholeBelow(next, SCALE.length);
    for (let step = 0; step < bars * 16; ) {
      const length = wholeBelow(next, 2) === 0 ? 2 : 4;
      place = Math.min(SCALE.length - 1, Math.max(0, place + wholeBelow(next, 5) - 2));
      if (wholeBelow(next, 8) > 0) notes.push([SCALE[place] ?? 60, step, step + length]);
      step += length;
    }
    return { id: `t${tune}`, source: 'made up', family: `family ${tune}`, tier: 'open', meter: '4/4', notes };
  });
}

/** Writes lines as a corpus file. */
export async function writeCorpus(file: string, lines: readonly object[]): Promise<void> {
  await writeFile(file, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
}

/** Labels from a row of digits and letters: `.` hold, `x` note off, other characters pitches by their code. */
export function row(text: string): Tokens {
  return Uint8Array.from(text, (sign) => {
    if (sign === '.') return 0;
    return sign === 'x' ? 1 : sign.charCodeAt(0);
  });
}
