import type { Posterior } from '../core/model/engine.js';
import type { Latent } from '../core/model/latent.js';
import { normals, streamFor } from '../core/model/random.js';

/** A latent dimension is active if its mean varies more than this over the windows. Source: Burda et al. 2015. */
const ACTIVE_VARIANCE = 0.01;

/** One latent an item from q = N(mu, sigma²), each from the stream of its own item. */
export function drawFromPosterior({ mu, sigma }: Posterior, seed: number, firstItem: number): Latent[] {
  return mu.map((mean, row) => {
    const noise = normals(streamFor(seed, firstItem + row, 'posterior'), mean.length);
    return mean.map((value, d) => value + (sigma[row]?.[d] ?? 0) * (noise[d] ?? 0));
  });
}

/** KL(q || N(0, I)) of every item in bits, in closed form: 0.5 · sum(mu² + sigma² - 2 ln sigma - 1) / ln 2. */
export function klBits({ mu, sigma }: Posterior): number[] {
  return mu.map((mean, row) => {
    const deviations = sigma[row] ?? new Float32Array();
    let nats = 0;
    for (let d = 0; d < mean.length; d++) {
      const [m, s] = [mean[d] ?? 0, deviations[d] ?? 1];
      nats += 0.5 * (m * m + s * s - 2 * Math.log(s) - 1);
    }
    return nats / Math.LN2;
  });
}

/** How many dimensions of the means, `[N][Z]`, tell windows apart. */
export function activeUnits(mu: readonly Latent[]): number {
  const size = mu[0]?.length ?? 0;
  let active = 0;
  for (let d = 0; d < size; d++) {
    let [sum, squares] = [0, 0];
    for (const row of mu) {
      const value = row[d] ?? 0;
      sum += value;
      squares += value * value;
    }
    const mean = sum / mu.length;
    if (squares / mu.length - mean * mean > ACTIVE_VARIANCE) active += 1;
  }
  return active;
}
