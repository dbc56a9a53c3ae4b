import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { haarPrior } from '../../../../../src-engine/learn/prior/haar.ts';
import { sampleSums } from '../../../../../src-engine/learn/samples.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { dagger, multiply, traceOf } from '../../../../support/plain-gauge.ts';

const draw = (colours: number, samples: number, firstSample = 0): Float64Array => {
  const lattice = new Lattice(newDevice(), [4, 4], 'f64', samples);
  const prior = haarPrior(colours, 2);
  const z = lattice.field(prior.components);
  prior.draw(z, { seed: 3, purpose: 'sampler', update: 7, firstSample });
  const density = lattice.field(1);
  prior.logDensity(z, density);
  expect([...sampleSums(density)]).toEqual(new Array(samples).fill(0));
  return lattice.read(z);
};

test.each([2, 3])('SU(%d): unitary, traces with the moments of Haar measure', (n) => {
  const z = draw(n, 64);
  const size = 2 * n * n;
  const count = z.length / size;
  let [mean, square] = [0, 0];
  for (let link = 0; link < count; link++) {
    const u = z.slice(link * size, (link + 1) * size);
    const unit = multiply(u, dagger(u, n), n);
    expect(unit[0]).toBeCloseTo(1, 12);
    const [re, im] = traceOf(u, n);
    mean += re / count;
    square += (re * re + im * im) / count;
  }
  // <tr U> = 0, <|tr U|^2> = 1
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(square - 1)).toBeLessThan(4 / Math.sqrt(count));
});

test('samples are the same in any batch', () => {
  const one = 16 * 2 * 8;
  expect(draw(2, 4, 2)).toEqual(draw(2, 8).slice(2 * one, 6 * one));
});
