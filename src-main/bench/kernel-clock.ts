/** An executor that knows how long it has been running kernels. Test: test/unit/main/bench/kernel-clock.test.ts. */
import { performance } from 'node:perf_hooks';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import type { Clock } from './sampling.ts';

export interface ClockedExecutor extends Executor {
  /** Milliseconds inside `run` since the beginning. */
  kernelMs(): number;
}

export const clockedExecutor = (inner: Executor, clock: Clock = performance): ClockedExecutor => {
  let total = 0;
  return {
    ...inner,
    run: (launch) => {
      const began = clock.now();
      inner.run(launch);
      total += clock.now() - began;
    },
    kernelMs: () => total,
  };
};
