import { MODELS, type SixteenBars } from '../contents.js';
import type { Exhibit } from '../exhibit.js';
import { html, type Markup } from '../html.js';
import { lineToType, type Music, notInstalled, notices, shown } from './shown.js';

interface Named {
  readonly name: string;
  readonly part: SixteenBars;
}

/** Tunes and walks of sixteen bars, from both decoders side by side. */
export function sixteenBars(music: Music): Markup {
  const { hierarchical, flat, titleA, titleB } = music.contents;
  const both: Named[] = [
    ...(hierarchical ? [{ name: 'with conductor', part: hierarchical }] : []),
    ...(flat ? [{ name: 'flat', part: flat }] : []),
  ];
  const absent = [
    hierarchical ? undefined : notInstalled('The hierarchical model of sixteen bars', MODELS.hierarchical),
    flat ? undefined : notInstalled('The flat model of sixteen bars', MODELS.flat),
  ];
  if (both.length === 0) return html`<section id="sixteen-bars"><h2>Sixteen bars</h2>${absent}</section>`;
  return html`<section id="sixteen-bars">
<h2>Sixteen bars</h2>
${absent}
<h3>Invented</h3>
<p>Whole tunes from the bell curve. Listen for form: does a phrase come back, does the end sound like one?</p>
${inTurn(both, ({ samples }) => samples, music)}
<h3>From A to B</h3>
<p>“${titleA}” and “${titleB}” again, now sixteen bars at a time. The first and the last are not the tunes themselves but
what the model has kept of them.</p>
${inTurn(both, ({ places }) => places, music)}
</section>`;
}

/** One clip of each model, then the next of each, so that alike stand beside each other. */
function inTurn(both: readonly Named[], exhibitOf: (part: SixteenBars) => Exhibit, music: Music): Markup {
  const longest = Math.max(...both.map(({ part }) => exhibitOf(part).clips.length));
  const rounds = Array.from({ length: longest }, (_, index) =>
    both.flatMap(({ name, part }) => {
      const clip = exhibitOf(part).clips[index];
      return clip ? [shown(clip, music, html`${clip.name} <small>· ${name}</small>`)] : [];
    }),
  );
  const [first, ...others] = both.map(({ part }) => exhibitOf(part).notices);
  const common = (first ?? []).filter((sentence) => others.every((theirs) => theirs.includes(sentence)));
  return html`${rounds.map((clips) => html`<div class="clips">${clips}</div>`)}
${notices(common)}
${both.map(({ name, part }) => {
  const exhibit = exhibitOf(part);
  const own = exhibit.notices.filter((sentence) => !common.includes(sentence));
  const whose = both.length > 1 ? html`<p class="line-to-type"><strong>${name}</strong></p>` : undefined;
  return html`${whose}${notices(own)}${lineToType(exhibit)}`;
})}`;
}
