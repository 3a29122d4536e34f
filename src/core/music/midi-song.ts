/** One note as the file has it; times in ticks from the file's start. */
export interface PartNote {
  readonly pitch: number;
  readonly start: number;
  /** Greater than or equal to `start`; equal where the file has a note of no length. */
  readonly end: number;
  /** 1 to 127. */
  readonly velocity: number;
}

/** What one channel of one track plays. */
export interface MidiPart {
  /** Place in the file, from 1, as people count; the number that `part` takes. */
  readonly index: number;
  /** Track name, else instrument name, else empty; at most 80 characters, no controls. */
  readonly name: string;
  /** 1 to 16. */
  readonly channel: number;
  /** General MIDI program at the first note, 0 to 127. */
  readonly program: number;
  /** Channel 10, where pitches are drums. */
  readonly isDrums: boolean;
  /** Sorted by start, then by pitch. */
  readonly notes: readonly PartNote[];
}

/** A tempo that holds from a tick on, in quarter notes a minute, 20 to 400. */
export interface TempoChange {
  readonly tick: number;
  readonly qpm: number;
}

/** A metre that holds from a tick on. */
export interface MetreChange {
  readonly tick: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** A key signature as the file states it: `fifths` -7 (seven flats) to 7 (seven sharps). */
export interface KeyChange {
  readonly tick: number;
  readonly fifths: number;
  readonly mode: 'major' | 'minor';
}

/** Where bars lie in a file that Segue wrote, so that a pickup and rests at either end come back as they were. */
export interface SegueGrid {
  /** Sixteenth steps from the file's start to the first downbeat of a full bar. */
  readonly downbeat: number;
  /** Sixteenth steps from that downbeat to the end. */
  readonly length: number;
  readonly stepsPerBar: number;
}

/** A MIDI file after all checks, as plain values. */
export interface MidiSong {
  /** Name of the first track, where the format has the title; null where there is none. */
  readonly title: string | null;
  readonly ticksPerQuarter: number;
  /** Every track and channel with notes, drums included. */
  readonly tracks: readonly MidiPart[];
  /** At least one; the first at tick 0. */
  readonly tempos: readonly TempoChange[];
  /** At least one; the first at tick 0. */
  readonly timeSignatures: readonly MetreChange[];
  readonly keySignatures: readonly KeyChange[];
  readonly durationSeconds: number;
  /** Only in files of our own. */
  readonly grid: SegueGrid | null;
  /** What was odd about the file, one sentence each. */
  readonly notices: readonly string[];
}
