/**
 * What of learning the benchmark repeats, on batches of 64 fields of 8 x 8. Training steps in single precision; all weights, gradients and Adam included:
 *   network: a convolution 1-16-16-1, 3 x 3, tanh, its loss the mean of y^2;
 *   phi4: a flow of 16 affine couplings 1-8-8-2 for m^2 = -4, lambda = 6.008, drawing included;
 *   u1: a flow of 16 couplings of plaquettes by mixtures of two projections, 2-8-8-3, beta = 2.
 * Samples in double precision, as exact sampling takes them:
 *   phi4-samples, u1-samples: a batch of the same flows with log p - log q.
 * pytorch/steps.py does the same. Test: test/unit/main/bench/training.test.ts.
 */

import type { FlowSpec, NetworkSpec, TrainingSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import { Device } from '../../src-engine/kernel/device.ts';
import type { Executor } from '../../src-engine/kernel/executor.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import type { Flow } from '../../src-engine/learn/flow.ts';
import { type FlowFamily, makeFlow } from '../../src-engine/learn/make-flow.ts';
import { makeNetwork } from '../../src-engine/learn/network/make-network.ts';
import { makeAdam } from '../../src-engine/learn/optimise/adam.ts';
import { makeParameters } from '../../src-engine/learn/parameters.ts';
import { Proposals } from '../../src-engine/learn/sample/proposals.ts';
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

interface Case {
  readonly spec: FlowSpec;
  readonly family: FlowFamily;
  readonly target: Target;
}

const phi4: Case = {
  spec: { kind: 'affine', couplings: COUPLINGS, ...network },
  family: 'scalar',
  target: phi4Target({ massSquared: -4, lambda: 6.008 }),
};

const u1: Case = {
  spec: {
    kind: 'angular',
    couplings: COUPLINGS,
    transform: 'projection',
    size: 2,
    ...network,
    finalActivation: 'none',
  },
  family: 'u1',
  target: u1Target(2),
};

const flowOf = (device: Device, { spec, family }: Case, precision: Precision): Flow =>
  unwrap(makeFlow(device, { dims: DIMS, samples: BATCH, precision, spec, family, seed: 1 }));

const flowStep = (device: Device, one: Case): (() => void) => {
  const trainer = new Trainer({
    flow: flowOf(device, one, 'f32'),
    target: one.target,
    spec: training,
    seed: 1,
  });
  return () => void trainer.step();
};

const sampleBatch = (device: Device, one: Case): (() => void) => {
  const proposals = new Proposals(flowOf(device, one, 'f64'), one.target, { seed: 1 });
  let first = 0;
  return () => {
    proposals.make(first);
    first += BATCH;
  };
};

const WORK: Readonly<Record<TrainingName, (device: Device) => () => void>> = {
  network: networkStep,
  phi4: (device) => flowStep(device, phi4),
  u1: (device) => flowStep(device, u1),
  'phi4-samples': (device) => sampleBatch(device, phi4),
  'u1-samples': (device) => sampleBatch(device, u1),
};

/** One run is one step, or one batch. */
export const trainingStep = (name: TrainingName, executor: Executor): Repeatable => ({
  work: 1,
  run: WORK[name](new Device(executor)),
});
