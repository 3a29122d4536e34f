import type { Clip, ClipFiles } from './exhibit.js';
import { html, type Markup } from './html.js';
import { pianoRoll } from './roll.js';

/** A clip with its name, roll, player and MIDI file. */
export function player(clip: Clip, files: ClipFiles, heading?: Markup): Markup {
  const { title } = clip.piece.score;
  const sound = files.mp3
    ? html`<audio controls preload="metadata" aria-label="Play ${title}" src="${address('audio/mpeg', files.mp3)}"></audio>`
    : html`<p class="silent">Only rests: there is nothing to hear.</p>`;
  return html`<figure class="clip" id="${clip.id}">
<figcaption>${heading ?? clip.name}</figcaption>
${pianoRoll(clip)}
<div class="controls">${sound}
<a class="midi" download="${clip.id}.mid" href="${address('audio/midi', files.midi)}" aria-label="MIDI file of ${title}">MIDI</a></div>
</figure>`;
}

function address(mediaType: string, bytes: Uint8Array): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
}
