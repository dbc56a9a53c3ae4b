import { expect, test } from 'vitest';
import type { SpectralFlowSpec } from '../../../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../../../src-engine/base/result.ts';
import { makeFlow } from '../../../../../../../src-engine/learn/make-flow.ts';
import { runForward, runInverse } from '../../../../../../../src-engine/learn/run-flow.ts';
import { sampleSums } from '../../../../../../../src-engine/learn/samples.ts';
import { suTarget } from '../../../../../../../src-engine/learn/target/su-n.ts';
import { expectMeanOne } from '../../../../../../support/agreement.ts';
import { enliven } from '../../../../../../support/angular-lab.ts';
import { suTorusPartition } from '../../../../../../support/exact-plaquette.ts';
import { newDevice } from '../../../../../../support/kernel-lab.ts';
import { gaugeTransformedSamples } from '../../../../../../support/link-flow-check.ts';

const SPEC: SpectralFlowSpec = {
  kind: 'spectral',
  couplings: 8,
  bins: 4,
  network: 'convolution',
  hidden: [4],
  activation: 'leaky-relu',
  finalActivation: 'none',
};
const SWEEPS: SpectralFlowSpec = { ...SPEC, masks: 'sweeps', couplings: 10, stencil: 1 };
const flowOf = (
  colours: 2 | 3,
  samples: number,
  dims: readonly number[] = [4, 4],
  spec: SpectralFlowSpec = SPEC,
) =>
  makeFlow(newDevice(), {
    dims,
    samples,
    precision: 'f64',
    spec,
    family: colours === 2 ? 'su2' : 'su3',
    seed: 4,
  });

test.each([2, 3] as const)('SU(%d): every link is moved; log q is gauge invariant, both ways', (colours) => {
  const flow = unwrap(flowOf(colours, 4, [8, 4]));
  const { lattice } = flow;
  const size = 2 * colours ** 2;
  const [x, logQ] = [lattice.field(flow.components), lattice.field(1)];
  flow.prior.draw(x, { seed: 1, purpose: 'sampler', update: 0 });
  const z = lattice.read(x);
  runForward(flow, x, logQ, false);
  const y = lattice.read(x);
  const said = sampleSums(logQ);
  for (let link = 0; link < y.length; link += size) {
    const change = y
      .subarray(link, link + size)
      .reduce((m, v, i) => Math.max(m, Math.abs(v - z[link + i]!)), 0);
    expect(change).toBeGreaterThan(1e-7);
  }
  runInverse(flow, x, logQ, false);
  expect(lattice.read(x).reduce((m, v, i) => Math.max(m, Math.abs(v - z[i]!)), 0)).toBeLessThan(1e-10);
  sampleSums(logQ).forEach((q, s) => expect(q).toBeCloseTo(said[s]!, 8));
  lattice.write(x, gaugeTransformedSamples(lattice, colours, y, 2));
  runInverse(flow, x, logQ, false);
  sampleSums(logQ).forEach((q, s) => expect(q).toBeCloseTo(said[s]!, 8));
});

test('the exact sums give the known numbers', () => {
  expect(Math.log(suTorusPartition(2, 2.2, 16)) / 16).toBeCloseTo(0.553934857, 9);
  expect(Math.log(suTorusPartition(3, 6, 16)) / 16).toBeCloseTo(1.2358902206, 8);
});

test.each([
  [2, 0.7, [4, 4], SPEC],
  [3, 1, [4, 4], SPEC],
  [2, 0.7, [2, 8], SWEEPS],
  [3, 1, [2, 8], SWEEPS],
] as const)(
  'SU(%d), beta %d, on %j: the mean weight of an untrained flow is the partition function',
  (colours, beta, dims, spec) => {
    const flow = unwrap(flowOf(colours, 1024, dims, spec));
    const { lattice } = flow;
    enliven(flow.parameters, 0.3);
    const [x, logQ, density] = [lattice.field(flow.components), lattice.field(1), lattice.field(1)];
    const exact = suTorusPartition(colours, beta, 16);
    const weights: number[] = [];
    for (let update = 0; update < 8; update++) {
      flow.prior.draw(x, { seed: 5, purpose: 'sampler', update });
      runForward(flow, x, logQ, false);
      suTarget(colours, beta).action(x, density, 1);
      const q = sampleSums(logQ);
      sampleSums(density).forEach((s, i) => {
        weights.push(Math.exp(-s - q[i]!) / exact);
      });
    }
    expectMeanOne(weights, 0.05);
  },
);
