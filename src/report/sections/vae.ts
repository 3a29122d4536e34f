import {
  ARC,
  AUTOENCODER_LOSS,
  DIVERGENCE_OF_GAUSSIANS,
  ELBO,
  REPARAMETERISATION,
  STRAIGHT_WAY,
  TRAINED_LOSS,
} from '../formulas.js';
import { html, type Markup } from '../html.js';

/** What a VAE is and why one is used, in plain words with the formulas. */
export function vae(): Markup {
  return html`<section id="vae">
<h2>What a VAE is, and why</h2>
<h3>An autoencoder learns to copy</h3>
<p>An autoencoder is two networks that learn together. The <em>encoder</em> <var>f</var> reads a melody <var>x</var> and
boils it down to a list of numbers, <var>z</var>. The <em>decoder</em> is given <var>z</var> and has to play the melody
again. Both are trained on a single question: how surprised is the decoder by each thing that really comes next?</p>
${AUTOENCODER_LOSS}
<p>Here <var>x<sub>t</sub></var> is what happens at step <var>t</var>, and <var>x<sub>&lt;t</sub></var> all that came
before it. The list <var>z</var> is the bottleneck: whatever the decoder is to know of the whole melody has to pass
through it.</p>
<p>But nothing tells the encoder <em>where</em> to put its melodies. They lie scattered, with empty land between them.
Nobody ever taught the decoder what to play at a point of the empty land. So one cannot invent tunes by picking points
there, and a walk from one tune to another leads through the holes.</p>
<h3>A variational autoencoder closes the holes</h3>
<p>A variational autoencoder, VAE for short, makes two changes. The encoder no longer names a point but a small cloud,
<var>q</var>(<var>z</var>|<var>x</var>): a mean <var>μ</var> and a width <var>σ</var> for each number of <var>z</var>.
And all clouds are drawn towards one simple shape, the bell curve around zero. It is called the <em>prior</em>,
<var>p</var>(<var>z</var>).</p>
<p>What a VAE maximises is a lower bound of how likely the model finds the melody, the <em>evidence lower bound</em> or
ELBO:</p>
${ELBO}
<p>The first term on the right asks for good copies. The second is a toll: KL measures how much a cloud tells about its
melody beyond what the prior tells about all of them. It can be read in bits, like the size of a file. For bell curves
it has a closed form:</p>
${DIVERGENCE_OF_GAUSSIANS}
<p>A cloud costs the less the more it looks like the prior itself, wide and in the middle. So neighbours come to overlap,
and what lies between two melodies tends to decode to something between them. That gives us two things at once. Draw
<var>z</var> from the bell curve, decode it, and there is a <em>new</em> tune. Encode two tunes, go from one <var>z</var>
to the other, and there is music on the way.</p>
<h3>The trick that makes it trainable</h3>
<p>A network learns by asking, for each of its numbers, “if I changed you a little, would the loss fall?” A toss of dice
in the middle has no answer to that. So the dice are tossed outside, and the cloud is only stretched and moved over
them. This is the <em>reparameterisation</em>:</p>
${REPARAMETERISATION}
<p>Now <var>z</var> is still random, but from <var>z</var> back to <var>μ</var> and <var>σ</var> it is plain
arithmetic.</p>
<h3>Two dials</h3>
<p>In practice the toll is given a weight <var>β</var>, and the first <var>τ</var> bits are free:</p>
${TRAINED_LOSS}
<p>A higher <var>β</var> tends to make a smoother space with poorer copies, a lower one the reverse. The free bits are
there for another reason, which comes <a href="#decoders">next</a>.</p>
<h3>The walk</h3>
<p>The straight way from A to B, with <var>α</var> going from 0 to 1, is</p>
${STRAIGHT_WAY}
<p>With so many dimensions, though, nearly all of a bell curve lies in a thin shell around its centre, and the straight
way leaves that shell. So Segue goes along the arc instead, <var>ω</var> being the angle between both ends:</p>
${ARC}
</section>`;
}
