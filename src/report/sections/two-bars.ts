import { MODELS } from '../contents.js';
import { html, type Markup } from '../html.js';
import { lineToType, type Music, notInstalled, sideBySide } from './shown.js';

/** Tunes of two bars from the prior. */
export function twoBars(music: Music): Markup {
  const part = music.contents.twoBars;
  if (!part) {
    return html`<section id="two-bars"><h2>Two bars</h2>${notInstalled('The two-bar model', MODELS.twoBars)}</section>`;
  }
  return html`<section id="two-bars">
<h2>Two bars</h2>
<p>Two bars are short enough for a flat decoder, so the two-bar model has no conductor. The walk <a href="#walk">at the
top</a> is its work. Here it invents: each <var>z</var>, ${part.model.latentSize} numbers, was drawn from the bell curve, with no
tune given, and decoded at temperature ${music.contents.temperature}. At temperature 0 the decoder would always take the
likeliest step; at 1 it takes its own odds at face value.</p>
${sideBySide(part.samples, music)}
${lineToType(part.samples)}
</section>`;
}
