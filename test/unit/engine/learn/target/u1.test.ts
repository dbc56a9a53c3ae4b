import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { uniformAngles } from '../../../../../src-engine/learn/prior/uniform-angles.ts';
import { fillSamples, sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { u1Target } from '../../../../../src-engine/learn/target/u1.ts';
import { expectMeanOne } from '../../../../support/agreement.ts';
import { gaugeTransformedAngles, randomAngles } from '../../../../support/angular-lab.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

const actions = (lattice: Lattice, angles: Float64Array, beta: number, scale: number): Float64Array => {
  const [x, density] = [lattice.field(2), lattice.field(1)];
  lattice.write(x, angles);
  u1Target(beta).action(x, density, scale);
  const sums = sampleSums(density);
  lattice.release(x);
  lattice.release(density);
  return sums;
};

/** -beta sum cos theta_P in plain numbers, plaquette by plaquette. */
const plainAction = (
  [width, height]: readonly [number, number],
  angles: Float64Array,
  beta: number,
): number => {
  let sum = 0;
  const at = (x: number, y: number, mu: number): number =>
    angles[2 * ((x % width) + width * (y % height)) + mu]!;
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++)
      sum -= beta * Math.cos(at(x, y, 0) + at(x + 1, y, 1) - at(x, y + 1, 0) - at(x, y, 1));
  return sum;
};

test('the action is that of plain code, gauge invariant, and scales', () => {
  const lattice = new Lattice(newDevice(), [3, 4], 'f64', 2);
  const angles = randomAngles(2 * lattice.volume, 1);
  const said = actions(lattice, angles, 1.7, 0.5);
  [0, 1].forEach((s) => {
    expect(said[s]).toBeCloseTo(plainAction([3, 4], angles.subarray(24 * s, 24 * s + 24), 0.85), 12);
  });
  const turned = actions(lattice, gaugeTransformedAngles([3, 4], angles, 6), 1.7, 0.5);
  turned.forEach((x, s) => expect(x).toBeCloseTo(said[s]!, 11));
});

test('the gradient is that of differences', () => {
  const lattice = new Lattice(newDevice(), [4, 4], 'f64', 2);
  const angles = randomAngles(2 * lattice.volume, 2);
  const [x, weight, bar] = [lattice.field(2), lattice.field(1), lattice.field(2)];
  lattice.write(x, angles);
  fillSamples(Float64Array.of(0.7, -1.3), weight);
  lattice.write(bar, new Float64Array(angles.length).fill(0.25));
  u1Target(2).addGradient(x, weight, bar, 0.75);
  const said = lattice.read(bar);
  const h = 1e-5;
  for (const i of [0, 1, 17, 30, 33, 50, 63]) {
    const sample = Math.floor(i / 32);
    const s = (step: number): number =>
      actions(
        lattice,
        angles.map((a, j) => a + (j === i ? step : 0)),
        2,
        0.75,
      )[sample]!;
    const slope = (s(h) - s(-h)) / (2 * h);
    expect(said[i]).toBeCloseTo(0.25 + [0.7, -1.3][sample]! * slope, 8);
  }
});

test.each([
  [1, 1.0203191668],
  [2, 3.6953950205],
] as const)('2x2 torus, beta %d: the mean weight of the prior is the partition function', (beta, logZ) => {
  const samples = 4096;
  const lattice = new Lattice(newDevice(), [2, 2], 'f64', samples);
  const prior = uniformAngles(2);
  const [z, density, logR] = [lattice.field(2), lattice.field(1), lattice.field(1)];
  const weights: number[] = [];
  for (let batch = 0; batch < 24; batch++) {
    prior.draw(z, { seed: 11, purpose: 'sampler', update: 1, firstSample: batch * samples });
    u1Target(beta).action(z, density, 1);
    prior.logDensity(z, logR);
    const logs = sampleSums(logR);
    sampleSums(density).forEach((s, i) => {
      // against the flat measure: minus that of eight angles
      weights.push(Math.exp(-s - logs[i]! - 8 * Math.log(2 * Math.PI) - logZ));
    });
  }
  expectMeanOne(weights, 0.05);
});
