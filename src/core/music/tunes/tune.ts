/** A built-in tune as it is written down. All are in the public domain. */
export interface Tune {
  /** The word to ask for it by: small letters and hyphens. */
  readonly name: string;
  readonly title: string;
  /** Composer and year, or where it comes from. */
  readonly origin: string;
  /** Time signature, such as `4/4`. */
  readonly metre: string;
  /** Key of the written notes, such as `C`, `Am`, `Ddor`. */
  readonly key: string;
  /** Quarter notes a minute. */
  readonly qpm: number;
  /** What a bare letter lasts, as a share of a whole note: 4, 8 or 16. */
  readonly unit: 4 | 8 | 16;
  /** The notes in ABC notation. */
  readonly abc: string;
  /** What the notes were compared with; see docs/tunes.md. */
  readonly checkedAgainst: string;
}
