import { expect, test } from 'vitest';
import type { AffineFlowSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { makeFlow } from '../../../../../src-engine/learn/make-flow.ts';
import { tensorsOf } from '../../../../../src-engine/learn/model/model-file.ts';
import { transfer } from '../../../../../src-engine/learn/train/transfer.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { SMALL_SPEC } from '../../../../support/training-lab.ts';

const flow = (dims: readonly number[], seed: number, spec: Partial<AffineFlowSpec> = {}) =>
  unwrap(
    makeFlow(newDevice(), {
      dims,
      samples: 4,
      precision: 'f32',
      family: 'scalar',
      seed,
      spec: { ...SMALL_SPEC, ...spec },
    }),
  );

test('convolutions go to another volume', () => {
  const [small, large] = [flow([4, 4], 1), flow([8, 6], 2)];
  expect(large.parameters.values()).not.toEqual(small.parameters.values());
  unwrap(transfer(tensorsOf(small.parameters), [4, 4], large.parameters, [8, 6]));
  expect(large.parameters.values()).toEqual(small.parameters.values());
});

test('fully connected networks stay on their lattice, and say so', () => {
  const dense = { network: 'dense' } as const;
  const [small, large] = [flow([4, 4], 1, dense), flow([4, 2], 2, dense)];
  const before = large.parameters.values().slice();
  const refused = transfer(tensorsOf(small.parameters), [4, 4], large.parameters, [4, 2]);
  expect(refused).toMatchObject({ ok: false, error: { code: 'model.mismatch' } });
  expect(refused.ok ? '' : refused.error.message).toMatch(
    /^coupling\.0\..* of the model to begin from is .* on 4 x 4 and .* on 4 x 2: this flow/,
  );
  expect(large.parameters.values()).toEqual(before);
  unwrap(transfer(tensorsOf(small.parameters), [4, 4], flow([4, 4], 2, dense).parameters, [4, 4]));
});

test('another architecture is refused by the names that do not fit', () => {
  const [two, four] = [flow([4, 4], 1, { couplings: 2 }), flow([4, 4], 1)];
  expect(transfer(tensorsOf(two.parameters), [4, 4], four.parameters, [4, 4])).toMatchObject({
    ok: false,
    error: { code: 'model.mismatch' },
  });
});
