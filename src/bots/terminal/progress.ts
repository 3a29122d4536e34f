import { SingleBar } from 'cli-progress';

/** A line that shows how far the work is. */
export interface Progress {
  /** Enters a stage, in words; several may run at once. */
  stage(words: string): void;
  /** Ends a stage, so that another that still runs is shown again. */
  done(words: string): void;
  stop(): void;
}

/**
 * A progress bar with stages on a terminal; nothing where nobody watches.
 * @param stages how many stages are expected; more only leave the bar full
 */
export function openProgress(stages: number, stream: NodeJS.WriteStream, quiet: boolean): Progress {
  if (quiet || !stream.isTTY) {
    return { stage: () => undefined, done: () => undefined, stop: () => undefined };
  }
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
  const running = new Set<string>();
  const show = () => bar.update(Math.min(entered, stages), { stage: [...running].at(-1) ?? '' });
  return {
    stage: (words) => {
      running.add(words);
      show();
      entered += 1;
    },
    done: (words) => {
      running.delete(words);
      show();
    },
    stop: () => bar.stop(),
  };
}
