/** The last word on a model from elsewhere: its flow is made, on one thread, and compared. Test: test/unit/main/engine-host/model-calls.test.ts. */
import type { Result } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { checkArchitecture } from '../../src-engine/learn/model/check-architecture.ts';
import type { Model } from '../../src-engine/learn/model/model-file.ts';

export const checkModel = (model: Model): Result<void> =>
  checkArchitecture(new Device(singleThreadExecutor()), model);
