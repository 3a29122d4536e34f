// Fixed inputs that need no generator, so that anyone can make them again.

/** Latents `[count][size]`: sums of sines of unrelated frequencies, about as long as draws from N(0, I). */
export function latents(size, count) {
  return Array.from({ length: count }, (_, item) =>
    Array.from({ length: size }, (_, d) =>
      Math.fround(
        Math.sin(12.9898 * (item + 1) + 78.233 * (d + 1)) + Math.cos(39.346 * (item + 1) * (d + 1)),
      ),
    ),
  );
}

/** Windows `[count][steps]` with holds, rests and leaps, so that every kind of label is encoded. */
export function windows(steps, labels, count) {
  return Array.from({ length: count }, (_, item) =>
    Array.from({ length: steps }, (_, step) => {
      const turn = (step * (item + 3) + item * 5) % 7;
      if (turn < 3) return 0;
      return turn === 3 ? 1 : 2 + ((step * 13 + item * 29 + turn * 17) % (labels - 2));
    }),
  );
}
