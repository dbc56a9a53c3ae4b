/**
 * SU(3) on the torus of 2 x 8 plaquettes from a spectral flow in sweeps that has been trained for a moment: log Z and the plaquette, by weights and by independence
 * Metropolis, against the sum over representations.
 */
import { expect, test } from 'vitest';
import type { SpectralFlowSpec, TrainingSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import { observerOf } from '../../src-engine/learn/sample/batch-observables.ts';
import { walkIndependence } from '../../src-engine/learn/sample/independence.ts';
import { Proposals, propose } from '../../src-engine/learn/sample/proposals.ts';
import { effectiveSampleSize, logPartition, reweighted } from '../../src-engine/learn/sample/reweight.ts';
import { suTarget } from '../../src-engine/learn/target/su-n.ts';
import { Trainer } from '../../src-engine/learn/train/trainer.ts';
import { estimate } from '../../src-engine/statistics/index.ts';
import { suTorusPartition } from '../support/exact-plaquette.ts';
import { newDevice } from '../support/kernel-lab.ts';

const BETA = 3;
const DIMS = [2, 8];
const PLAQUETTES = 16;

const SPEC: SpectralFlowSpec = {
  kind: 'spectral',
  masks: 'sweeps',
  couplings: 10,
  bins: 4,
  network: 'convolution',
  hidden: [8],
  stencil: 1,
  activation: 'leaky-relu',
  finalActivation: 'none',
};
const TRAINING: TrainingSpec = {
  steps: 120,
  batch: 64,
  estimator: 'path',
  optimiser: 'adam',
  learningRate: 1e-2,
  schedule: 'cosine',
  finalRate: 0.05,
  clip: 10,
  annealing: 0,
  stopAtEss: 1,
  evaluateEvery: 120,
  evaluationSamples: 256,
};

test('SU(3) on 2 x 8 at beta 3, from a trained flow', () => {
  const device = newDevice();
  const common = { dims: DIMS, spec: SPEC, family: 'su3', seed: 3 } as const;
  const flow = unwrap(makeFlow(device, { ...common, samples: 64, precision: 'f32' }));
  const target = suTarget(3, BETA);
  const trainer = new Trainer({ flow, target, spec: TRAINING, seed: 3 });
  while (trainer.update < TRAINING.steps) trainer.step();

  const twin = { ...common, samples: 512, precision: 'f64', parameters: flow.parameters } as const;
  const address = { seed: 41, stage: 0 };
  const source = new Proposals(unwrap(makeFlow(device, twin)), target, address);
  const observer = observerOf({ theory: 'su3', beta: BETA });
  const { logWeights, observed } = propose(source, 0, 30_000, (x) => [observer(x).plaquette!]);
  const ess = effectiveSampleSize(logWeights);
  expect(ess).toBeGreaterThan(0.6);
  expect(ess).toBeLessThan(0.95);

  const h = 1e-3;
  const logZ = (beta: number): number => Math.log(suTorusPartition(3, beta, PLAQUETTES));
  const plaquette = (logZ(BETA + h) - logZ(BETA - h)) / (2 * h * PLAQUETTES);
  const { at } = walkIndependence(logWeights, address);
  const values = observed[0]!;
  const checks = {
    'log Z': [unwrap(logPartition(logWeights)), logZ(BETA), 5e-3],
    weights: [unwrap(reweighted(logWeights, [values])), plaquette, 1e-3],
    Metropolis: [unwrap(estimate(Float64Array.from(at, (place) => values[place]!))), plaquette, 1.5e-3],
  } as const;
  for (const [name, [{ value, error }, exact, most]] of Object.entries(checks)) {
    expect(error, name).toBeLessThan(most);
    expect(Math.abs(value - exact), `${name} ${value} +- ${error}, exact ${exact}`).toBeLessThan(4 * error);
  }
});
