import { workerData } from 'node:worker_threads';
import { openEngine } from '../core/model/engine.js';
import { openModelLibrary } from '../core/model/model-library.js';
import type { ModelCalls, ModelSource } from './model-threads.js';

const { folder, name, engine }: ModelSource = workerData;
const model = openModelLibrary({ folder, engine: () => openEngine(engine) }).load(name);

/** The calls that a thread answers, by the names of its exports; the arguments come as one list. */
export async function encode(args: Parameters<ModelCalls['encode']>) {
  return (await model).encode(...args);
}

export async function decode(args: Parameters<ModelCalls['decode']>) {
  return (await model).decode(...args);
}

export async function teacherForcedLogits(args: Parameters<ModelCalls['teacherForcedLogits']>) {
  return (await model).teacherForcedLogits(...args);
}
