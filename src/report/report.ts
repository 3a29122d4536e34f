import type { Studio } from '../render/render.js';
import { exhibitsOf } from './contents.js';
import { type GatherContext, gather } from './gather.js';
import { page } from './page.js';
import type { ReportRequest } from './request.js';
import { makeSounds } from './sounds.js';

/**
 * Makes the report: one HTML page that holds all it shows and plays, and asks no network for anything.
 * @returns the page in UTF-8
 * @throws UserError where a melody cannot be read, no model is installed, or sound cannot be made
 */
export async function makeReport(
  context: GatherContext & { readonly studio: Studio },
  request: ReportRequest,
): Promise<Uint8Array> {
  const contents = await gather(context, request);
  const clips = exhibitsOf(contents).flatMap((exhibit) => exhibit.clips);
  const files = await makeSounds(context.studio, clips, {
    signal: context.signal,
    onClip: (number, of) => context.onStage?.(`sound ${number} of ${of}`),
  });
  context.onStage?.('setting the page');
  return new TextEncoder().encode(page(contents, files));
}
