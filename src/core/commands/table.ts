import type { Command } from './command.js';
import { echo } from './echo.js';
import { inspect } from './inspect.js';
import { morph } from './morph.js';
import { sample } from './sample.js';
import { tunes } from './tunes.js';
import { tweak } from './tweak.js';
import { vary } from './vary.js';

/** Every command; adapters make their menus, flags and help from this table. */
export const COMMANDS: readonly Command[] = [morph, sample, vary, tweak, echo, inspect, tunes];
