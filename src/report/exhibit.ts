import type { Creation } from '../core/creation.js';
import { describeScore } from '../core/music/describe.js';
import { findKey } from '../core/music/key.js';
import type { Score } from '../core/music/score.js';
import type { Piece } from '../render/render.js';

/** Music that the page shows with a player of its own. */
export interface Clip {
  /** Unique in the page: letters, digits and hyphens. */
  readonly id: string;
  /** Such as `Tune 1` or `50 %`. */
  readonly name: string;
  readonly piece: Piece;
  /** What is shown together, so that all share one range of pitches. */
  readonly together: Score;
}

/** Clips that belong together and come from one line of the terminal. */
export interface Exhibit {
  readonly clips: readonly Clip[];
  /** The line to type to have it again; undefined where only the page itself makes it. */
  readonly line: string | undefined;
  /** What was changed or measured, a sentence each. */
  readonly notices: readonly string[];
}

/** The files of a clip. */
export interface ClipFiles {
  /** Undefined where no note is played. */
  readonly mp3: Uint8Array | undefined;
  readonly midi: Uint8Array;
}

/** A creation as one clip that plays from its beginning to its end. */
export function asOne(creation: Creation, id: string, name: string, line: string): Exhibit {
  const clip: Clip = { id, name, piece: creation, together: creation.score };
  return { clips: [clip], line, notices: creation.notices };
}

/** A creation with a clip for each of its segments. */
export function apart(
  creation: Creation,
  id: string,
  nameOf: (label: string) => string,
  line: string,
): Exhibit {
  const { score } = creation;
  const clips = score.segments.map((segment, index): Clip => {
    const name = nameOf(segment.label);
    const own: Score = { ...score, title: `${score.title}: ${name}`, segments: [segment] };
    const piece: Piece = {
      id: `${creation.id}${index}`,
      score: own,
      key: findKey(segment.notes)?.name ?? null,
      altText: describeScore(own),
    };
    return { id: `${id}-${index + 1}`, name, piece, together: score };
  });
  return { clips, line, notices: creation.notices };
}
