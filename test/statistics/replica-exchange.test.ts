/**
 * Runs of replicas against exact averages, exchanged as they are (parallel tempering) and through flows that have not been trained for it. Fixed seeds, four
 * standard errors: 22 comparisons, false alarm 1.4e-3.
 */
import { describe, expect, test } from 'vitest';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../src-engine/kernel/single-thread.ts';
import { makeRun } from '../../src-engine/run/make-run.ts';
import { ReplicaRun } from '../../src-engine/run/replica-run.ts';
import { ScalarSimulation } from '../../src-engine/run/scalar-simulation.ts';
import { estimate } from '../../src-engine/statistics/index.ts';
import { integratedPhi4 } from '../support/exact-phi4.ts';
import { su2Plaquette, u1Plaquette } from '../support/exact-plaquette.ts';
import { type Document, noLoops } from '../support/spec-documents.ts';
import { untrainedModel } from '../support/untrained-model.ts';

const agrees = (series: ArrayLike<number>, exact: number, name: string, most: number): void => {
  const { value, error } = unwrap(estimate(Float64Array.from(series)));
  expect(Math.abs(value - exact), `${name}: ${value} +- ${error} for ${exact}`).toBeLessThan(4 * error);
  expect(error, name).toBeLessThan(most);
};

/** Rows of a run, after a tenth of them; without rows where something was not tried. */
const columns = (document: Document, models?: ConstructorParameters<typeof ReplicaRun>[2]) => {
  const spec = unwrap(readSpec({ version: 1, ...document }, noLoops));
  const run = makeRun(spec, singleThreadExecutor(), models);
  const rows = Array.from({ length: run.totalUpdates }, () => run.step()).slice(run.totalUpdates / 10);
  return (name: string): number[] => rows.flatMap((row) => row[name] ?? []);
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('U(1) in two dimensions at beta 6, where the charge hardly moves by itself', () => {
  const alone = {
    seed: 21,
    lattice: { dims: [8, 8], group: 'U(1)' },
    action: { beta: 6 },
    start: { kind: 'hot' },
    measure: { plaquette: {}, 'topological-charge': { every: 1 } },
    phase: [{ updates: 6000, update: [{ algorithm: 'hmc', steps: 6 }] }],
  };
  const moves = (charges: readonly number[]): number =>
    mean(charges.slice(1).map((q, i) => (Math.abs(q - charges[i]!) > 0.5 ? 1 : 0)));

  test('replicas down to beta 1.5 bring every charge', () => {
    expect(moves(columns(alone)('topological-charge'))).toBeLessThan(0.005);
    const of = columns({ ...alone, exchange: { betas: [5, 4, 3.2, 2.5, 2, 1.5] } });
    expect(moves(of('topological-charge'))).toBeGreaterThan(0.05);
    agrees(of('plaquette'), u1Plaquette(6, 64), 'plaquette', 1e-3);
    // second derivative of log Z in theta
    agrees(
      of('topological-charge').map((q) => q * q),
      0.27920086,
      'Q^2',
      0.06,
    );
    expect(mean(of('round-trip'))).toBeGreaterThan(0.005);
    for (let pair = 1; pair <= 6; pair++) expect(mean(of(`swap-acceptance.${pair}`))).toBeGreaterThan(0.1);
  });
});

test('U(1) through flows that were made for nothing, down to beta 0', () => {
  const theory = { version: 1, lattice: { dims: [4, 4], group: 'U(1)' }, action: { beta: 1 } };
  const flow = { kind: 'angular', couplings: 8, hidden: [4], size: 2 };
  const models = new Map(
    ['one', 'two'].map((word, i) => [
      word,
      untrainedModel({ ...theory, seed: 30 + i, flow, training: { batch: 4 } }, 1),
    ]),
  );
  const of = columns(
    {
      ...theory,
      seed: 22,
      action: { beta: 1.5 },
      start: { kind: 'hot' },
      measure: { plaquette: {} },
      phase: [{ updates: 10_000, update: [{ algorithm: 'metropolis', hits: 1, 'step-size': 1 }] }],
      exchange: { betas: [0.8, 0], models: ['one', 'two'] },
    },
    models,
  );
  agrees(of('plaquette'), u1Plaquette(1.5, 16), 'plaquette', 5e-3);
  for (const pair of [1, 2]) expect(mean(of(`swap-acceptance.${pair}`))).toBeGreaterThan(0.02);
});

test('SU(2) in two dimensions', () => {
  const of = columns({
    seed: 23,
    lattice: { dims: [4, 4], group: 'SU(2)' },
    action: { beta: 3 },
    start: { kind: 'hot' },
    measure: { plaquette: {} },
    phase: [{ updates: 8000, update: [{ algorithm: 'metropolis', hits: 1, 'step-size': 0.4 }] }],
    exchange: { betas: [2.3, 1.7] },
  });
  agrees(of('plaquette'), su2Plaquette(3, 16), 'plaquette', 5e-3);
  expect(mean(of('swap-acceptance.1'))).toBeGreaterThan(0.1);
});

/** Replicas of rising mass on the smallest torus, each with a few Metropolis sweeps between exchanges. */
test.each([
  ['as they are', []],
  ['through flows', ['one', 'two', 'three']],
])('phi^4 on every replica, exchanged %s', (_, words) => {
  const couplings = [-2.5, -1.5, 0].map((massSquared) => ({ massSquared, lambda: 1 }));
  const theory = {
    version: 1,
    seed: 24,
    lattice: { dims: [2, 2], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': -2.5, lambda: 1 },
  };
  const flow = { kind: 'affine', couplings: 4, network: 'dense', hidden: [3], activation: 'tanh' };
  const models = new Map(
    words.map((word, i) => [
      word,
      untrainedModel({ ...theory, seed: 40 + i, flow, training: { batch: 4 } }, 0.3),
    ]),
  );
  const count = 20_000;
  const spec = unwrap(
    readSpec(
      {
        ...theory,
        start: { kind: 'hot' },
        phase: [{ updates: count, update: [{ algorithm: 'metropolis', hits: 1, 'step-size': 0.3 }] }],
        exchange: { 'masses-squared': [-1.5, 0], models: words },
      },
      noLoops,
    ),
  );
  const run = new ReplicaRun(spec, singleThreadExecutor(), models);
  const swaps = [[], []] as number[][];
  const histories = couplings.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    const values = run.step();
    swaps.forEach((tried, pair) => {
      const acceptance = values[`swap-acceptance.${pair + 1}`];
      if (acceptance !== undefined) tried.push(acceptance);
    });
    run.replicas.forEach((one, r) => {
      if (one instanceof ScalarSimulation)
        histories[r]![i] = one.saved().field.values.reduce((sum, x) => sum + (x * x) / 4, 0);
    });
  }
  for (const tried of swaps) {
    expect(tried).toHaveLength(count / 2);
    expect(mean(tried)).toBeGreaterThan(0.03);
    expect(mean(tried)).toBeLessThan(0.95);
  }
  histories.forEach((history, r) => {
    const { phi2 } = integratedPhi4(couplings[r]!);
    agrees(history.subarray(100), phi2, `${r}`, 0.05 * phi2);
  });
});
