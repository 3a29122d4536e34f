import { SingleBar } from 'cli-progress';

/** A line that shows how far the work is. */
export interface Progress {
  /** Enters the next stage, in words. */
  stage(words: string): void;
  stop(): void;
}

/**
 * A progress bar with stages on a terminal; nothing where nobody watches.
 * @param stages how many stages are expected; more only leave the bar full
 */
export function openProgress(stages: number, stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet || !stream.isTTY) return { stage: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: '  {bar} {stage}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  bar.start(stages, 0, { stage: '' });
  let entered = 0;
  return {
    stage: (words) => {
      bar.update(Math.min(entered, stages), { stage: words });
      entered += 1;
    },
    stop: () => {
      bar.stop();
    },
  };
}
