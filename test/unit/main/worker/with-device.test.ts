import { expect, it } from 'vitest';
import { FailureError, fail, ok } from '../../../../src-engine/base/result.ts';
import { withDevice } from '../../../../src-main/worker/with-device.ts';

const tooLarge = (why: string) => fail('resource.memory', `Too large: ${why}.`, 'Take less.');

it('hands the answer on', async () => {
  const answer = await withDevice(1, (device) => ok(device.allocate(64) > 0), tooLarge);
  expect(answer).toEqual(ok(true));
});

it('what is refused from deep inside is a failure', async () => {
  const refused = fail('model.unsupported', 'No.', 'Another.');
  const answer = await withDevice(
    1,
    () => {
      throw new FailureError(refused.error);
    },
    tooLarge,
  );
  expect(answer).toEqual(refused);
});

it('what does not fit into memory is told in the words of the caller, defects are not caught', async () => {
  const throws = (error: Error) =>
    withDevice(
      1,
      () => {
        throw error;
      },
      tooLarge,
    );
  expect(await throws(new RangeError('4 GiB'))).toEqual(tooLarge('4 GiB'));
  await expect(throws(new TypeError('a defect'))).rejects.toThrow('a defect');
});
