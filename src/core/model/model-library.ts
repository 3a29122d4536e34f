import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.js';
import { readCheckpoint } from './checkpoint.js';
import { type Engine, openEngine } from './engine.js';
import { type Knobs, readKnobs } from './knobs.js';
import { loadMusicVae, type MusicVae } from './music-vae.js';

/** The models in a folder, each loaded when it is first asked for. */
export interface ModelLibrary {
  /** Names of the folders that hold a checkpoint, sorted. */
  names(): Promise<string[]>;
  /**
   * One model, loaded once and shared; a load that failed is tried again.
   * @throws UserError `not-found` naming the models there are, or as {@link readCheckpoint}
   */
  load(name: string): Promise<MusicVae>;
  /**
   * The knobs of a model, for the weights that are there now.
   * @returns null where the model has none
   * @throws UserError as {@link load} and {@link readKnobs}
   */
  knobs(name: string): Promise<Knobs | null>;
  /** Frees all models. */
  close(): Promise<void>;
}

export interface ModelLibraryOptions {
  /** Folder with one folder a model. */
  readonly folder: string | URL;
  /** Opens the engine when the first model is loaded; the best one of this machine by default. */
  readonly engine?: () => Engine | Promise<Engine>;
}

/** Opens a library; nothing is read before it is asked for. */
export function openModelLibrary({
  folder,
  engine: open = () => openEngine(),
}: ModelLibraryOptions): ModelLibrary {
  const path = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const loads = new Map<string, Promise<MusicVae>>();
  let engine: Promise<Engine> | undefined;

  const openOnce = (): Promise<Engine> => {
    engine ??= Promise.resolve().then(open);
    engine.catch(() => {
      engine = undefined;
    });
    return engine;
  };

  const load = async (name: string): Promise<MusicVae> => {
    const known = await names(path);
    if (!known.includes(name)) throw unknown(name, known);
    const checkpoint = await readCheckpoint(join(path, name));
    return loadMusicVae(checkpoint, await openOnce());
  };

  const loadOnce = (name: string): Promise<MusicVae> => {
    const running = loads.get(name);
    if (running) return running;
    const started = load(name);
    loads.set(name, started);
    started.catch(() => {
      loads.delete(name);
    });
    return started;
  };

  return {
    names: () => names(path),
    load: loadOnce,
    async knobs(name) {
      const { hash } = await loadOnce(name);
      return readKnobs(join(path, name), hash);
    },
    async close() {
      const loaded = await Promise.allSettled(loads.values());
      loads.clear();
      await Promise.all(
        loaded.map((result) => (result.status === 'fulfilled' ? result.value.release() : undefined)),
      );
    },
  };
}

async function names(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const filesOf = (name: string): Promise<string[]> => readdir(join(folder, name)).catch(() => []);
  const found = await Promise.all(
    folders.map(async (name) => ((await filesOf(name)).includes('weights_manifest.json') ? [name] : [])),
  );
  return found.flat().sort();
}

function unknown(name: string, known: readonly string[]): UserError {
  const there = known.length === 0 ? 'there are none here' : `there are ${known.join(', ')}`;
  return new UserError('not-found', `There is no model “${name}”; ${there}.`);
}
