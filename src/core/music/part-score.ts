import type { MidiPart, PartNote } from './midi-song.js';

/** Words in track names that point to the melody, in the languages files are named in. */
const MELODY_WORDS =
  /melod|vocal|voice|\bvox\b|\bvoc\b|lead|lyric|sing|solo|theme|tune|cantus|soprano|right|\brh\b|treble|canto|gesang|chant/i;
/** Words that point away from it. */
const OTHER_WORDS = /bass|drum|perc|chord|\bpads?\b|accomp|left|\blh\b|rhythm|backing|harmon|bridge|strings/i;

/** Middle of the range in which melodies mostly lie, and how far around it is as good. */
const BEST_PITCH = 71;
const GOOD_DISTANCE = 9;

/** Programs of basses, pads and effects, and of percussion, seldom the melody. */
const BACKGROUND_PROGRAMS: readonly (readonly [number, number])[] = [
  [32, 39],
  [88, 103],
  [112, 127],
];

/** Share of the notes that begin while none other sounds. */
function monophony(notes: readonly PartNote[]): number {
  let end = Number.NEGATIVE_INFINITY;
  let alone = 0;
  for (const [index, note] of notes.entries()) {
    // A little legato is no chord: a tenth of the note before may overlap.
    const slack = index > 0 ? (end - (notes[index - 1]?.start ?? 0)) / 10 : 0;
    if (note.start >= end - slack) alone += 1;
    end = Math.max(end, note.end);
  }
  return alone / notes.length;
}

/** Share of the file's time in which the part sounds. */
function filled(notes: readonly PartNote[], span: number): number {
  let sounding = 0;
  let end = 0;
  for (const note of notes) {
    sounding += Math.max(0, note.end - Math.max(note.start, end));
    end = Math.max(end, note.end);
  }
  return span > 0 ? sounding / span : 0;
}

/** 1 where the part lies where melodies lie, down to 0 two octaves off. */
function register(notes: readonly PartNote[]): number {
  const mean = notes.reduce((sum, note) => sum + note.pitch, 0) / notes.length;
  return Math.max(0, 1 - Math.max(0, Math.abs(mean - BEST_PITCH) - GOOD_DISTANCE) / 24);
}

/** 0 for a part on one pitch, 1 from eight different pitches on. */
function variety(notes: readonly PartNote[]): number {
  return Math.min(1, (new Set(notes.map((note) => note.pitch)).size - 1) / 7);
}

/**
 * How much a part looks like the melody: what it is called counts most, then whether one note sounds at a time, how
 * much of the time it plays, where it lies and how much it moves. The weights were set by hand.
 * @param span ticks of the whole file
 */
export function partScore(part: MidiPart, span: number): number {
  const { notes, name, program } = part;
  if (part.isDrums) return -10;
  if (notes.length < 2) return -5;
  const background = BACKGROUND_PROGRAMS.some(([from, to]) => program >= from && program <= to);
  const named = (MELODY_WORDS.test(name) ? 3 : 0) - (OTHER_WORDS.test(name) ? 1.5 : 0);
  const played = 1.5 * monophony(notes) + Math.min(1, filled(notes, span) * 1.5);
  return named + played + register(notes) + variety(notes) - (background ? 1 : 0);
}
