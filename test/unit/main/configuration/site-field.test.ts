import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { GaugeField } from '../../../../src-engine/lattice/gauge-field.ts';
import { measure, polyakovValues } from '../../../../src-engine/observable/index.ts';
import { distribution, type SiteField, siteField } from '../../../../src-main/configuration/site-field.ts';
import type { Quantity } from '../../../../src-main/contract/index.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { dagger, everySite, linkAt, linkOf, multiply, traceOf } from '../../../support/plain-gauge.ts';
import { randomField } from '../../../support/random-field.ts';

const numberOf = (field: GaugeField, observable: 'plaquette' | 'action-density' | 'polyakov', name: string) =>
  unwrap(measure(field, { observable })).values.find((v) => v.name === name)!.value;

const charge = (field: GaugeField, name: string): number =>
  unwrap(measure(field, { observable: 'topological-charge' })).values.find((v) => v.name === name)!.value;

const at = (f: SiteField, x: readonly number[]): number =>
  f.values[f.dims.reduceRight((site, n, axis) => site * n + x[axis]!, 0)]!;

describe.each([
  [3, [4, 3, 2, 6]],
  [2, [2, 4, 4, 3]],
  [3, [4, 6, 2]],
  [2, [6, 4]],
  [1, [6, 5]],
  [1, [2, 3, 4, 5]],
] as const)('fields of N = %i on %j', (colours, dims) => {
  const field = randomGaugeField(dims, colours, 5);
  const of = (quantity: Quantity): SiteField => siteField(field, quantity);

  it('have the sums and means that are measured', () => {
    expect(of('plaquette').mean).toBeCloseTo(numberOf(field, 'plaquette', 'plaquette'), 12);
    expect(of('action-density').mean).toBeCloseTo(numberOf(field, 'action-density', 'action-density'), 11);
    expect(of('polyakov-real').mean).toBeCloseTo(numberOf(field, 'polyakov', 'polyakov.re'), 12);
    if (colours > 1 && dims.length === 4)
      expect(of('topological-charge-density').sum).toBeCloseTo(
        charge(field, 'topological-charge.clover'),
        11,
      );
    if (colours === 1 && dims.length === 2)
      expect(of('topological-charge-density').sum).toBeCloseTo(charge(field, 'topological-charge'), 11);
  });

  it('hold the plaquette of each site, in site order', () => {
    const c = randomField(dims, colours, 5);
    const f = of('plaquette');
    const moved = (x: readonly number[], axis: number) => x.map((n, i) => (i === axis ? n + 1 : n));
    expect(f.dims).toEqual(dims);
    for (const x of everySite(dims).filter((_, i) => i % 7 === 0)) {
      let sum = 0;
      let planes = 0;
      for (let mu = 0; mu < dims.length; mu++) {
        for (let nu = mu + 1; nu < dims.length; nu++) {
          const there = multiply(linkOf(c, x, mu), linkOf(c, moved(x, mu), nu), colours);
          const here = multiply(linkOf(c, x, nu), linkOf(c, moved(x, nu), mu), colours);
          sum += traceOf(multiply(there, dagger(here, colours), colours), colours)[0] / colours;
          planes++;
        }
      }
      expect(at(f, x)).toBeCloseTo(sum / planes, 6);
    }
    expect(linkAt(c, [1, 0, 0, 0].slice(0, dims.length), 0)).toBe(dims.length * 2 * colours ** 2);
  });

  it('hold the Polyakov loop over space', () => {
    const { re, im } = polyakovValues(field);
    expect(of('polyakov-real').dims).toEqual(dims.slice(0, -1));
    expect([...of('polyakov-real').values]).toEqual([...Float32Array.from(re)]);
    expect([...of('polyakov-modulus').values]).toEqual([
      ...Float32Array.from(re, (x, i) => Math.hypot(x, im[i]!)),
    ]);
  });

  it('give back the memory they took', () => {
    of('action-density');
    const before = field.lattice.device.bytes;
    for (let i = 0; i < 3; i++) of('action-density');
    expect(field.lattice.device.bytes).toBe(before);
  });
});

describe('the distribution', () => {
  it('counts each value in its bin', () => {
    const values = Float32Array.from({ length: 640 }, (_, i) => i / 10);
    const { min, max, histogram } = distribution(values);
    expect([min, max]).toEqual([0, Math.fround(63.9)]);
    expect(histogram.length).toBe(64);
    expect([...histogram].every((n) => n >= 9 && n <= 11)).toBe(true);
    expect(histogram.reduce((a, b) => a + b)).toBe(640);
  });

  it('leaves out what is no number', () => {
    const { min, max, histogram } = distribution(Float32Array.of(NaN, 1, Infinity, 3, -Infinity));
    expect([min, max, histogram[0], histogram[63]]).toEqual([1, 3, 1, 1]);
    expect(histogram.reduce((a, b) => a + b)).toBe(2);
    expect(distribution(Float32Array.of(NaN)).min).toBeNaN();
  });

  it('of equal values has one bin', () => {
    const { histogram } = distribution(Float32Array.of(1, 1, 1));
    expect(histogram[0]).toBe(3);
  });
});
