/** How long one update of a run takes, found by doing a few of them. Test: test/unit/main/engine-host/probe-time.test.ts. */
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Executor } from '../../../src-engine/kernel/executor.ts';
import { makeRun } from '../../../src-engine/run/make-run.ts';

const WARM_MS = 80;
const STEPS_MS = 100;
const MOST_STEPS = 20;

interface Stepping {
  step(): unknown;
}

/** Seconds of one update. Kernels become fast only once they have run for a while, so there is a warm-up. */
const secondsOf = (simulation: Stepping, now: () => number): number => {
  const repeat = (atLeastMs: number): number => {
    const began = now();
    let steps = 0;
    let elapsed = 0;
    do {
      simulation.step();
      steps++;
      elapsed = now() - began;
    } while (steps < MOST_STEPS && elapsed < atLeastMs);
    return elapsed / 1000 / steps;
  };
  repeat(WARM_MS);
  return repeat(STEPS_MS);
};

/** `executor` makes one for this run; `now` in milliseconds. */
export const updateSeconds = (spec: RunSpec, executor: () => Executor, now: () => number): number => {
  const own = executor();
  try {
    return secondsOf(makeRun(spec, own), now);
  } finally {
    own.dispose();
  }
};
