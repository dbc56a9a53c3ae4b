import { expect, test } from 'vitest';
import type { AngularFlowSpec } from '../../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../../src-engine/base/result.ts';
import { makeFlow } from '../../../../../../src-engine/learn/make-flow.ts';
import { runForward, runInverse } from '../../../../../../src-engine/learn/run-flow.ts';
import { sampleSums } from '../../../../../../src-engine/learn/samples.ts';
import { u1Target } from '../../../../../../src-engine/learn/target/u1.ts';
import { expectMeanOne } from '../../../../../support/agreement.ts';
import { angleDistance, enliven, gaugeTransformedAngles } from '../../../../../support/angular-lab.ts';
import { newDevice } from '../../../../../support/kernel-lab.ts';

const spec = (transform: AngularFlowSpec['transform']): AngularFlowSpec => ({
  kind: 'angular',
  couplings: 8,
  transform,
  size: 3,
  network: 'convolution',
  hidden: [4],
  activation: 'leaky-relu',
  finalActivation: 'none',
});

const flowOf = (dims: readonly number[], samples: number, which: AngularFlowSpec = spec('projection')) =>
  makeFlow(newDevice(), { dims, samples, precision: 'f64', spec: which, family: 'u1', seed: 4 });

test.each([
  ['projection', spec('projection')],
  ['circular-spline', spec('circular-spline')],
  ['sweeps', { ...spec('projection'), couplings: 12, loops: 'strips', masks: 'sweeps' }],
  ['blocks', { ...spec('circular-spline'), couplings: 5, stencil: 1, masks: 'blocks' }],
] as const)(
  '%s: links enough are moved; log q is gauge invariant, forward and inverse agree',
  (_title, which) => {
    const flow = unwrap(flowOf([8, 4], 8, which));
    const { lattice } = flow;
    const [x, logQ] = [lattice.field(2), lattice.field(1)];
    flow.prior.draw(x, { seed: 1, purpose: 'sampler', update: 0 });
    const z = lattice.read(x);
    runForward(flow, x, logQ, false);
    const y = lattice.read(x);
    const said = sampleSums(logQ);
    // of blocks one link for each plaquette but one
    const moved = y.filter((a, i) => angleDistance(a, z[i]!) > 1e-6).length;
    expect(moved).toBe('masks' in which && which.masks === 'blocks' ? 8 * 31 : y.length);
    runInverse(flow, x, logQ, false);
    expect(Math.max(...lattice.read(x).map((a, i) => angleDistance(a, z[i]!)))).toBeLessThan(1e-11);
    sampleSums(logQ).forEach((q, s) => expect(q).toBeCloseTo(said[s]!, 9));
    lattice.write(x, gaugeTransformedAngles([8, 4], y, 2));
    runInverse(flow, x, logQ, false);
    sampleSums(logQ).forEach((q, s) => expect(q).toBeCloseTo(said[s]!, 9));
  },
);

/** log sum_n I_n(beta)^V, by the trapezoidal rule for the Bessel functions (V = number of plaquettes of the torus). */
const exactLogZ = (beta: number, plaquettes: number): number => {
  const bessel = (n: number): number => {
    let sum = 0;
    for (let i = 0; i < 64; i++)
      sum += Math.exp(beta * Math.cos((Math.PI * i) / 32)) * Math.cos((n * Math.PI * i) / 32);
    return sum / 64;
  };
  let z = 0;
  for (let n = -12; n <= 12; n++) z += bessel(n) ** plaquettes;
  return Math.log(z);
};

test('the exact sum gives the known numbers', () => {
  expect(exactLogZ(1, 4)).toBeCloseTo(1.0203191668, 9);
  expect(exactLogZ(2, 64) / 64).toBeCloseTo(0.8239935415, 9);
});

test('4x4 torus: the mean weight of an untrained flow is the partition function', () => {
  const beta = 0.6;
  const flow = unwrap(flowOf([4, 4], 4096));
  const { lattice } = flow;
  enliven(flow.parameters, 0.5);
  const [x, logQ, density] = [lattice.field(2), lattice.field(1), lattice.field(1)];
  const weights: number[] = [];
  for (let update = 0; update < 10; update++) {
    flow.prior.draw(x, { seed: 5, purpose: 'sampler', update });
    runForward(flow, x, logQ, false);
    u1Target(beta).action(x, density, 1);
    const q = sampleSums(logQ);
    sampleSums(density).forEach((s, i) => {
      weights.push(Math.exp(-s - q[i]! - 32 * Math.log(2 * Math.PI) - exactLogZ(beta, 16)));
    });
  }
  expectMeanOne(weights, 0.05);
});

test('a lattice without room for stripes is refused', () => {
  for (const dims of [
    [6, 8],
    [4, 4, 4],
  ]) {
    const result = flowOf(dims, 4);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.code).toBe('model.unsupported');
  }
});
