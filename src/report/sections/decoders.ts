import { flatDiagram, hierarchicalDiagram } from '../diagrams.js';
import { html, type Markup } from '../html.js';

/** From notes to networks: the plain recurrent decoder, its two troubles, and the conductor. */
export function decoders(): Markup {
  return html`<section id="decoders">
<h2>Flat or hierarchical</h2>
<p>MusicVAE is a VAE for melodies. It reads them sixteenth by sixteenth. At each one there is one of 130 things to
say: strike one of 128 pitches, end the note, or go on as before. Two bars are 32 such steps, sixteen bars 256. The
encoder is a recurrent network that reads them forwards and backwards, and gives <var>μ</var> and <var>σ</var>. The
decoder is another, which plays one step after the other. The plain kind, called flat, knows at each step <var>z</var>
and what it has just played.</p>
<h3>Two troubles of the flat decoder</h3>
<p><strong>A good player needs no score.</strong> Melodies hold notes, repeat themselves and move in small steps. A
decoder that hears what it has just played guesses the next sixteenth well without looking at <var>z</var> at all, and
the cheapest way to pay no toll is to say nothing. Left alone, training may drift there: KL falls to nothing,
<var>z</var> means nothing, and all points decode alike. This is <em>posterior collapse</em>. The free bits are one
remedy: where silence saves no toll, <var>z</var> may as well speak.</p>
<p><strong>Sixteen bars are a long way.</strong> One memory has to carry the tune through 256 steps. It must keep count
of where it is, and each of its mistakes becomes part of what it hears from then on.</p>
<h3>The conductor</h3>
<p>The hierarchical decoder puts a conductor between <var>z</var> and the player. From <var>z</var> it makes one plan for
each bar. The player gets the plan, plays sixteen steps, and forgets: at the bar line its memory is wiped, and only the
last step that it played goes with it. Since it cannot carry the tune across bar lines by itself, it has to rely on the
plan, and so on <var>z</var>. And the conductor never hears the notes, so wrong ones do not mislead it.</p>
<div class="pair">
<figure><figcaption><strong>Flat.</strong> <var>z</var> is shown to one player, who goes through all bars in one breath.</figcaption>${flatDiagram()}</figure>
<figure><figcaption><strong>Hierarchical.</strong> A conductor goes from bar to bar, a player plays each from its plan.</figcaption>${hierarchicalDiagram()}</figure>
</div>
</section>`;
}
