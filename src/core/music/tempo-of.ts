import type { MidiSong } from './midi-song.js';

/** Change of tempo, as a ratio, below which a tempo counts as steady. */
const STEADY = 1.02;

/** The one tempo at which a melody is played on. */
export interface SteadyTempo {
  /** Quarter notes a minute, to two decimals. */
  readonly qpm: number;
  readonly notice: string | null;
}

/**
 * The tempo under a melody; where it changes, the one at which the melody lasts as long as in the file.
 * @param from first tick of the melody
 * @param to last tick, after `from`
 */
export function tempoOf(song: MidiSong, from: number, to: number): SteadyTempo {
  let minutes = 0;
  let quarters = 0;
  let [slowest, fastest] = [Number.POSITIVE_INFINITY, 0];
  for (const [index, { tick, qpm }] of song.tempos.entries()) {
    const until = song.tempos[index + 1]?.tick ?? Number.POSITIVE_INFINITY;
    const held = (Math.min(until, to) - Math.max(tick, from)) / song.ticksPerQuarter;
    if (held <= 0) continue;
    quarters += held;
    minutes += held / qpm;
    [slowest, fastest] = [Math.min(slowest, qpm), Math.max(fastest, qpm)];
  }
  const mean = minutes > 0 ? quarters / minutes : (song.tempos[0]?.qpm ?? 120);
  const qpm = Math.round(mean * 100) / 100;
  if (fastest <= slowest * STEADY) return { qpm, notice: null };
  const range = `${Math.round(slowest)} to ${Math.round(fastest)}`;
  return { qpm, notice: `The tempo changes in the file (${range}); here it is a steady ${Math.round(qpm)}.` };
}
