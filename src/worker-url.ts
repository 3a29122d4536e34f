/**
 * Where the built form of a worker module lies, seen from the sources (tests) or from the build (production).
 *
 * Node 20 cannot start a worker from TypeScript, so workers always run from `dist`.
 * @param module path below `src` without extension, such as `render/synth-worker`
 */
export function workerUrl(module: string): URL {
  return new URL(`../dist/${module}.js`, import.meta.url);
}
