/**
 * Work on a device of its own, on this machine's threads, which ends with it. What the engine refuses from deep inside, and what does not fit into memory, becomes a failure.
 * Test: test/unit/main/worker/with-device.test.ts.
 */
import { FailureError, type Result } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import { threadPoolExecutor } from './thread-pool.ts';

export const withDevice = async <T>(
  threads: number,
  work: (device: Device) => Promise<Result<T>> | Result<T>,
  /** What to say when memory does not suffice; `why` as the machine says it. */
  tooLarge: (why: string) => Result<never>,
): Promise<Result<T>> => {
  const executor = threadPoolExecutor({ threads });
  try {
    return await work(new Device(executor));
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    if (error instanceof RangeError) return tooLarge(error.message);
    throw error;
  } finally {
    executor.dispose();
  }
};
