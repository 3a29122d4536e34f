import { UserError } from '../../errors.js';
import type { Engine } from '../engine.js';

/** Placeholder until the next commit. */
export async function openTfjsEngine(): Promise<Engine> {
  throw new UserError('engine-unavailable', 'The tfjs engine is not built yet.');
}
