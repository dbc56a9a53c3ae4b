import { expect, test } from 'vitest';
import type { ContinuousFlowSpec } from '../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { checkedDeviation, DENSITY_TOLERANCE } from '../../../../src-engine/learn/density-check.ts';
import { exactSpec, makeExactFlow } from '../../../../src-engine/learn/exact-flow.ts';
import { makeFlow } from '../../../../src-engine/learn/make-flow.ts';
import { tensorsOf } from '../../../../src-engine/learn/model/model-file.ts';
import type { Tensor } from '../../../../src-engine/learn/model/tensor.ts';
import { newDevice, someNumbers } from '../../../support/kernel-lab.ts';
import { SMALL_SPEC } from '../../../support/training-lab.ts';

const SPEC: ContinuousFlowSpec = {
  kind: 'continuous',
  frequencies: 4,
  features: 3,
  timeModes: 3,
  steps: 2,
  exactSteps: 4,
};
const options = { dims: [2, 2], samples: 4, family: 'scalar', seed: 1, spec: SPEC } as const;

/** The numbers of a flow whose velocities are of the order of `size`. */
const numbers = (size: number): readonly Tensor[] => {
  const flow = unwrap(makeFlow(newDevice(), { ...options, precision: 'f32' }));
  const { offset, length } = flow.parameters.pieces.find(({ name }) => name.endsWith('weights'))!;
  const values = flow.parameters.values();
  someNumbers(length, 3).forEach((x, i) => {
    values[offset + i] = size * x;
  });
  return tensorsOf(flow.parameters);
};

const exactFlow = (size: number, more: { readonly samples?: number } = {}) =>
  makeExactFlow(newDevice(), { ...options, ...more }, numbers(size), 'wild');

test('steps of exact densities', () => {
  expect(exactSpec(SPEC)).toMatchObject({ steps: 4 });
  expect(exactSpec({ ...SPEC, steps: 9 })).toMatchObject({ steps: 9 });
  const { exactSteps: _, ...silent } = SPEC;
  expect(exactSpec(silent)).toMatchObject({ steps: 64 });
  expect(exactSpec(SMALL_SPEC)).toBe(SMALL_SPEC);
});

test('steps are doubled until log q is exact, the same for every batch', () => {
  expect(unwrap(exactFlow(0.1)).spec).toMatchObject({ steps: 4 });
  const { flow, spec, deviation } = unwrap(exactFlow(4));
  expect(flow.lattice.layout.precision).toBe('f64');
  const { steps } = spec as ContinuousFlowSpec;
  expect([8, 16, 32]).toContain(steps);
  expect(deviation).toBeLessThan(DENSITY_TOLERANCE);
  expect(checkedDeviation(flow)).toBe(deviation);
  const half = unwrap(
    makeFlow(newDevice(), { ...options, precision: 'f64', spec: { ...SPEC, steps: steps / 2 } }),
  );
  half.parameters.values().set(flow.parameters.values());
  half.parameters.changed();
  expect(checkedDeviation(half)).toBeGreaterThan(DENSITY_TOLERANCE);
  const wide = unwrap(exactFlow(4, { samples: 200 }));
  expect(wide.spec).toEqual(spec);
  expect(wide.deviation).toBeCloseTo(deviation!, 12);
});

test('a flow whose density cannot be had is refused, with what helps', () => {
  const refused = exactFlow(400);
  expect(refused).toMatchObject({ ok: false, error: { code: 'model.inexact' } });
  if (!refused.ok) expect(refused.error.remedy).toContain('flow.steps');
});

test('couplings are exact as they are', () => {
  const spec = SMALL_SPEC;
  const flow = unwrap(makeFlow(newDevice(), { ...options, spec, precision: 'f32' }));
  const made = unwrap(makeExactFlow(newDevice(), { ...options, spec }, tensorsOf(flow.parameters), 'calm'));
  expect(made.deviation).toBeUndefined();
  expect(checkedDeviation(made.flow)).toBeLessThan(1e-12);
});
