import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { EngineChoice } from '../core/model/engine.js';
import type { DecodeDraw, MusicVae } from '../core/model/music-vae.js';
import { workerUrl } from '../worker-url.js';
import type { EvaluatedModel } from './evaluated-model.js';

/** Where a thread finds its copy of the model. */
export interface ModelSource {
  readonly folder: string;
  readonly name: string;
  readonly engine: EngineChoice;
}

/** What threads are asked. */
export type ModelCalls = Pick<MusicVae, 'encode' | 'decode' | 'teacherForcedLogits'>;

/** Rows of one call: one run of the engine. */
const ROWS = 16;

export interface ModelThreads {
  readonly model: EvaluatedModel;
  /** Ends the threads. */
  close(): Promise<void>;
}

/**
 * Copies of a model that share the work, one a thread, since inference blocks its thread. The answers are those of
 * the model itself: a row's answer never depends on the rows beside it.
 * @param facts the model itself, for its name and sizes
 */
export function openModelThreads(facts: MusicVae, source: ModelSource, threads: number): ModelThreads {
  const pool = new Piscina({
    filename: fileURLToPath(workerUrl('evaluation/model-thread')),
    workerData: source,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
  });

  const ask = <Name extends keyof ModelCalls>(
    name: Name,
    ...args: Parameters<ModelCalls[Name]>
  ): ReturnType<ModelCalls[Name]> => pool.run(args, { name }) as ReturnType<ModelCalls[Name]>;

  return {
    model: {
      ...factsOf(facts),
      async encode(tokens) {
        const parts = await Promise.all(inRuns(tokens).map(([rows]) => ask('encode', rows)));
        return { mu: parts.flatMap(({ mu }) => mu), sigma: parts.flatMap(({ sigma }) => sigma) };
      },
      async decode(z, options = {}) {
        const parts = inRuns(z).map(([rows, from]) =>
          ask('decode', rows, drawOf(options, rows.length, from)),
        );
        return (await Promise.all(parts)).flat();
      },
      async teacherForcedLogits(z, tokens) {
        const parts = inRuns(z).map(([rows, from]) =>
          ask('teacherForcedLogits', rows, tokens.slice(from, from + rows.length).map(own)),
        );
        return (await Promise.all(parts)).flat();
      },
    },
    close: () => pool.destroy(),
  };
}

function factsOf(model: MusicVae): Omit<EvaluatedModel, keyof ModelCalls> {
  const { name, hash, bars, steps, latentSize, vocabulary, hierarchical, engine } = model;
  return { name, hash, bars, steps, latentSize, vocabulary, hierarchical, engine };
}

/** The draw of a part of the rows, each with the stream that it has among all of them. */
function drawOf({ items, firstItem = 0, ...draw }: DecodeDraw, rows: number, from: number): DecodeDraw {
  return items
    ? { ...draw, items: items.slice(from, from + rows) }
    : { ...draw, firstItem: firstItem + from };
}

function inRuns<Row extends Uint8Array | Float32Array>(rows: readonly Row[]): (readonly [Row[], number])[] {
  const runs = Math.ceil(rows.length / ROWS);
  return Array.from({ length: runs }, (_, run) => {
    const from = run * ROWS;
    return [rows.slice(from, from + ROWS).map(own), from] as const;
  });
}

/** A copy with a buffer of its own: what is sent to a thread takes its whole buffer along. */
function own<Row extends Uint8Array | Float32Array>(row: Row): Row {
  return row.slice() as Row;
}
