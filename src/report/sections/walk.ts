import { MODELS } from '../contents.js';
import { html, type Markup } from '../html.js';
import { lineToType, type Music, notInstalled, notices, shown } from './shown.js';

/** The opening: the walk from A to B, and the same walk without a model. */
export function walk(music: Music): Markup {
  const { titleA, titleB, twoBars } = music.contents;
  if (!twoBars) {
    return html`<section>${notInstalled('The two-bar model', MODELS.twoBars)}</section>`;
  }
  const steps = twoBars.walk.clips[0]?.piece.score.segments.length ?? 0;
  return html`<section aria-label="The walk">
<p>Here “${titleA}” turns into “${titleB}” in ${steps} melodies of two bars. Nobody wrote the ones in between, and none
of them is a mixture of notes: a neural network read both tunes, made a point of each, and played what belongs to the
points on the way from one to the other. The ends are played from their points too; below it says how much of the tunes
is left in them. Press play<span class="live-only">: a line shows where you are, and a click on the roll goes
there</span>.</p>
${twoBars.walk.clips.map((clip) => shown(clip, music))}
${notices(twoBars.walk.notices)}
${lineToType(twoBars.walk)}
<h2>The same walk without a network</h2>
<p>Why not simply mix the notes? Toss a coin for every sixteenth and let it decide which of the two tunes plays there.
At first the coin favours A, then more and more B. Nothing could be more gradual:</p>
${twoBars.mixed.clips.map((clip) => shown(clip, music))}
<p>Now compare the middles of the two strips. The coin knows nothing of beats, phrases or keys: it drops a note of one
tune between two of the other, and cuts short whatever was sounding there. The change is smooth to a calculator, not
always to an ear. In the first strip each melody is played by a network that has only ever learnt to play melodies. What
it plays in the middle may be plain, but it is played as one tune.</p>
</section>`;
}
