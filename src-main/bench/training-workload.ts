/**
 * The training steps that the benchmark repeats, on batches of 64 fields of 8 x 8 in single precision; all weights, gradients and Adam included.
 *   network: a convolution 1-16-16-1, 3 x 3, tanh, its loss the mean of y^2;
 *   phi4: a flow of 16 affine couplings 1-8-8-2 for m^2 = -4, lambda = 6.008, drawing included;
 *   u1: a flow of 16 couplings of plaquettes by mixtures of two projections, 2-8-8-3, beta = 2.
 * pytorch/steps.py does the same. Test: test/unit/main/bench/training.test.ts.
 */

import type { FlowSpec, NetworkSpec, TrainingSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { type FlowFamily, makeFlow } from '../../src-engine/learn/make-flow.ts';
import { makeNetwork } from '../../src-engine/learn/network/make-network.ts';
import { makeAdam } from '../../src-engine/learn/optimise/adam.ts';
import { makeParameters } from '../../src-engine/learn/parameters.ts';
import { phi4Target } from '../../src-engine/learn/target/phi4.ts';
import { u1Target } from '../../src-engine/learn/target/u1.ts';
import type { Target } from '../../src-engine/learn/target.ts';
import { Trainer } from '../../src-engine/learn/train/trainer.ts';
import type { TrainingName } from './names.ts';
import type { Repeatable } from './sampling.ts';

const DIMS = [8, 8];
const BATCH = 64;
const RATE = 1e-3;
const COUPLINGS = 16;

const network: NetworkSpec = {
  network: 'convolution',
  hidden: [8, 8],
  stencil: 3,
  activation: 'leaky-relu',
  finalActivation: 'tanh',
};

/** Without evaluations. */
const training: TrainingSpec = {
  steps: 1e9,
  batch: BATCH,
  estimator: 'reparametrised',
  optimiser: 'adam',
  learningRate: RATE,
  schedule: 'constant',
  clip: 0,
  annealing: 0,
  stopAtEss: 1,
  evaluateEvery: 1e9,
  evaluationSamples: BATCH,
};

const networkStep = (device: Device): (() => void) => {
  const lattice = new Lattice(device, DIMS, 'f32', BATCH);
  const parameters = makeParameters(device);
  const net = makeNetwork(lattice, parameters, 'network', {
    inputs: 1,
    outputs: 1,
    spec: { ...network, hidden: [16, 16], activation: 'tanh', finalActivation: 'none' },
    seed: 1,
  });
  const adam = makeAdam(device, parameters, { kind: 'adam' });
  const x = lattice.field(1);
  lattice.write(
    x,
    Float64Array.from({ length: lattice.volume }, (_, i) => Math.sin(i * i)),
  );
  const bar = lattice.field(1);
  const slope = lattice.kernel('slope of a mean square', (k) => {
    const [from, to] = [k.field('y', 1), k.field('yBar', 1)];
    k.store(to, 0, k.mul(k.constant(2 / lattice.volume), k.load(from, k.here, 0)));
  });
  return () => {
    parameters.clearGradient();
    slope([net.forward(x, true), bar]);
    net.backward(bar);
    adam.step(RATE);
  };
};

const flowStep = (device: Device, spec: FlowSpec, family: FlowFamily, target: Target): (() => void) => {
  const flow = unwrap(
    makeFlow(device, { dims: DIMS, samples: BATCH, precision: 'f32', spec, family, seed: 1 }),
  );
  const trainer = new Trainer({ flow, target, spec: training, seed: 1 });
  return () => void trainer.step();
};

const stepOf = (name: TrainingName, device: Device): (() => void) => {
  if (name === 'network') return networkStep(device);
  if (name === 'phi4') {
    const spec: FlowSpec = { kind: 'affine', couplings: COUPLINGS, ...network };
    return flowStep(device, spec, 'scalar', phi4Target({ massSquared: -4, lambda: 6.008 }));
  }
  const spec: FlowSpec = {
    kind: 'angular',
    couplings: COUPLINGS,
    transform: 'projection',
    size: 2,
    ...network,
    finalActivation: 'none',
  };
  return flowStep(device, spec, 'u1', u1Target(2));
};

/** One run is one step. */
export const trainingStep = (name: TrainingName, executor: Executor): Repeatable => ({
  work: 1,
  run: stepOf(name, new Device(executor)),
});
