import { expect, test } from 'vitest';
import type { NetworkSpec } from '../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { Device } from '../../../../src-engine/kernel/device.ts';
import type { Field } from '../../../../src-engine/lattice/lattice.ts';
import type { Flow } from '../../../../src-engine/learn/flow.ts';
import { makeFlow } from '../../../../src-engine/learn/make-flow.ts';
import {
  densityDeviations,
  runBackward,
  runBackwardInverse,
  runForward,
  runInverse,
} from '../../../../src-engine/learn/run-flow.ts';
import { sampleSums } from '../../../../src-engine/learn/samples.ts';
import { phi4Target } from '../../../../src-engine/learn/target/phi4.ts';
import { threadPoolExecutor } from '../../../../src-main/worker/thread-pool.ts';
import { type DensityMap, determinantError, gradientErrors, mapValues } from '../../../support/flow-check.ts';
import { newDevice, someNumbers } from '../../../support/kernel-lab.ts';

const NETWORK: NetworkSpec = {
  network: 'convolution',
  hidden: [3],
  activation: 'tanh',
  finalActivation: 'tanh',
};
const build = (
  dims: readonly number[],
  samples: number,
  precision: 'f32' | 'f64' = 'f64',
  device = newDevice(),
) =>
  unwrap(
    makeFlow(device, {
      dims,
      samples,
      precision,
      family: 'scalar',
      seed: 4,
      spec: { kind: 'affine', couplings: 4, ...NETWORK },
    }),
  );

const logNormal = (z: Float64Array, samples: number): Float64Array => {
  const sites = z.length / samples;
  return Float64Array.from({ length: samples }, (_, s) =>
    z
      .subarray(s * sites, (s + 1) * sites)
      .reduce((sum, x) => sum - x ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0),
  );
};

test('log q: that of the prior less the log-determinant, the same from both ends', () => {
  const flow = build([2, 2], 16);
  const z = someNumbers(4, 3);
  // the determinant of all layers by differences, from log q = log r - log J
  const logJ: DensityMap['run'] = (x, density) => {
    const start = flow.lattice.read(x);
    runForward(flow, x, density, false);
    const minus = flow.lattice.read(density).map((q) => -q);
    const r = logNormal(start, 16);
    flow.lattice.write(
      density,
      minus.map((v, i) => v + r[Math.floor(i / 4)]! / 4),
    );
  };
  expect(determinantError(flow.lattice, 1, logJ, z)).toBeLessThan(1e-9);
  const input = someNumbers(64, 5);
  const there = mapValues(flow.lattice, 1, (x, q, keep) => runForward(flow, x, q, keep), input);
  const back = mapValues(flow.lattice, 1, (x, q, keep) => runInverse(flow, x, q, keep), there.x);
  back.x.forEach((x, i) => expect(x).toBeCloseTo(input[i]!, 12));
  back.logJ.forEach((q, i) => expect(q).toBeCloseTo(there.logJ[i]!, 11));
});

test('both passes say the same density', () => {
  const z = (flow: Flow): Field => {
    const field = flow.lattice.field(1);
    flow.prior.draw(field, { seed: 5, purpose: 'sampler', update: 1 });
    return field;
  };
  const flow = build([4, 4], 8);
  expect(Math.max(...densityDeviations(flow, z(flow)))).toBeLessThan(1e-11);
  // a flow whose inverse is not the inverse
  const [first, ...rest] = flow.layers;
  const broken: Flow = { ...flow, layers: [{ ...first!, inverse: first!.forward }, ...rest] };
  expect(Math.max(...densityDeviations(broken, z(flow)))).toBeGreaterThan(0.01);
});

test('densities do not depend on what the buffer held', () => {
  const flow = build([2, 2], 4);
  for (const run of [runForward, runInverse]) {
    const [x, logQ] = [flow.lattice.field(1), flow.lattice.field(1)];
    flow.lattice.write(logQ, new Float64Array(16).fill(Number.NaN));
    run(flow, x, logQ, false);
    expect(sampleSums(logQ).every(Number.isFinite)).toBe(true);
  }
});

test('gradients of functions of (x, log q), through the flow and through its inverse', () => {
  const flow = build([4, 2], 4);
  const input = someNumbers(32, 6);
  const forward: DensityMap = {
    run: (x, q, keep) => runForward(flow, x, q, keep),
    back: (bar, weight) => {
      runBackward(flow, bar, weight);
      // what log r(z) adds itself
      const z = flow.lattice.field(1);
      flow.lattice.write(z, input);
      flow.prior.addGradient(z, weight, bar);
    },
  };
  const z = flow.lattice.field(1);
  const inverse: DensityMap = {
    run: (x, q, keep) => {
      runInverse(flow, x, q, keep);
      if (keep) flow.lattice.copy(x, z);
    },
    back: (bar, weight) => runBackwardInverse(flow, z, bar, weight),
  };
  for (const map of [forward, inverse]) {
    const errors = gradientErrors(flow.lattice, 1, map, flow.parameters, input, { count: 30 });
    expect(errors.inputs).toBeLessThan(1e-9);
    expect(errors.parameters).toBeLessThan(2e-6);
  }
});

test.each([
  [-4, 8, 0.9144339784],
  [1.25, 0, -0.5926518563],
])(
  'm^2 = %d, lambda = %d: the mean weight of an untrained flow is Z of the 2 x 2 torus',
  (massSquared, lambda, exact) => {
    const samples = 4096;
    const flow = build([2, 2], samples);
    const target = phi4Target({ massSquared, lambda });
    const [x, logQ, action] = [flow.lattice.field(1), flow.lattice.field(1), flow.lattice.field(1)];
    const weights: number[] = [];
    for (let batch = 0; batch < 16; batch++) {
      flow.prior.draw(x, { seed: 11, purpose: 'sampler', update: 0, firstSample: batch * samples });
      runForward(flow, x, logQ, false);
      target.action(x, action, 1);
      const s = sampleSums(action);
      sampleSums(logQ).forEach((q, i) => weights.push(Math.exp(-s[i]! - q)));
    }
    const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
    const square = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    const error = Math.sqrt((square / mean ** 2 - 1) / weights.length);
    expect(error).toBeLessThan(0.03);
    expect(Math.abs(Math.log(mean) - exact)).toBeLessThan(3 * error);
  },
);

test('samples are the same on any number of threads and in any batches', () => {
  const pool = threadPoolExecutor({ threads: 2 });
  const drawn = (samples: number, firstSample: number, device?: Device): Float64Array => {
    const flow = build([4, 4], samples, 'f32', device);
    const [x, logQ] = [flow.lattice.field(1), flow.lattice.field(1)];
    flow.prior.draw(x, { seed: 2, purpose: 'sampler', update: 9, firstSample });
    runForward(flow, x, logQ, false);
    return flow.lattice.read(x);
  };
  const all = drawn(16, 0);
  expect([...drawn(16, 0, new Device(pool))]).toEqual([...all]);
  pool.dispose();
  expect([...drawn(4, 0), ...drawn(12, 4)]).toEqual([...all]);
});
