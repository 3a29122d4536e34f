import type { ReportContents } from './contents.js';
import type { ClipFiles } from './exhibit.js';
import { html, raw } from './html.js';
import { SCRIPT, SCRIPT_SOURCE } from './script.js';
import { decoders } from './sections/decoders.js';
import { measured } from './sections/measured.js';
import { recipes } from './sections/recipes.js';
import { sixteenBars } from './sections/sixteen-bars.js';
import { sources } from './sections/sources.js';
import { twoBars } from './sections/two-bars.js';
import { vae } from './sections/vae.js';
import { walk } from './sections/walk.js';
import { STYLE } from './style.js';

/** Nothing may be fetched from anywhere: the page holds its sounds, style and script itself. */
const POLICY = [
  "default-src 'none'",
  'media-src data:',
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src ${SCRIPT_SOURCE}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const SECTIONS = [
  ['vae', 'What a VAE is'],
  ['decoders', 'Flat or hierarchical'],
  ['two-bars', 'Two bars'],
  ['sixteen-bars', 'Sixteen bars'],
  ['measured', 'Measured'],
  ['recipes', 'Do it again'],
] as const;

/** The whole page. */
export function page(contents: ReportContents, files: ReadonlyMap<string, ClipFiles>): string {
  const { titleA, titleB } = contents;
  const title = `From “${titleA}” to “${titleB}”`;
  const music = { contents, files };
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Segue">
<title>${title}: a walk through a latent space</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">A walk through a latent space: what it sounds like, how it works, and how well.</p>
<nav aria-label="Sections"><ul>${SECTIONS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${walk(music)}
${vae()}
${decoders()}
${twoBars(music)}
${sixteenBars(music)}
${measured(contents)}
${recipes(contents)}
${sources()}
</main>
<footer><p>Made by Segue. The page holds all that it shows and plays, and asks no server for anything.</p></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.markup;
}
