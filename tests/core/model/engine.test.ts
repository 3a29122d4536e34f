import { afterEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '../../../src/core/model/engine.js';
import { openTfjsEngine } from '../../../src/core/model/tfjs/tfjs-engine.js';
import { loadFixture } from './fixtures.js';

afterEach(() => {
  vi.doUnmock('onnxruntime-node');
  vi.doUnmock('onnxruntime-web');
  vi.doUnmock('@tensorflow/tfjs-node');
  vi.resetModules();
});

const broken = (): never => {
  throw new Error('no binary for this platform');
};

describe('the choice of an engine', () => {
  test('auto takes an onnxruntime and says why', async () => {
    const engine = await openEngine();
    expect(engine.name).toMatch(/^onnxruntime-(node|web)$/);
    expect(engine.why).toMatch(/onnxruntime.*\.$/);
  });

  test('without a native build the WebAssembly build runs', async () => {
    vi.doMock('onnxruntime-node', broken);
    const fresh = await import('../../../src/core/model/engine.js');
    for (const choice of ['onnx', 'auto'] as const) {
      const { name, why } = await fresh.openEngine(choice);
      expect(name).toBe('onnxruntime-web');
      expect(why).toBe(
        'The native onnxruntime does not load on this machine, so its WebAssembly build runs.',
      );
    }
  });

  test('without any onnxruntime auto takes tfjs, and onnx says what to do', async () => {
    vi.doMock('onnxruntime-node', broken);
    vi.doMock('onnxruntime-web', broken);
    const fresh = await import('../../../src/core/model/engine.js');
    expect((await fresh.openEngine('auto')).name).toMatch(/^tfjs-/);
    await expect(fresh.openEngine('onnx')).rejects.toMatchObject({
      code: 'engine-unavailable',
      message: 'onnxruntime does not load on this machine; set SEGUE_ENGINE=tfjs to use the other engine.',
    });
  });
});

test('where tfjs-node is installed, tfjs runs on it', async () => {
  const tf = await import('@tensorflow/tfjs-core');
  const { MathBackendCPU } = await import('@tensorflow/tfjs-backend-cpu');
  // What importing the real package does, without its 300 MB library.
  vi.doMock('@tensorflow/tfjs-node', () => {
    tf.registerBackend('tensorflow', () => new MathBackendCPU());
    return {};
  });
  const { name, why } = await openTfjsEngine();
  tf.removeBackend('tensorflow');
  expect({ name, why }).toEqual({ name: 'tfjs-node', why: '@tensorflow/tfjs-node is installed.' });
});

test('tfjs in plain JavaScript gives the same tokens as onnxruntime', async () => {
  const plain = await openTfjsEngine({ backend: 'cpu' });
  expect(plain.name).toBe('tfjs-cpu');
  for (const name of ['flat_uint8', 'hierarchical_uint8']) {
    const [a, b] = [await loadFixture(name, plain), await loadFixture(name, await openEngine('onnx'))];
    const { z, tokens } = await b.sample(3, { temperature: 0.8, seed: 6 });
    expect(await a.decode(z, { temperature: 0.8, seed: 6 })).toEqual(tokens);
  }
});

test('a tfjs model gives its memory back', async () => {
  const tf = await import('@tensorflow/tfjs-core');
  const engine = await openEngine('tfjs');
  const before = tf.memory().numTensors;
  const model = await loadFixture('hierarchical_uint8', engine);
  const loaded = tf.memory().numTensors;
  const { z, tokens } = await model.sample(2, { temperature: 1, seed: 1 });
  await model.encode(tokens);
  await model.teacherForcedLogits(z, tokens);
  expect(tf.memory().numTensors).toBe(loaded);
  await model.release();
  expect(tf.memory().numTensors).toBe(before);
});
