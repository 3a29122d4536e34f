import type { Tokens } from '../music/tokens.js';

/** How a window is cut for the networks. */
export interface BatchShape {
  /** Bars of a hierarchical model; 1 when flat. */
  readonly bars: number;
  /** Steps of a bar; T when flat. */
  readonly barSteps: number;
  /** Number of labels V. */
  readonly labels: number;
}

/** Rows one after another: B rows of n to `[B · n]`. */
export function stacked(rows: readonly Float32Array[]): Float32Array {
  const width = rows[0]?.length ?? 0;
  const result = new Float32Array(rows.length * width);
  rows.forEach((row, index) => {
    result.set(row, index * width);
  });
  return result;
}

/** `[B · n]` to B rows of n. */
export function rowsOf(values: Float32Array, width: number): Float32Array[] {
  const count = values.length / width;
  return Array.from({ length: count }, (_, row) => values.slice(row * width, (row + 1) * width));
}

/** Windows `[T]` to labels `[barSteps, bars · B]`, the rows bar-major: row = bar · B + item. */
export function barMajorTokens(tokens: readonly Tokens[], { bars, barSteps }: BatchShape): Int32Array {
  const batch = tokens.length;
  const rows = bars * batch;
  const result = new Int32Array(barSteps * rows);
  tokens.forEach((window, item) => {
    window.forEach((label, step) => {
      const bar = Math.floor(step / barSteps);
      result[(step % barSteps) * rows + bar * batch + item] = label;
    });
  });
  return result;
}

/** Noise `[T · V]` an item to `[T, B, V]`; zeros where there is none. */
export function interleaveNoise(
  noise: readonly Float32Array[] | undefined,
  batch: number,
  { bars, barSteps, labels }: BatchShape,
): Float32Array {
  const steps = bars * barSteps;
  const result = new Float32Array(steps * batch * labels);
  noise?.forEach((row, item) => {
    for (let step = 0; step < steps; step++) {
      result.set(row.subarray(step * labels, (step + 1) * labels), (step * batch + item) * labels);
    }
  });
  return result;
}

/** Labels `[T, B]` to one window `[T]` an item. */
export function itemTokens(tokens: Uint8Array, batch: number): Tokens[] {
  const steps = tokens.length / batch;
  return Array.from({ length: batch }, (_, item) =>
    Uint8Array.from({ length: steps }, (_, step) => tokens[step * batch + item] ?? 0),
  );
}

/** Logits `[T, B, V]` to `[T · V]` an item. */
export function itemLogits(logits: Float32Array, batch: number, labels: number): Float32Array[] {
  const steps = logits.length / (batch * labels);
  return Array.from({ length: batch }, (_, item) => {
    const result = new Float32Array(steps * labels);
    for (let step = 0; step < steps; step++) {
      const from = (step * batch + item) * labels;
      result.set(logits.subarray(from, from + labels), step * labels);
    }
    return result;
  });
}
