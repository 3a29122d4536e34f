import { describe, expect, test } from 'vitest';
import { echo } from '../../../src/core/commands/echo.js';
import { morph } from '../../../src/core/commands/morph.js';
import { sample } from '../../../src/core/commands/sample.js';
import { vary } from '../../../src/core/commands/vary.js';
import { UserError } from '../../../src/core/errors.js';
import { writeMidi } from '../../../src/core/music/midi-out.js';
import { create, openParts, tune } from './parts.js';

const parts = openParts();

describe('morph', () => {
  test('goes from A to B in named places, each as long as the model', async () => {
    const { score, facts } = await create(morph, parts, { a: tune('twinkle'), b: tune('mary'), steps: 6 });
    expect(score.segments.map(({ label }) => label)).toEqual(['A', '20 %', '40 %', '60 %', '80 %', 'B']);
    expect(score.segments.map(({ alpha }) => alpha)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(score.segments.every(({ length }) => length === 32)).toBe(true);
    expect(facts).toMatchObject({ model: 'mel_2bar', bars: 2, steps: 6 });
  });

  test('its ends are decodes of the latents, the same that echo plays', async () => {
    const way = await create(morph, parts, { a: tune('ode-to-joy'), b: tune('mary'), steps: 3 });
    const heard = await create(echo, parts, { melody: tune('ode-to-joy') });
    expect(way.recipe.tokens[0]).toEqual(heard.recipe.tokens[1]);
    expect(way.facts['fidelityA']).toBe(heard.facts['kept']);
  });

  test('a melody morphed into itself stays what it is, at every step', async () => {
    const { recipe } = await create(morph, parts, { a: tune('mary'), b: tune('mary'), steps: 5 });
    for (const tokens of recipe.tokens) expect(tokens).toEqual(recipe.tokens[0]);
  });

  test('sixteen bars come from the hierarchical model', async () => {
    const { score, facts } = await create(morph, parts, {
      a: tune('greensleeves'),
      b: tune('korobeiniki'),
      length: '16bars',
      steps: 3,
    });
    expect(score.segments.every(({ length }) => length === 256)).toBe(true);
    expect(facts).toMatchObject({ model: 'mel_16bar', bars: 16 });
  });

  test('tempo and instrument are the asked ones', async () => {
    const { score } = await create(morph, parts, {
      a: tune('twinkle'),
      b: tune('mary'),
      tempo: 77,
      instrument: 'music box',
    });
    expect(score).toMatchObject({ qpm: 77, program: 10 });
  });

  test('a bar beyond the melody is refused with the range', async () => {
    const late = create(morph, parts, { a: tune('twinkle'), b: tune('mary'), fromBarA: 400 });
    await expect(late).rejects.toThrowError(UserError);
    await expect(late).rejects.toThrowError(/bar/i);
  });
});

describe('sample', () => {
  test('the seed decides: same seed same music and id, another seed another', async () => {
    const [one, same, other] = await Promise.all(
      [1, 1, 2].map((seed) => create(sample, parts, { count: 3, seed, temperature: 0.8 })),
    );
    expect(same?.id).toBe(one?.id);
    expect(same && writeMidi(same.score)).toEqual(one && writeMidi(one.score));
    expect(other?.id).not.toBe(one?.id);
    expect(other?.recipe.tokens).not.toEqual(one?.recipe.tokens);
  });

  test('the first of three is the first of one: company changes nothing', async () => {
    const three = await create(sample, parts, { count: 3, seed: 5 });
    const one = await create(sample, parts, { count: 1, seed: 5 });
    expect(one.recipe.tokens[0]).toEqual(three.recipe.tokens[0]);
  });

  test('without a seed a new one is drawn and told', async () => {
    expect((await create(sample, parts, {})).recipe.seed).toBe(7);
  });
});

describe('vary', () => {
  test('an amount of 0 is what the model hears', async () => {
    const heard = await create(echo, parts, { melody: tune('frere-jacques') });
    const varied = await create(vary, parts, { melody: tune('frere-jacques'), amount: 0, count: 2 });
    for (const tokens of varied.recipe.tokens) expect(tokens).toEqual(heard.recipe.tokens[1]);
  });

  test('far variations keep less than near ones', async () => {
    const kept = async (amount: number) =>
      Number((await create(vary, parts, { melody: tune('twinkle'), amount, count: 8 })).facts['meanKept']);
    expect(await kept(10)).toBeGreaterThan(await kept(90));
  });
});
