/** The check of a model on this machine's threads. Test: test/unit/main/cli/models-check.test.ts. */
import { fail, type Result } from '../../src-engine/base/result.ts';
import { type ExamineOptions, examineModel } from '../../src-engine/learn/examine/examine-model.ts';
import type { Examination } from '../../src-engine/learn/examine/figure.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';
import { withDevice } from '../worker/with-device.ts';

export interface ExamineRequest extends Omit<ExamineOptions, 'breathe'> {
  readonly threads: number;
}

export const examine = (
  model: Model,
  { threads, ...options }: ExamineRequest,
): Promise<Result<Examination>> =>
  withDevice(
    threads,
    (device) =>
      examineModel(device, model, {
        ...options,
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
      }),
    (why) =>
      fail(
        'resource.memory',
        `The samples of the check do not fit into memory: ${why}.`,
        'Check fewer samples.',
      ),
  );
