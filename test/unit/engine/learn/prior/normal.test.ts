import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { normalPrior } from '../../../../../src-engine/learn/prior/normal.ts';
import { fillSamples, sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { HostStream } from '../../../../../src-engine/random/host-stream.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';

const ADDRESS = { seed: 7, purpose: 'sampler', update: 3 } as const;

const drawn = (samples: number, firstSample: number, precision: 'f32' | 'f64' = 'f64'): Float64Array => {
  const lattice = new Lattice(newDevice(), [3, 2], precision, samples);
  const z = lattice.field(2);
  normalPrior(2).draw(z, { ...ADDRESS, firstSample });
  return lattice.read(z);
};

test('draws the numbers of the sampler stream, in any batches, in both precisions', () => {
  const all = drawn(8, 0);
  const [a, b] = new HostStream(ADDRESS, 17).gaussians(2) as [number, number];
  expect(all[34]).toBeCloseTo(a, 12);
  expect(all[35]).toBeCloseTo(b, 12);
  expect([...drawn(2, 0), ...drawn(6, 2)]).toEqual([...all]);
  drawn(8, 0, 'f32').forEach((x, i) => expect(x).toBeCloseTo(all[i]!, 3));
});

test('log density and its gradient', () => {
  const lattice = new Lattice(newDevice(), [3, 2], 'f64', 4);
  const [z, bar] = [lattice.field(2), lattice.field(2)];
  const [density, weight] = [lattice.field(1), lattice.field(1)];
  const values = someNumbers(lattice.volume * 2, 1);
  const start = someNumbers(lattice.volume * 2, 2);
  const weights = someNumbers(4, 3);
  lattice.write(z, values);
  lattice.write(bar, start);
  fillSamples(weights, weight);
  const prior = normalPrior(2);
  prior.logDensity(z, density);
  sampleSums(density).forEach((sum, s) => {
    const own = values.subarray(12 * s, 12 * (s + 1));
    const log = own.reduce((l, x) => l + Math.log(Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI)), 0);
    expect(sum).toBeCloseTo(log, 12);
  });
  prior.addGradient(z, weight, bar);
  lattice.read(bar).forEach((x, i) => {
    expect(x).toBeCloseTo(start[i]! - weights[Math.floor(i / 12)]! * values[i]!, 12);
  });
});
