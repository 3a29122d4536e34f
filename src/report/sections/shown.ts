import type { ReportContents } from '../contents.js';
import type { Clip, ClipFiles, Exhibit } from '../exhibit.js';
import { html, type Markup } from '../html.js';
import { player } from '../player.js';

/** What the sections with music are made of. */
export interface Music {
  readonly contents: ReportContents;
  readonly files: ReadonlyMap<string, ClipFiles>;
}

/** A clip with its player. */
export function shown(clip: Clip, { files }: Music, heading?: Markup): Markup {
  const own = files.get(clip.id);
  if (!own) throw new Error(`no sound was made for ${clip.id}`);
  return player(clip, own, heading);
}

/** All clips of an exhibit side by side, where there is room. */
export function sideBySide({ clips }: Exhibit, music: Music): Markup {
  return html`<div class="clips">${clips.map((clip) => shown(clip, music))}</div>`;
}

/** A line to type, broken only between its words where they fit. */
export function typed(line: string): Markup {
  return html`<code>${line.split(' ').map((word, place) => html`${place > 0 ? ' ' : ''}<span class="word">${word}</span>`)}</code>`;
}

/** What was changed or measured, a line each. */
export function notices(sentences: readonly string[]): Markup | undefined {
  if (sentences.length === 0) return undefined;
  return html`<ul class="notices">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** The line to type to have an exhibit again. */
export function lineToType({ line }: Exhibit): Markup | undefined {
  return line === undefined ? undefined : html`<p class="line-to-type">To have it again: ${typed(line)}</p>`;
}

/** A sentence in place of what a missing model would show. */
export function notInstalled(what: string, name: string): Markup {
  return html`<p>${what} (<code>${name}</code>) is not installed here, so this part is left out.</p>`;
}
