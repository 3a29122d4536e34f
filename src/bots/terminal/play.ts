import { parseArgs } from 'node:util';
import MidiPlayer from 'midi-player-js';
import { hear } from '../../core/commands/heard.js';
import { UserError } from '../../core/errors.js';
import { findKey, pitchName } from '../../core/music/key.js';
import { STEPS_PER_QUARTER } from '../../core/music/melody.js';
import { melodyToScore, writeMidi } from '../../core/music/midi-out.js';
import type { Score } from '../../core/music/score.js';
import { terminalRoll } from '../../render/terminal-roll.js';
import { melodyFromWord } from './melody-word.js';
import type { TerminalParts } from './run-command.js';

const USAGE = [
  'Follow a MIDI file or tune live, with a moving piano roll (it moves; the sound is in the files of other commands).',
  '',
  'usage: segue play FILE.mid|TUNE [--part NAME] [--tempo N]',
].join('\n');

/** Steps of a screen of the roll: four bars of 4/4. */
const STEPS_ON_SCREEN = 64;

/**
 * Follows a melody in real time: `midi-player-js` keeps the time, the roll moves under a playhead.
 * The player only ever reads a file that we wrote ourselves, since it stumbles over broken ones.
 * @throws UserError where there is no such file, tune or melody
 */
export async function play(words: readonly string[], parts: TerminalParts): Promise<void> {
  const line = readWords(words);
  if (!line) {
    parts.out.write(`${USAGE}\n`);
    return;
  }
  const context = { ...parts, newSeed: () => 0 };
  const heard = await hear(context, await melodyFromWord(line.word), line.part);
  const melody = line.tempo === undefined ? heard.melody : { ...heard.melody, qpm: line.tempo };
  const score = melodyToScore(melody, heard.program ?? 0);
  for (const notice of heard.notices) parts.out.write(`· ${notice}\n`);
  await follow(score, parts);
}

function readWords(words: readonly string[]): { word: string; part?: string; tempo?: number } | undefined {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { part: { type: 'string' }, tempo: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
  });
  const [word] = positionals;
  if (values['help'] === true) return undefined;
  if (word === undefined)
    throw new UserError('bad-option', '“play” needs a MIDI file or a tune: try “segue play twinkle”.');
  const tempo = values['tempo'] === undefined ? undefined : Number(values['tempo']);
  if (tempo !== undefined && !(tempo >= 20 && tempo <= 400)) {
    throw new UserError('bad-option', '--tempo takes quarter notes a minute, from 20 to 400.');
  }
  const part = typeof values['part'] === 'string' ? values['part'] : undefined;
  return { word, ...(part ? { part } : {}), ...(tempo ? { tempo } : {}) };
}

/** Plays to the end or to the signal; draws one line a beat where nobody watches a terminal. */
async function follow(score: Score, { out, signal }: TerminalParts): Promise<void> {
  const bytes = writeMidi(score);
  const player = new MidiPlayer.Player();
  player.loadArrayBuffer(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  );
  const draw = out.isTTY === true ? movingRoll(score, out) : noteLines(score, out);
  const ticksPerStep = divisionOf(bytes) / STEPS_PER_QUARTER;
  await new Promise<void>((resolve) => {
    const end = () => {
      player.stop();
      resolve();
    };
    signal.addEventListener('abort', end, { once: true });
    player.on('playing', ({ tick }: { tick: number }) => draw(tick / ticksPerStep));
    player.on('endOfFile', end);
    player.play();
  });
  draw(Number.POSITIVE_INFINITY);
  signal.throwIfAborted();
}

/** Ticks a quarter note, from the header chunk of a file that we wrote. */
function divisionOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint16(12);
}

/** A roll of four bars that turns its pages, with a playhead under it; redrawn in place. */
function movingRoll(score: Score, out: NodeJS.WriteStream): (step: number) => void {
  const [segment] = score.segments;
  let drawn = 0;
  let shown = '';
  return (step) => {
    if (!segment || !Number.isFinite(step)) return;
    const first = Math.floor(step / STEPS_ON_SCREEN) * STEPS_ON_SCREEN;
    const columns = Math.min(out.columns ?? 100, 140);
    const head = Math.min(columns - 1, Math.round(((step - first) / STEPS_ON_SCREEN) * columns));
    // The player reports every few milliseconds; a line is only drawn again where it would look different.
    if (shown === `${first} ${head}`) return;
    shown = `${first} ${head}`;
    const notes = segment.notes
      .filter(({ start, end }) => end > first && start < first + STEPS_ON_SCREEN)
      .map(({ pitch, start, end }) => ({
        pitch,
        start: Math.max(0, start - first),
        end: Math.min(STEPS_ON_SCREEN, end - first),
      }));
    const bar = Math.floor(first / score.stepsPerBar) + 1;
    const page: Score = {
      ...score,
      segments: [{ label: `bar ${bar}`, alpha: segment.alpha, notes, length: STEPS_ON_SCREEN }],
    };
    const lines = [...terminalRoll(page, { columns, colour: true }), `${' '.repeat(head)}▲`];
    if (drawn > 0) out.write(`\u001b[${drawn}A`);
    out.write(lines.map((line) => `\u001b[2K${line}\n`).join(''));
    drawn = lines.length;
  };
}

/** One line a note as it sounds, for logs and screen readers. */
function noteLines(score: Score, out: NodeJS.WriteStream): (step: number) => void {
  const notes = score.segments[0]?.notes ?? [];
  const key = findKey(notes);
  let next = 0;
  return (step) => {
    for (let note = notes[next]; note && note.start <= step; note = notes[next]) {
      const bar = Math.floor(note.start / score.stepsPerBar) + 1;
      out.write(`bar ${bar}: ${pitchName(note.pitch, key)}\n`);
      next += 1;
    }
  };
}
