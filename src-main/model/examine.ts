/** The check of a model on this machine's threads. Test: test/unit/main/cli/models-check.test.ts. */
import { FailureError, fail, type Result } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import { type ExamineOptions, examineModel } from '../../src-engine/learn/examine/examine-model.ts';
import type { Examination } from '../../src-engine/learn/examine/figure.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';

export interface ExamineRequest extends Omit<ExamineOptions, 'breathe'> {
  readonly threads: number;
}

export const examine = async (
  model: Model,
  { threads, ...options }: ExamineRequest,
): Promise<Result<Examination>> => {
  const executor = threadPoolExecutor({ threads });
  try {
    return await examineModel(new Device(executor), model, {
      ...options,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    });
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure };
    if (!(error instanceof RangeError)) throw error;
    return fail(
      'resource.memory',
      `The samples of the check do not fit into memory: ${error.message}.`,
      'Check fewer samples.',
    );
  } finally {
    executor.dispose();
  }
};
