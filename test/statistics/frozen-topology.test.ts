/**
 * U(1) in two dimensions on 8 x 8 at beta = 8: hybrid Monte Carlo stays in the sector where it began and is wrong about <Q^2> by any number of its own errors; a flow that
 * has been trained for seconds is right, by Metropolis and by weights. Exact: Z(theta) = sum_n f(n + theta/2pi)^V with f(k) = int dphi/2pi exp(beta cos phi) cos(k phi).
 */
import { expect, test } from 'vitest';
import type { AngularFlowSpec, TrainingSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { u1 } from '../../src-engine/group/group.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import { observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { walkIndependence } from '../../src-engine/learn/sample/independence.ts';
import { Proposals, propose } from '../../src-engine/learn/sample/proposals.ts';
import { effectiveSampleSize, logPartition, reweighted } from '../../src-engine/learn/sample/reweight.ts';
import { u1Target } from '../../src-engine/learn/target/u1.ts';
import { Trainer } from '../../src-engine/learn/train/trainer.ts';
import { measureGeometricCharge } from '../../src-engine/observable/index.ts';
import { estimate } from '../../src-engine/statistics/index.ts';
import { hmcLab } from '../support/hmc-lab.ts';
import { newDevice } from '../support/kernel-lab.ts';

const BETA = 8;
const DIMS = [8, 8] as const;
const exact = { chargeSquared: 0.16777101, plaquette: 0.9354770909, logZ: 622.994105 };

/** log Z(theta) with the flat measure of the links. */
const logZ = (theta: number): number => {
  const points = 2000;
  const weight = (i: number): number => (i === 0 || i === points ? 1 : i % 2 === 0 ? 2 : 4);
  const f = (k: number): number => {
    let sum = 0;
    for (let i = 0; i <= points; i++) {
      const phi = (Math.PI * i) / points;
      sum += weight(i) * Math.exp(BETA * (Math.cos(phi) - 1)) * Math.cos(k * phi);
    }
    return sum / (3 * points);
  };
  let z = 0;
  for (let n = -30; n <= 30; n++) z += f(n + theta / (2 * Math.PI)) ** 64;
  return Math.log(z) + 64 * (BETA + 2 * Math.log(2 * Math.PI));
};

test('the exact numbers', () => {
  expect(logZ(0)).toBeCloseTo(exact.logZ, 5);
  const h = 0.02;
  expect((2 * logZ(0) - 2 * logZ(h)) / h ** 2).toBeCloseTo(exact.chargeSquared, 4);
});

test('hybrid Monte Carlo never leaves its sector', () => {
  const lab = hmcLab({ group: u1, dims: DIMS, actions: [`plaquette: ${BETA}`], steps: [10] });
  const count = 4000;
  const squares = new Float64Array(count);
  for (let update = 0; update < count; update++) {
    lab.hmc.trajectory({ seed: 3, update });
    squares[update] = measureGeometricCharge(lab.field) ** 2;
  }
  const mean = squares.reduce((sum, q) => sum + q, 0) / count;
  const error = Math.sqrt(squares.reduce((sum, q) => sum + (q - mean) ** 2, 0)) / count;
  expect(Math.abs(mean - exact.chargeSquared)).toBeGreaterThan(20 * error);
  expect(Math.abs(mean - exact.chargeSquared)).toBeGreaterThan(0.1);
});

const FLOW: AngularFlowSpec = {
  kind: 'angular',
  masks: 'blocks',
  couplings: 6,
  network: 'convolution',
  hidden: [8, 8],
  stencil: 1,
  activation: 'leaky-relu',
  finalActivation: 'none',
  transform: 'projection',
  size: 10,
};
const TRAINING: TrainingSpec = {
  steps: 3000,
  batch: 128,
  estimator: 'reparametrised',
  optimiser: 'adam',
  learningRate: 0.01,
  schedule: 'cosine',
  finalRate: 0.02,
  clip: 10,
  annealing: 1800,
  stopAtEss: 1,
  evaluateEvery: 3000,
  evaluationSamples: 256,
};

test('a flow draws every sector as often as it must', () => {
  const device = newDevice();
  const setting = { dims: DIMS, spec: FLOW, family: 'u1', seed: 1 } as const;
  const flow = unwrap(makeFlow(device, { ...setting, samples: TRAINING.batch, precision: 'f32' }));
  const target = u1Target(BETA);
  const trainer = new Trainer({ flow, target, spec: TRAINING, seed: 1 });
  for (let step = 0; step < TRAINING.steps; step++) trainer.step();
  const sampler = unwrap(
    makeFlow(device, { ...setting, samples: 256, precision: 'f64', parameters: flow.parameters }),
  );
  const address = { seed: 9, stage: 0 };
  const observe = observerOf({ theory: 'u1', beta: BETA });
  const { logWeights, observed } = propose(new Proposals(sampler, target, address), 0, 30_000, (x) => {
    const all = observe(x);
    return [all['topological-charge-squared']!, all.plaquette!];
  });
  expect(effectiveSampleSize(logWeights)).toBeGreaterThan(0.05);
  const z = unwrap(logPartition(logWeights));
  expect(Math.abs(z.value - exact.logZ), `log Z ${z.value} +- ${z.error}`).toBeLessThan(4 * z.error);
  expect(z.error).toBeLessThan(0.05);
  const { at } = walkIndependence(logWeights, address);
  [exact.chargeSquared, exact.plaquette].forEach((expected, i) => {
    const values = observed[i]!;
    const chain = unwrap(estimate(Float64Array.from(at, (place) => values[place]!)));
    const weighed = unwrap(reweighted(logWeights, [values]));
    for (const { value, error } of [chain, weighed]) {
      expect(error).toBeLessThan(0.1 * exact.chargeSquared);
      expect(Math.abs(value - expected), `${value} +- ${error}`).toBeLessThan(4 * error);
    }
  });
});
