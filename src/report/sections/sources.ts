import { html, type Markup } from '../html.js';

/** Where the ideas come from. */
export function sources(): Markup {
  return html`<section id="sources">
<h2>Where it comes from</h2>
<ul>
<li>Diederik P. Kingma, Max Welling: <cite>Auto-Encoding Variational Bayes</cite>, 2013,
<a href="https://arxiv.org/abs/1312.6114">arXiv 1312.6114</a>. The VAE and the reparameterisation.</li>
<li>Samuel R. Bowman and others: <cite>Generating Sentences from a Continuous Space</cite>, 2015,
<a href="https://arxiv.org/abs/1511.06349">arXiv 1511.06349</a>. Recurrent VAEs, and how they collapse.</li>
<li>Adam Roberts, Jesse Engel, Colin Raffel, Curtis Hawthorne, Douglas Eck: <cite>A Hierarchical Latent Vector Model for
Learning Long-Term Structure in Music</cite>, 2018, <a href="https://arxiv.org/abs/1803.05428">arXiv 1803.05428</a>.
MusicVAE: the conductor, and the comparison with mixing in the data.</li>
<li>gudgud96: <cite>Generating and Interpolating Music Snippets with MusicVAE</cite>, a Weights &amp; Biases report. The
study that this page is made after.</li>
</ul>
</section>`;
}
