import { describe, expect, it } from 'vitest';
import { terminalRoll } from '../../src/render/terminal-roll.js';
import { morphScore, sampleScore, scoreOf, segment } from './scores.js';

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

describe('piano roll for the terminal', () => {
  it('puts two pitches into a line by half blocks', () => {
    const notes = [
      { pitch: 60, start: 0, end: 2 },
      { pitch: 61, start: 4, end: 6 },
      { pitch: 60, start: 8, end: 9 },
    ];
    const lines = terminalRoll(scoreOf([segment('1', null, notes, 1)]), { columns: 40 });
    // 13 rows from 67 down to 55, two to a line: the fourth line holds 61 above 60.
    expect(lines.length).toBe(7);
    expect(lines[2]).toBe('    │┊               ');
    expect(lines[3]).toBe('  C4│▄▄  ▀▀  ▄       ');
  });

  it.each([40, 80, 120, 200])('fits %i columns, with labels and every row of the music', (columns) => {
    const lines = terminalRoll(morphScore(8, 16), { columns });
    expect(Math.max(...lines.map((line) => Array.from(line).length))).toBeLessThanOrEqual(columns);
    for (const label of ['A', '14 %', '86 %', 'B']) {
      expect(lines.some((line) => line.split(/\s{2,}/).includes(label))).toBe(true);
    }
  });

  it('is painted only when asked, and says the same then', () => {
    const plain = terminalRoll(morphScore(3, 2), { columns: 100 });
    const painted = terminalRoll(morphScore(3, 2), { columns: 100, colour: true });
    expect(plain.join()).not.toMatch(COLOUR);
    expect(painted.join()).toMatch(COLOUR);
    expect(painted.map((line) => line.replace(COLOUR, ''))).toEqual(plain);
  });

  it('draws something for no notes at all', () => {
    expect(terminalRoll(scoreOf([segment('1', null, [], 2)]), { columns: 60 }).length).toBeGreaterThan(3);
    expect(terminalRoll(sampleScore(2), { columns: 1 }).length).toBeGreaterThan(3);
  });
});
