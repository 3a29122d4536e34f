import { afterAll, describe, expect, it } from 'vitest';
import { openModelLibrary } from '../../src/core/model/model-library.js';
import { samplePrior } from '../../src/evaluation/prior-samples.js';
import { isDegenerate, measureSamples } from '../../src/evaluation/samples.js';
import { row } from './made-up-corpus.js';

const bar = { empty: '.'.repeat(16), scale: 'A...B...C...D...', one: 'A...A...A...A...' };

describe('isDegenerate', () => {
  it.each([
    ['a scale', bar.scale + bar.scale, false],
    ['one note in two bars', `A${'.'.repeat(31)}`, true],
    ['two notes in two bars', `A...B${'.'.repeat(27)}`, false],
    ['one pitch', bar.one + bar.one, true],
    // 8 of 10 notes are A: not above 80 %.
    ['one pitch for 80 % of the notes', `A.A.A.A.A.A.A.A.B...C...${'.'.repeat(8)}`, false],
    ['one pitch for 8 of 9', `A.A.A.A.A.A.A.A.B...${'.'.repeat(12)}`, true],
    ['four silent bars of eight', bar.scale.repeat(4) + bar.empty.repeat(4), true],
    [
      'four silent bars across the border of stretches',
      bar.scale.repeat(2) + bar.empty.repeat(4) + bar.scale.repeat(2),
      false,
    ],
    ['silence', bar.empty.repeat(2), true],
  ])('%s', (_, text, degenerate) => {
    expect(isDegenerate(row(text))).toBe(degenerate);
  });
});

describe('measureSamples', () => {
  it('is counted by hand', () => {
    const tunes = [bar.scale, bar.scale, bar.one, bar.empty].map(row);
    expect(measureSamples(tunes, 0.5)).toEqual({
      temperature: 0.5,
      samples: 4,
      degenerate: 2 / 4,
      distinct: 3 / 4,
      // Neighbours differ in 0, 3 and 4 of 16 steps.
      pairwiseDistance: expect.closeTo(7 / 48, 12),
      memorised: null,
      overlappingArea: null,
      overlappingAreaCeiling: null,
    });
  });

  it('compares at least two', () => {
    expect(() => measureSamples([row(bar.scale)], 1)).toThrow(RangeError);
  });
});

describe('samplePrior', () => {
  const library = openModelLibrary({ folder: 'models' });
  afterAll(() => library.close());

  it('draws the tunes that the product draws, whatever shares a batch', async () => {
    const model = await library.load('mel_2bar');
    const { tokens } = await model.sample(140, { temperature: 0.5, seed: 4 });
    expect(await samplePrior(model, 140, { temperature: 0.5, seed: 4 })).toEqual(tokens);
  });
});
