import { describe, expect, test } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import type { Model } from '../../../../src-engine/learn/model/model-file.ts';
import { makeRun } from '../../../../src-engine/run/make-run.ts';
import { modelsNamed } from '../../../../src-engine/run/models.ts';
import { ScalarSimulation } from '../../../../src-engine/run/scalar-simulation.ts';
import { type Document, noLoops } from '../../../support/spec-documents.ts';
import { untrainedModel } from '../../../support/untrained-model.ts';

const theory = {
  version: 1,
  seed: 3,
  lattice: { dims: [4, 4], group: 'scalar' },
  action: { preset: 'phi4', 'mass-squared': -2.5, lambda: 0.5 },
};
const specOf = (changes: Document): RunSpec => unwrap(readSpec({ ...theory, ...changes }, noLoops));
const chain = (update: readonly Document[], changes: Document = {}): RunSpec =>
  specOf({ phase: [{ updates: 20, update }], measure: { scalar: {} }, ...changes });

const start = (spec: RunSpec, models?: ReadonlyMap<string, Model>): ScalarSimulation =>
  new ScalarSimulation(spec, singleThreadExecutor(), models);
const steps = (simulation: ScalarSimulation, n: number) => Array.from({ length: n }, () => simulation.step());

/** A model of the identity: it proposes normal numbers. */
const modelOf = (theoryOf: Document = {}): Model =>
  untrainedModel(
    {
      ...theory,
      flow: { kind: 'affine', couplings: 2, hidden: [2] },
      training: { batch: 4 },
      ...theoryOf,
    },
    0,
  );

const all = [
  { algorithm: 'hmc', steps: 4, 'reversibility-check-every': 2 },
  { algorithm: 'metropolis', sweeps: 2 },
  { algorithm: 'cluster', sweeps: 3 },
];

describe('a chain of a scalar field', () => {
  test('gives the numbers of its updates and its measurements', () => {
    const simulation = start(chain(all, { measure: { scalar: { every: 2 } } }));
    const [one, two] = steps(simulation, 2);
    expect(Object.keys(one!)).toEqual(['delta-h', 'accepted', 'acceptance']);
    expect(two).toMatchObject({ reversibility: expect.any(Number), phi2: expect.any(Number) });
    expect(two!['two-point.3']).toBeDefined();
    expect([simulation.update, simulation.totalUpdates, simulation.phase]).toEqual([2, 20, 'production']);
  });

  test('goes on bit for bit', () => {
    const whole = start(chain(all));
    const expected = steps(whole, 8).slice(4);
    const first = start(chain(all));
    steps(first, 4);
    const { field, update, kind } = first.saved();
    expect([kind, update]).toEqual(['scalar', 4]);
    const second = start(chain(all));
    second.restore(field, update);
    expect(steps(second, 4)).toEqual(expected);
    expect(second.saved()).toEqual(whole.saved());
  });

  test('starts cold, hot, or from a field', () => {
    const starts = ['cold', 'hot'].map((kind) => start(chain(all, { start: { kind } })).saved().field.values);
    expect(starts[0]).toEqual(new Float64Array(16));
    expect(new Set(starts[1]).size).toBe(16);
    const simulation = start(chain(all));
    simulation.begin({ dims: [4, 4], values: starts[1]! });
    expect(simulation.saved()).toMatchObject({ update: 0, field: { values: starts[1] } });
  });
});

describe('proposals of a model', () => {
  const flow = { algorithm: 'flow', model: 'some', proposals: 3, batch: 4 };
  const models = new Map([['some', modelOf()]]);

  test('are accepted now and then, whatever the batch, beside other updates, and go on bit for bit', () => {
    const spec = chain([flow, { algorithm: 'metropolis' }]);
    expect(modelsNamed(spec)).toEqual(['some']);
    const whole = start(spec, models);
    const values = steps(whole, 20);
    const accepted = values.reduce((sum, { acceptance }) => sum + acceptance!, 0) / 20;
    expect(accepted).toBeGreaterThan(0.02);
    expect(accepted).toBeLessThan(1);
    const other = start(chain([{ ...flow, batch: 16 }, { algorithm: 'metropolis' }]), models);
    expect(steps(other, 20)).toEqual(values);
    const first = start(spec, models);
    steps(first, 7);
    const second = start(spec, models);
    second.restore(first.saved().field, 7);
    expect(steps(second, 13)).toEqual(values.slice(7));
  });

  test('of another volume are taken where the numbers fit, of another theory not', () => {
    const larger = chain([flow], { lattice: { dims: [4, 6], group: 'scalar' } });
    expect(steps(start(larger, models), 1)[0]).toHaveProperty('acceptance');
    const gauge = specOf({
      lattice: { dims: [4, 4], group: 'U(1)' },
      action: { beta: 1 },
      phase: [{ updates: 2, update: [flow] }],
    });
    expect(() => makeRun(gauge, singleThreadExecutor(), models)).toThrow(/model\.mismatch.*phi4.*u1/);
    const angular = modelOf({
      lattice: { dims: [4, 4], group: 'U(1)' },
      action: { beta: 1 },
      flow: { kind: 'angular', couplings: 2, hidden: [2] },
    });
    const links = makeRun(gauge, singleThreadExecutor(), new Map([['some', angular]]));
    expect(links.step()).toHaveProperty('acceptance');
  });

  test('of different phases are not the same', () => {
    const phase = (updates: number) => ({ updates, update: [flow] });
    const one = start(specOf({ phase: [phase(2)], measure: { scalar: {} } }), models);
    const two = start(specOf({ phase: [phase(1), phase(1)], measure: { scalar: {} } }), models);
    const a = steps(one, 2);
    const b = steps(two, 2);
    expect(a[0]).toEqual(b[0]);
    // the same numbers of proposals, of another phase
    expect(a[1]!.phi2 === b[1]!.phi2 && a[1]!.acceptance !== 0).toBe(false);
  });
});
