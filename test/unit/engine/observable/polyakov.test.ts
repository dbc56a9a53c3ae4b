import { describe, expect, it } from 'vitest';
import { measurePolyakov, polyakovField, polyakovValues } from '../../../../src-engine/observable/index.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { everySite, productAlong, traceOf } from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

// every way that a number is doubled and increased: 2 = 10, 3 = 11, 4 = 100, 5 = 101, 9 = 1001, 13 = 1101 in binary digits
describe.each([
  [1, [9, 13]],
  [2, [5, 6]],
  [2, [3, 4, 5]],
  [3, [2, 3, 4, 2]],
  [4, [2, 2, 2, 3]],
] as const)('N = %i on %j', (colours, dims) => {
  const configuration = randomField(dims, colours, 3);
  const field = randomGaugeField(dims, colours, 3);
  const plain = (x: readonly number[], mu: number): readonly [number, number] => {
    const [re, im] = traceOf(productAlong(configuration, x, new Array(dims[mu]!).fill(mu + 1)), colours);
    return [re / colours, im / colours];
  };
  const sites = everySite(dims);

  it.each(dims.map((_, mu) => mu))('winds around direction %i', (mu) => {
    const values = sites.map((x) => plain(x, mu));
    const re = values.reduce((s, [a]) => s + a, 0) / sites.length;
    const im = values.reduce((s, [, b]) => s + b, 0) / sites.length;
    const measured = measurePolyakov(field, mu);
    expect(measured.re).toBeCloseTo(re, 13);
    expect(measured.im).toBeCloseTo(im, 13);
    expect(measured.abs).toBeCloseTo(Math.hypot(re, im), 13);

    const density = polyakovField(field, mu);
    const local = field.lattice.read(density);
    field.lattice.release(density);
    values.forEach(([a, b], i) => {
      expect(local[2 * i]).toBeCloseTo(a, 12);
      expect(local[2 * i + 1]).toBeCloseTo(b, 12);
    });

    const origins = sites.map((x, i) => ({ x, i })).filter(({ x }) => x[mu] === 0);
    const distribution = polyakovValues(field, mu);
    expect(distribution.re).toHaveLength(origins.length);
    origins.forEach(({ i }, n) => {
      expect(distribution.re[n]).toBeCloseTo(values[i]![0], 12);
      expect(distribution.im[n]).toBeCloseTo(values[i]![1], 12);
    });
  });

  it('takes time as its direction', () => {
    expect(measurePolyakov(field)).toEqual(measurePolyakov(field, dims.length - 1));
  });
});
