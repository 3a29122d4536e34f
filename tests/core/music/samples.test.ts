import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MidiPlayer from 'midi-player-js';
import { describe, expect, it } from 'vitest';
import { findKey } from '../../../src/core/music/key.js';
import { melodyFromSong } from '../../../src/core/music/melody-file.js';
import { parseMidiSong } from '../../../src/core/music/midi-parse.js';
import { missing } from '../../requirement.js';

const folder = new URL('../../../../shared/midi/', import.meta.url);
const absent = missing('the folder of real MIDI files', existsSync(fileURLToPath(folder)), {
  installable: false,
});

const read = (name: string) => readFileSync(new URL(name, folder));
const heard = (name: string) => melodyFromSong(parseMidiSong(read(name)));

/** Notes that begin, by `midi-player-js`. */
function onsets(name: string): number {
  const player = new MidiPlayer.Player(() => undefined);
  player.loadArrayBuffer(Uint8Array.from(read(name)).buffer);
  const events = player.getEvents().flat();
  return events.filter((event) => event.name === 'Note on' && (event.velocity ?? 0) > 0).length;
}

describe.skipIf(absent)('real files', () => {
  it.each([
    'midi__TheEntertainer.mid',
    'note-seq__example_complex.mid',
    'note-seq__melody.mid',
    'pop909-datas__003.mid',
    'python-midi__mary.mid',
    'synthetic__triplets_3_4.mid',
    'test-midi-fi__test-all-gm-percussion.mid',
    'test-midi-fi__test-karaoke-kar.mid',
  ])('%s has as many notes as another reader counts', (name) => {
    const song = parseMidiSong(read(name));
    expect(song.tracks.reduce((sum, { notes }) => sum + notes.length, 0)).toBe(onsets(name));
    expect(song.notices).toEqual([]);
  });

  it('takes the melody of a pop song by its name, and says what else there is', () => {
    const { chosen, notices, melody } = heard('pop909-datas__003.mid');
    expect(chosen).toMatchObject({ number: 1, name: 'MELODY', noteCount: 422 });
    expect(notices).toEqual([
      "Took the melody from part 1 'MELODY' (acoustic grand piano, 422 notes); also there: 3 'PIANO', 2 'BRIDGE'.",
    ]);
    expect(melody).toMatchObject({ stepsPerBar: 8, qpm: 82 });
  });

  it('takes the right hand of a rag', () => {
    expect(heard('midi__TheEntertainer.mid').chosen.number).toBe(1);
    expect(findKey(heard('midi__TheEntertainer.mid').melody.notes)?.name).toBe('C major');
  });

  it('reads karaoke without its words', () => {
    const { melody, chosen } = heard('test-midi-fi__test-karaoke-kar.mid');
    expect(chosen.instrument).toBe('vibraphone');
    expect(melody.qpm).toBe(90);
  });

  it('keeps all sixteen notes of a broken file in which none ends', () => {
    const { melody } = heard('synthetic__hanging_notes_no_eot.mid');
    expect(melody.notes.map(({ pitch }) => pitch)).toEqual([
      60, 62, 64, 65, 67, 69, 71, 72, 60, 62, 64, 65, 67, 69, 71, 72,
    ]);
  });

  it('snaps triplets in 3/4 and says so', () => {
    const { melody, notices } = heard('synthetic__triplets_3_4.mid');
    expect(melody).toMatchObject({ stepsPerBar: 12, length: 96 });
    expect(notices).toEqual(['48 triplet or swung notes were moved to the nearest sixteenth.']);
  });

  it('refuses percussion', () => {
    expect(() => heard('test-midi-fi__test-all-gm-percussion.mid')).toThrow('only drums');
  });
});
