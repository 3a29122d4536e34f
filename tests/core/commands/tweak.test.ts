import { expect, test } from 'vitest';
import { sample } from '../../../src/core/commands/sample.js';
import { tweak } from '../../../src/core/commands/tweak.js';
import { attributesOf } from '../../../src/core/music/attributes.js';
import { FULL_VOCABULARY } from '../../../src/core/music/tokens.js';
import { create, openParts, tune } from './parts.js';

const parts = openParts();

test('turning the register moves the tune, one way and the other', async () => {
  const registers = [];
  for (const register of [-1.5, 1.5]) {
    const { recipe } = await create(tweak, parts, { melody: tune('korobeiniki'), register });
    const [before, after] = recipe.tokens.map((row) => attributesOf(Uint8Array.from(row), FULL_VOCABULARY));
    registers.push((after?.register ?? Number.NaN) - (before?.register ?? Number.NaN));
  }
  expect(registers[0]).toBeLessThan(-1);
  expect(registers[1]).toBeGreaterThan(1);
});

test('it says what was turned, what that did, and how much is kept', async () => {
  const { notices, score, recipe } = await create(tweak, parts, {
    melody: tune('ode-to-joy'),
    density: 2,
    noteLength: -0.5,
  });
  expect(score.segments.map(({ label }) => label)).toEqual(['before', 'after']);
  expect(notices.join('\n')).toContain('Turned: more notes (2), shorter notes (-0.5).');
  expect(notices.join('\n')).toMatch(/Measured: [\d.]+ notes a bar became [\d.]+ notes a bar\./);
  expect(notices.at(-1)).toMatch(/^It keeps \d+ % of its steps and \d+ of its \d+ notes\.$/);
  expect(recipe.input).toMatchObject({ turns: { density: 2, noteLength: -0.5 } });
});

test('without a knob it asks for one', async () => {
  await expect(create(tweak, parts, { melody: tune('mary') })).rejects.toMatchObject({
    code: 'bad-option',
    message: 'Turn at least one knob, such as density 1 or register -1.',
  });
});

test('sample turns the same knobs, and without them is what it was', async () => {
  const plain = await create(sample, parts, { seed: 11 });
  const zero = await create(sample, parts, { seed: 11, register: 0 });
  const high = await create(sample, parts, { seed: 11, register: 2 });
  expect(zero.id).toBe(plain.id);
  expect(zero.recipe).toEqual(plain.recipe);
  expect(plain.recipe.input).not.toHaveProperty('turns');
  expect(high.id).not.toBe(plain.id);
  const registerOf = (rows: readonly (readonly number[])[]) =>
    attributesOf(Uint8Array.from(rows[0] ?? []), FULL_VOCABULARY).register;
  expect(registerOf(high.recipe.tokens)).toBeGreaterThan(registerOf(plain.recipe.tokens));
});

test('the same recipe gives the same tokens', async () => {
  const request = { melody: tune('greensleeves'), syncopation: 1, temperature: 0.5, seed: 5 };
  const [first, second] = [await create(tweak, parts, request), await create(tweak, parts, request)];
  expect(first.recipe).toEqual(second.recipe);
  expect(first.id).toBe(second.id);
});
