/** A point of the latent space, `[Z]`. */
export type Latent = Float32Array;

export type InterpolationMethod = 'slerp' | 'lerp';

/** Below this length a vector has no direction worth following. */
const SHORTEST = 1e-8;
/** Below this sine of the angle the sphere's formula divides by almost nothing. */
const SMALLEST_SINE = 1e-4;

/** Euclidean length. */
export function norm(a: Latent): number {
  return Math.sqrt(dot(a, a));
}

/**
 * The middle of one or more latents: their average direction at their average length. A plain average of N
 * unrelated draws is shorter by the square root of N, and short latents decode to bland tunes.
 * @throws RangeError where there is none
 */
export function mean(points: readonly Latent[]): Latent {
  const [first] = points;
  if (!first) throw new RangeError('the mean of no latents is not defined');
  const average = first.map(
    (_, d) => points.reduce((sum, point) => sum + (point[d] ?? 0), 0) / points.length,
  );
  const length = norm(average);
  if (length < SHORTEST) return average;
  const wanted = points.reduce((sum, point) => sum + norm(point), 0) / points.length;
  return average.map((value) => (value * wanted) / length);
}

/** The point at t on the straight line from a (0) to b (1). */
export function lerp(a: Latent, b: Latent, t: number): Latent {
  return weighted(a, 1 - t, b, t);
}

/**
 * The point at t on the great arc from a (0) to b (1); the length moves with it. Vectors that are too short,
 * parallel or opposite have no such arc and get the straight line.
 *
 * Source: Shoemake 1985; the guard is ours, Magenta's has none and gives NaN for equal ends.
 */
export function slerp(a: Latent, b: Latent, t: number): Latent {
  const [lengthA, lengthB] = [norm(a), norm(b)];
  if (lengthA < SHORTEST || lengthB < SHORTEST) return lerp(a, b, t);
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(a, b) / (lengthA * lengthB))));
  const sine = Math.sin(angle);
  if (sine < SMALLEST_SINE) return lerp(a, b, t);
  return weighted(a, Math.sin((1 - t) * angle) / sine, b, Math.sin(t * angle) / sine);
}

/**
 * Points on the way from a to b, evenly spaced, both ends included and exact.
 * @param count two or more
 */
export function interpolateLatents(
  a: Latent,
  b: Latent,
  count: number,
  method: InterpolationMethod,
): Latent[] {
  const between = method === 'slerp' ? slerp : lerp;
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return a.slice();
    return k === count - 1 ? b.slice() : between(a, b, k / (count - 1));
  });
}

function dot(a: Latent, b: Latent): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] ?? 0) * (b[d] ?? 0);
  return sum;
}

function weighted(a: Latent, shareA: number, b: Latent, shareB: number): Latent {
  return a.map((value, d) => shareA * value + shareB * (b[d] ?? 0));
}
