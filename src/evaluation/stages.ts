import { SingleBar } from 'cli-progress';
import type { OnDone } from './evaluated-model.js';

/** Shows how far the evaluation is, stage by stage. */
export interface Stages {
  /** Enters a stage of so many items; answers with what to call as they are done. */
  enter(words: string, items: number): OnDone;
  stop(): void;
}

/** A bar on a terminal; elsewhere a line as each stage begins and at each quarter of it. */
export function openStages(stream: NodeJS.WriteStream): Stages {
  return stream.isTTY ? barStages(stream) : lineStages(stream);
}

function barStages(stream: NodeJS.WriteStream): Stages {
  const bar = new SingleBar({
    format: '  {bar} {words} {value} / {total}',
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  return {
    enter(words, items) {
      bar.stop();
      bar.start(items, 0, { words });
      return (done) => bar.increment(done);
    },
    stop: () => bar.stop(),
  };
}

const PARTS = 4;

function lineStages(stream: NodeJS.WriteStream): Stages {
  return {
    enter(words, items) {
      stream.write(`${words} (${items})\n`);
      let done = 0;
      let told = 0;
      return (more) => {
        done += more;
        const part = Math.floor((PARTS * done) / items);
        if (part > told && part < PARTS) stream.write(`  ${words}: ${done} of ${items}\n`);
        told = part;
      };
    },
    stop: () => undefined,
  };
}
