import type { MusicVae } from '../core/model/music-vae.js';

/** What the measures need of a model: a {@link MusicVae}, or several copies of one that share the work. */
export type EvaluatedModel = Pick<
  MusicVae,
  | 'name'
  | 'hash'
  | 'bars'
  | 'steps'
  | 'latentSize'
  | 'vocabulary'
  | 'hierarchical'
  | 'engine'
  | 'encode'
  | 'decode'
  | 'teacherForcedLogits'
>;

/** Told as the work goes on: how many items of the stage are done. */
export type OnDone = (items: number) => void;

/** Items between two reports of progress, and held in memory at once; enough to keep every thread busy. */
const CHUNK = 128;

/** Runs the items in chunks, one after another, and tells of each. */
export async function inChunks<Item, Result>(
  items: readonly Item[],
  onDone: OnDone,
  run: (chunk: readonly Item[], from: number) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    const chunk = items.slice(from, from + CHUNK);
    for (const result of await run(chunk, from)) results.push(result);
    onDone(chunk.length);
  }
  return results;
}
