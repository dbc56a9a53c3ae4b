import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { haarPrior } from '../../../../../src-engine/learn/prior/haar.ts';
import { fillSamples, sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { suTarget } from '../../../../../src-engine/learn/target/su-n.ts';
import { expectMeanOne } from '../../../../support/agreement.ts';
import { besselI } from '../../../../support/exact-plaquette.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { randomSamples } from '../../../../support/link-flow-check.ts';
import {
  algebraBasis,
  multiply,
  plainPlaquetteSum,
  withRotatedLink,
} from '../../../../support/plain-gauge.ts';

test.each([
  [2, [4, 4]],
  [3, [3, 4]],
  [2, [2, 4, 2, 2]],
] as const)('SU(%d) on %j: action of plain code, gradient of differences', (colours, dims) => {
  const [samples, beta, scale] = [2, 2.2, 0.5];
  const lattice = new Lattice(newDevice(), dims, 'f64', samples);
  const target = suTarget(colours, beta, dims.length);
  const links = randomSamples(lattice, colours, 3);
  const [x, density, weight] = [lattice.field(target.components), lattice.field(1), lattice.field(1)];
  const bar = lattice.field(target.components);
  lattice.write(x, links);
  target.action(x, density, scale);
  const one = links.length / samples;
  sampleSums(density).forEach((s, i) => {
    const configuration = { dims, colours, links: links.slice(i * one, (i + 1) * one) };
    expect(s).toBeCloseTo(-beta * scale * plainPlaquetteSum(configuration), 10);
  });
  fillSamples(Float64Array.of(0.7, -1.3), weight);
  target.addGradient(x, weight, bar, scale);
  const said = lattice.read(bar);
  const configuration = { dims, colours, links: links.slice(one) };
  const h = 1e-4;
  for (const generator of algebraBasis(colours)) {
    const action = (eps: number): number =>
      -beta *
      scale *
      plainPlaquetteSum(
        withRotatedLink(
          configuration,
          dims.map(() => 1),
          1,
          generator,
          eps,
        ),
      );
    const slope = (action(h) - action(-h)) / (2 * h);
    const site = dims.reduceRight((at, n) => at * n + 1, 0);
    const from = (site * dims.length + 1) * 2 * colours ** 2;
    const size = 2 * colours ** 2;
    const change = multiply(generator, configuration.links.slice(from, from + size), colours);
    const along = change.reduce((sum, v, i) => sum + v * said[one + from + i]!, 0);
    expect(along).toBeCloseTo(-1.3 * slope, 6);
  }
});

test('2x2 torus: Haar links have the partition function of the character expansion, sum_j (2 I_(2j+1)(beta)/beta)^4', () => {
  const samples = 2048;
  const beta = 0.8;
  const lattice = new Lattice(newDevice(), [2, 2], 'f64', samples);
  const [z, density] = [lattice.field(16), lattice.field(1)];
  let exact = 0;
  for (let twice = 0; twice < 12; twice++) exact += ((2 * besselI(twice + 1, beta)) / beta) ** 4;
  const weights: number[] = [];
  for (let update = 0; update < 10; update++) {
    haarPrior(2, 2).draw(z, { seed: 4, purpose: 'sampler', update });
    suTarget(2, beta).action(z, density, 1);
    for (const s of sampleSums(density)) weights.push(Math.exp(-s) / exact);
  }
  expectMeanOne(weights, 0.02);
});
