/** What is in a player's sound, as the browser decodes it. */
export interface Heard {
  readonly clip: string;
  readonly error: string | null;
  readonly seconds: number;
  /** What the player itself says. */
  readonly shownSeconds: number;
  /** Length of the clip's roll. */
  readonly drawnSeconds: number;
  /** Greatest sample, 1 being full scale. */
  readonly peak: number;
  /** Cells of the roll that have notes, but no sound while the line is over them. */
  readonly silentCells: readonly number[];
}

export function allLoaded(): boolean;
export function hear(): Promise<Heard[]>;
export function drawings(): { what: string; isSeen: boolean; isNamed: boolean }[];
export function cells(): { all: number; withNotes: number };
export function overflow(): { width: number; beyond: string[] };
export function contrasts(): { paper: string; found: { text: string; ratio: number }[] };
export function outline(): { levels: number[]; ids: string[]; dead: string[]; language: string };
export function play(clip: string): Promise<void>;
export function hasPlayed(clip: string): boolean;
export function playerOf(clip: string): { paused: boolean; currentTime: number; marked: number };
export function breakIn(): Promise<{ title: string; hasFetched: boolean }>;
