import { exhibitsOf, type ReportContents } from '../contents.js';
import { html, type Markup } from '../html.js';
import { typed } from './shown.js';

/** How to have everything again. */
export function recipes(contents: ReportContents): Markup {
  const { line, seed, twoBars, hierarchical, flat } = contents;
  const models = [twoBars, hierarchical, flat].flatMap((part) => (part ? [part.model] : []));
  const lines = new Set(exhibitsOf(contents).flatMap((exhibit) => exhibit.line ?? []));
  return html`<section id="recipes">
<h2>Do it again</h2>
<p>Each line below, typed in a folder where Segue is installed, makes the same notes again; files are to be where you
type it. The seed, ${seed}, decides all that is left to chance.</p>
<dl>
<dt>This page</dt><dd>${typed(line)}</dd>
<dt>Its music, as MIDI file, sound and picture</dt>
${[...lines].map((own) => html`<dd>${typed(own)}</dd>`)}
<dt>The figures</dt>
${models.map(
  ({ name, evaluation }) =>
    html`<dd>${typed(evaluation?.command ?? `npm run evaluate -- --model ${name} --corpus FILE.jsonl.gz`)}</dd>`,
)}
<dt>The weights</dt>
${models.map(({ name, hash }) => html`<dd><code>${name}</code>, hash <code>${hash}</code></dd>`)}
</dl>
</section>`;
}
