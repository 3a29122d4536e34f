import type { Creation } from '../../src/core/creation.js';
import type { Note } from '../../src/core/music/melody.js';
import type { Score, ScoreSegment } from '../../src/core/music/score.js';

const BAR = 16;
const UP = [60, 62, 64, 65, 67, 69, 71, 72];
const DOWN = [68, 67, 65, 63, 61, 60, 58, 56];

/** Eighth notes over a whole number of bars, from a row of pitches that starts again at its end. */
export function eighths(pitches: readonly number[], bars: number): Note[] {
  return Array.from({ length: bars * 8 }, (_, i) => ({
    pitch: pitches[i % pitches.length] ?? 60,
    start: i * 2,
    end: i * 2 + 2,
  }));
}

export function segment(
  label: string,
  alpha: number | null,
  notes: readonly Note[],
  bars: number,
): ScoreSegment {
  return { label, alpha, notes, length: bars * BAR };
}

export function scoreOf(segments: readonly ScoreSegment[], changes: Partial<Score> = {}): Score {
  return { title: 'A tune', segments, stepsPerBar: BAR, qpm: 120, program: 0, ...changes };
}

/** A morph from a rising C major line to a falling D♭ major one. */
export function morphScore(steps: number, bars: number, changes: Partial<Score> = {}): Score {
  const segments = Array.from({ length: steps }, (_, i) => {
    const alpha = steps === 1 ? 0 : i / (steps - 1);
    const label = i === 0 ? 'A' : i === steps - 1 ? 'B' : `${Math.round(alpha * 100)} %`;
    const pitches = UP.map((pitch, k) => (k / UP.length < alpha ? (DOWN[k] ?? pitch) : pitch));
    return segment(label, alpha, eighths(pitches, bars), bars);
  });
  return scoreOf(segments, { title: 'Morph: “Up” → “Down”', ...changes });
}

export function sampleScore(bars: number, changes: Partial<Score> = {}): Score {
  return scoreOf([segment('1', null, eighths(UP, bars), bars)], { title: 'Sample', ...changes });
}

export function creationOf(score: Score): Creation {
  const model = { name: 'none', hash: '0' };
  return {
    kind: 'creation',
    id: 'Ab12cd',
    score,
    recipe: { version: 1, command: 'morph', input: {}, seed: 1, temperature: 1, model, tokens: [] },
    key: 'C major',
    notices: [],
    facts: {},
    altText: 'A line that rises.',
  };
}
