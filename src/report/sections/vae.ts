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
<p>An autoencoder is two networks that learn together. The <em>encoder</em> f reads a melody x and boils it down to a
short list of numbers, z. The <em>decoder</em> is given z and has to play the melody again. Both are trained on a single
question: how surprised is the decoder by each note that really comes next?</p>
${AUTOENCODER_LOSS}
<p>Here x<sub>t</sub> is what happens at step t, and x<sub>&lt;t</sub> all that came before it. The list z is the
bottleneck: it is much shorter than the melody, so only what matters can pass.</p>
<p>But nothing tells the encoder <em>where</em> to put its melodies. They lie scattered, with empty land between them.
A point from the empty land stands for no melody, and the decoder makes something up that is none. So one cannot invent
tunes by picking points, and a walk from one tune to another leads through the holes.</p>
<h3>A variational autoencoder leaves no holes</h3>
<p>A variational autoencoder, VAE for short, makes two changes. The encoder no longer names a point but a small cloud,
q(z|x): a mean μ and a width σ for each number of z. And all clouds together are drawn towards one simple shape, the
bell curve around zero. It is called the <em>prior</em>, p(z).</p>
<p>What a VAE maximises is a lower bound of how likely the model finds the melody, the <em>evidence lower bound</em> or
ELBO:</p>
${ELBO}
<p>The first term on the right asks for good copies. The second is a toll: KL measures how much a cloud tells about its
melody beyond what the prior tells about all of them. It can be read in bits, like the size of a file. For bell curves
it has a closed form:</p>
${DIVERGENCE_OF_GAUSSIANS}
<p>Because clouds cost less the wider and the more central they are, neighbours come to overlap, and what lies between
two melodies has to decode to something like both. That is what makes the space worth walking in, and it gives us two
things at once. Draw z from the bell curve, decode it, and there is a <em>new</em> tune. Encode two tunes, go from one z
to the other, and there is music on the way.</p>
<h3>The trick that makes it trainable</h3>
<p>A network learns by asking, for each of its numbers, “if I changed you a little, would the loss fall?” A toss of dice
in the middle has no answer to that. So the dice are tossed outside, and the cloud is only stretched and moved over
them. This is the <em>reparameterisation</em>:</p>
${REPARAMETERISATION}
<p>Now z is still random, but μ and σ are reached by plain arithmetic.</p>
<h3>Two dials</h3>
<p>In practice the toll is given a weight β, and the first τ bits are free:</p>
${TRAINED_LOSS}
<p>A higher β makes a smoother space with poorer copies, a lower one the reverse. The free bits are there for another
reason, which comes <a href="#decoders">next</a>.</p>
<h3>The walk</h3>
<p>The straight way from A to B, with α going from 0 to 1, is</p>
${STRAIGHT_WAY}
<p>With hundreds of dimensions, though, nearly all of a bell curve lies in a thin shell, far from its centre, and the
straight way leaves the shell. So Segue goes along the arc instead, ω being the angle between both ends:</p>
${ARC}
</section>`;
}
