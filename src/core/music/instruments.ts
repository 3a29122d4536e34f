import { UserError } from '../errors.js';
import { closestNames, plainName } from './closest-names.js';

/**
 * The 128 programs of General MIDI 1, in order; program 0 is the first.
 * Source: "General MIDI System Level 1" (RP-003), with the spellings people type.
 */
export const INSTRUMENTS: readonly string[] = [
  'acoustic grand piano',
  'bright acoustic piano',
  'electric grand piano',
  'honky-tonk piano',
  'electric piano 1',
  'electric piano 2',
  'harpsichord',
  'clavinet',
  'celesta',
  'glockenspiel',
  'music box',
  'vibraphone',
  'marimba',
  'xylophone',
  'tubular bells',
  'dulcimer',
  'drawbar organ',
  'percussive organ',
  'rock organ',
  'church organ',
  'reed organ',
  'accordion',
  'harmonica',
  'tango accordion',
  'acoustic guitar (nylon)',
  'acoustic guitar (steel)',
  'electric guitar (jazz)',
  'electric guitar (clean)',
  'electric guitar (muted)',
  'overdriven guitar',
  'distortion guitar',
  'guitar harmonics',
  'acoustic bass',
  'electric bass (finger)',
  'electric bass (pick)',
  'fretless bass',
  'slap bass 1',
  'slap bass 2',
  'synth bass 1',
  'synth bass 2',
  'violin',
  'viola',
  'cello',
  'contrabass',
  'tremolo strings',
  'pizzicato strings',
  'orchestral harp',
  'timpani',
  'string ensemble 1',
  'string ensemble 2',
  'synth strings 1',
  'synth strings 2',
  'choir aahs',
  'voice oohs',
  'synth voice',
  'orchestra hit',
  'trumpet',
  'trombone',
  'tuba',
  'muted trumpet',
  'french horn',
  'brass section',
  'synth brass 1',
  'synth brass 2',
  'soprano sax',
  'alto sax',
  'tenor sax',
  'baritone sax',
  'oboe',
  'english horn',
  'bassoon',
  'clarinet',
  'piccolo',
  'flute',
  'recorder',
  'pan flute',
  'blown bottle',
  'shakuhachi',
  'whistle',
  'ocarina',
  'lead 1 (square)',
  'lead 2 (sawtooth)',
  'lead 3 (calliope)',
  'lead 4 (chiff)',
  'lead 5 (charang)',
  'lead 6 (voice)',
  'lead 7 (fifths)',
  'lead 8 (bass + lead)',
  'pad 1 (new age)',
  'pad 2 (warm)',
  'pad 3 (polysynth)',
  'pad 4 (choir)',
  'pad 5 (bowed)',
  'pad 6 (metallic)',
  'pad 7 (halo)',
  'pad 8 (sweep)',
  'fx 1 (rain)',
  'fx 2 (soundtrack)',
  'fx 3 (crystal)',
  'fx 4 (atmosphere)',
  'fx 5 (brightness)',
  'fx 6 (goblins)',
  'fx 7 (echoes)',
  'fx 8 (sci-fi)',
  'sitar',
  'banjo',
  'shamisen',
  'koto',
  'kalimba',
  'bagpipe',
  'fiddle',
  'shehnai',
  'tinkle bell',
  'agogo',
  'steel drums',
  'woodblock',
  'taiko drum',
  'melodic tom',
  'synth drum',
  'reverse cymbal',
  'guitar fret noise',
  'breath noise',
  'seashore',
  'bird tweet',
  'telephone ring',
  'helicopter',
  'applause',
  'gunshot',
];

/** Short words for families, and the member that is meant. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  piano: 'acoustic grand piano',
  epiano: 'electric piano 1',
  organ: 'church organ',
  guitar: 'acoustic guitar (nylon)',
  bass: 'acoustic bass',
  strings: 'string ensemble 1',
  harp: 'orchestral harp',
  choir: 'choir aahs',
  voice: 'voice oohs',
  brass: 'brass section',
  sax: 'alto sax',
  saxophone: 'alto sax',
  horn: 'french horn',
  bells: 'tubular bells',
  synth: 'lead 2 (sawtooth)',
  square: 'lead 1 (square)',
};

/**
 * Name of a General MIDI program.
 * @param program 0 to 127
 */
export function instrumentName(program: number): string {
  return INSTRUMENTS[program] ?? 'unknown instrument';
}

/**
 * General MIDI program, 0 to 127, from what a person types: `music box`, `Music-Box`, `piano`, or `11` as
 * instrument lists number them, from 1.
 * @throws UserError `unknown-option`, with the nearest names
 */
export function programByName(name: string): number {
  const wanted = plainName(name);
  if (/^\d+$/.test(wanted) && Number(wanted) >= 1 && Number(wanted) <= 128) return Number(wanted) - 1;
  const meant = SHORT_NAMES[wanted] ?? name;
  const plain = INSTRUMENTS.map(plainName);
  const exact = plain.indexOf(plainName(meant));
  if (exact >= 0) return exact;
  const part = wanted.length >= 3 ? plain.findIndex((one) => one.includes(wanted)) : -1;
  if (part >= 0) return part;
  const nearest = closestNames(name, INSTRUMENTS, 3).join(', ');
  throw new UserError('unknown-option', `There is no such instrument; the nearest are ${nearest}.`);
}
