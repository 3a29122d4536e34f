import { z } from 'zod';
import { findKey, pitchName } from '../music/key.js';
import type { Melody } from '../music/melody.js';
import { type FoundMelody, melodyFromSong } from '../music/melody-file.js';
import { rebar } from '../music/metre.js';
import { findTune } from '../music/tunes/tunes.js';
import { defineCommand } from './command.js';
import { melody, part } from './fields.js';
import { titleOf } from './heard.js';
import { counted } from './wording.js';

/** Metres by their sixteenths a bar; 3/4 and 6/8 share a length. */
const METRES: Readonly<Record<number, string>> = {
  8: '2/4',
  12: '3/4 or 6/8',
  16: '4/4',
  20: '5/4',
  24: '3/2 or 12/8',
};

const input = z.object({
  melody: melody('MIDI file or tune to look into'),
  part: part('the file'),
});

/** Inspect: what is in this file, and which part Segue takes for the melody. */
export const inspect = defineCommand({
  name: 'inspect',
  summary: 'What is in a MIDI file, and which part is the melody',
  input,
  answers: 'report',
  positional: ['melody'],
  examples: ['inspect song.mid', 'inspect song.mid --part 3', 'inspect greensleeves'],
  async run(context, { melody: source, part: wanted }) {
    if (source.kind === 'tune') {
      const tune = findTune(source.name);
      return { kind: 'report', title: tune.title, lines: melodyLines(tune), facts: melodyFacts(tune) };
    }
    context.onStage?.('listening');
    const song = await context.midi.read(source.bytes, context.signal ? { signal: context.signal } : {});
    const title = titleOf(source.fileName);
    const found = melodyFromSong(song, wanted === undefined ? { title } : { title, part: wanted });
    return {
      kind: 'report',
      title,
      lines: [
        ...partLines(found),
        '',
        ...melodyLines(found.melody),
        ...found.notices.map((notice) => `· ${notice}`),
      ],
      facts: {
        ...melodyFacts(found.melody),
        notices: found.notices,
        parts: found.parts,
        chosen: found.chosen,
      },
    };
  },
});

/** One line a part; the arrow shows the one that is taken. */
function partLines({ parts, chosen }: FoundMelody): string[] {
  const ordered = parts.toSorted((a, b) => a.number - b.number);
  return ordered.map((candidate) => {
    const { number, name, instrument, noteCount } = candidate;
    const arrow = number === chosen.number ? '→' : ' ';
    return `${arrow} part ${number}: ${name || 'without a name'} (${instrument}, ${counted(noteCount, 'note')})`;
  });
}

function melodyLines(tune: Melody): string[] {
  const facts = melodyFacts(tune);
  return [
    `melody: ${counted(tune.notes.length, 'note')} in ${counted(facts.bars, 'bar')} of ${facts.metre}, ${facts.range}`,
    `key: ${facts.key ?? 'not to be told'} · tempo: ${Math.round(tune.qpm)} quarter notes a minute`,
    ...(facts.pickupSteps > 0
      ? [`pickup: ${counted(facts.pickupSteps, 'sixteenth')} before the first bar`]
      : []),
    ...(facts.rebarred ? [`to the model: ${facts.rebarred}`] : []),
  ];
}

function melodyFacts(tune: Melody) {
  const key = findKey(tune.notes);
  const pitches = tune.notes.map(({ pitch }) => pitch);
  const name = (pitch: number) => pitchName(pitch, key);
  return {
    notes: tune.notes.length,
    bars: tune.length / tune.stepsPerBar,
    metre: METRES[tune.stepsPerBar] ?? `${tune.stepsPerBar} sixteenths a bar`,
    range: `${name(Math.min(...pitches))} to ${name(Math.max(...pitches))}`,
    key: key?.name ?? null,
    qpm: tune.qpm,
    pickupSteps: Math.max(0, -(tune.notes[0]?.start ?? 0)),
    rebarred: rebar(tune).notice ?? null,
  };
}
