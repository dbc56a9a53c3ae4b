/**
 * How much processors worked between the first and the last update of a start, by all threads of this process, compute threads included; the first update,
 * in which kernels are made, is left out. Test: test/unit/main/run/processor-watch.test.ts.
 */
import type { LogRecord } from '../storage/record-line.ts';

export interface ProcessorWatch {
  /** After each update. */
  mark(): void;
  /** For the run's log; undefined with fewer than two updates. */
  facts(): LogRecord | undefined;
}

interface Mark {
  readonly seconds: number;
  readonly processor: number;
}

const markNow = (): Mark => {
  const { user, system } = process.cpuUsage();
  return { seconds: performance.now() / 1000, processor: (user + system) / 1e6 };
};

export const processorWatch = (now: () => Mark = markNow): ProcessorWatch => {
  let first: Mark | undefined;
  let last: Mark | undefined;
  let updates = -1;
  return {
    mark: () => {
      last = now();
      first ??= last;
      updates++;
    },
    facts: () => {
      if (first === undefined || last === undefined || updates < 1) return undefined;
      const seconds = last.seconds - first.seconds;
      const processorSeconds = last.processor - first.processor;
      return {
        updates,
        seconds,
        processorSeconds,
        message: `${updates} updates took ${seconds.toFixed(2)} s and ${processorSeconds.toFixed(2)} s of processors.`,
      };
    },
  };
};
