import { describe, expect, it } from 'vitest';
import { apeSmear } from '../../../../src-engine/flow/ape.ts';
import { stoutSmear } from '../../../../src-engine/flow/stout.ts';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import {
  type GaugeField,
  gaugeFieldOf,
  getConfiguration,
} from '../../../../src-engine/lattice/gauge-field.ts';
import { unitarityDeviation } from '../../../../src-engine/lattice/unitarity.ts';
import { measurePlaquette } from '../../../../src-engine/observable/index.ts';
import { groupCases, newLattice } from '../../../support/lattice.ts';
import {
  dagger,
  everySite,
  exponentialOf,
  linkOf,
  multiply,
  type PlainMatrix,
  plainStaple,
  traceOf,
} from '../../../support/plain-gauge.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let out = 0;
  for (let i = 0; i < a.length; i++) out = Math.max(out, Math.abs(a[i]! - b[i]!));
  return out;
};

const combine = (x: number, a: PlainMatrix, y: number, b: PlainMatrix): PlainMatrix =>
  a.map((v, i) => x * v + y * b[i]!);

const smear = {
  stout: (f: GaugeField, steps = 1) => stoutSmear(f, { rho: 0.11, steps }),
  ape: (f: GaugeField, steps = 1) => apeSmear(f, { alpha: 0.6, steps }),
} as const;

const cases = groupCases([
  [1, [3, 4]],
  [2, [3, 2, 4]],
  [3, [2, 3, 2, 4]],
  [4, [2, 2, 3]],
]);

describe.each(cases)('$name', ({ group, dims }) => {
  const n = group.colours;
  const c = randomField(dims, n, 31);
  const lattice = newLattice(dims);
  const field = gaugeFieldOf(lattice, c);
  const links = everySite(dims).flatMap((x) => dims.map((_, mu) => [x, mu] as const));

  it('stout smearing is exp(rho TA(C U^dagger)) U', () => {
    const smeared = getConfiguration(smear.stout(field));
    for (const [x, mu] of links) {
      const u = linkOf(c, x, mu);
      const m = multiply(plainStaple(c, x, mu), dagger(u, n), n);
      const a = combine(0.5, m, -0.5, dagger(m, n));
      if (n > 1) {
        const im = traceOf(a, n)[1] / n;
        for (let i = 0; i < n; i++) a[2 * i * (n + 1) + 1]! -= im;
      }
      const expected = multiply(exponentialOf(combine(0.11, a, 0, a), n), u, n);
      expect(largest(linkOf(smeared, x, mu), expected)).toBeLessThan(1e-13);
    }
  });

  it('APE smearing is the nearest unitary matrix to the average, without its phase', () => {
    const smearedField = smear.ape(field);
    const smeared = getConfiguration(smearedField);
    const { unitarity, determinant } = unitarityDeviation(smearedField);
    expect(unitarity).toBeLessThan(1e-13);
    expect(determinant).toBeLessThan(1e-13);
    for (const [x, mu] of links) {
      const count = 2 * (dims.length - 1);
      const average = combine(0.4, linkOf(c, x, mu), 0.6 / count, plainStaple(c, x, mu));
      // V^dagger X = e^{i phi} H with H Hermitian and positive: for SU(N), N phi = arg det X
      const polar = multiply(dagger(linkOf(smeared, x, mu), n), average, n);
      const phase = traceOf(polar, n);
      const phi = Math.atan2(phase[1], phase[0]);
      if (n === 1) expect(phi).toBeCloseTo(0, 12);
      else expect(Math.abs(phi)).toBeLessThan(Math.PI / n + 1e-12);
      const hermitian = rotate(polar, -phi);
      expect(largest(hermitian, dagger(hermitian, n))).toBeLessThan(1e-13);
      expect(isPositive(hermitian, n)).toBe(true);
    }
  });

  it.each(['stout', 'ape'] as const)('%s smearing is covariant', (kind) => {
    const there = gaugeFieldOf(lattice, gaugeTransformed(c));
    const smeared = getConfiguration(smear[kind](field, 2));
    const expected = gaugeTransformed({ ...c, links: smeared.links });
    expect(largest(getConfiguration(smear[kind](there, 2)).links, expected.links)).toBeLessThan(1e-12);
  });

  it.each(['stout', 'ape'] as const)('%s smearing with steps is smearing again and again', (kind) => {
    const twice = smear[kind](smear[kind](field));
    expect(getConfiguration(smear[kind](field, 2)).links).toEqual(getConfiguration(twice).links);
    expect(getConfiguration(smear[kind](field, 0)).links).toEqual(c.links);
  });

  it('keeps links in time, and treats every time slice as a lattice of its own', () => {
    const d = dims.length;
    for (const [spatial, sliceSmear] of [
      [
        stoutSmear(field, { rho: 0.1, steps: 2, links: 'spatial' }),
        (f: GaugeField) => stoutSmear(f, { rho: 0.1, steps: 2 }),
      ],
      [
        apeSmear(field, { alpha: 0.5, steps: 2, links: 'spatial' }),
        (f: GaugeField) => apeSmear(f, { alpha: 0.5, steps: 2 }),
      ],
    ] as const) {
      const smeared = getConfiguration(spatial);
      for (const [x, mu] of links)
        if (mu === d - 1 || d === 2) expect(linkOf(smeared, x, mu)).toEqual(linkOf(c, x, mu));
      if (d === 2) continue;
      for (let t = 0; t < dims[d - 1]!; t++) {
        const slice = sliceOf(c, t);
        const expected = getConfiguration(sliceSmear(gaugeFieldOf(newLattice(slice.dims), slice)));
        expect(largest(sliceOf(smeared, t).links, expected.links)).toBeLessThan(1e-12);
      }
    }
  });
});

/** The links in space at time t, as a field of one dimension less. */
const sliceOf = (c: GaugeConfiguration, t: number): GaugeConfiguration => {
  const dims = c.dims.slice(0, -1);
  const matrices = everySite(dims).flatMap((x) => dims.map((_, mu) => linkOf(c, [...x, t], mu)));
  const links = new Float64Array(matrices.length * 2 * c.colours ** 2);
  matrices.forEach((m, i) => links.set(m, i * m.length));
  return { dims, colours: c.colours, links };
};

const rotate = (m: PlainMatrix, angle: number): PlainMatrix => {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return m.map((v, i) => (i % 2 === 0 ? v * cos - m[i + 1]! * sin : v * cos + m[i - 1]! * sin));
};

/** Whether elimination without pivoting meets positive pivots only. */
const isPositive = (hermitian: PlainMatrix, n: number): boolean => {
  const m = hermitian.slice();
  const at = (i: number, j: number): number => 2 * (i * n + j);
  for (let p = 0; p < n; p++) {
    const pivot = m[at(p, p)]!;
    if (!(pivot > 0)) return false;
    for (let i = p + 1; i < n; i++) {
      const re = m[at(i, p)]! / pivot;
      const im = m[at(i, p) + 1]! / pivot;
      for (let j = p; j < n; j++) {
        const [a, b] = [m[at(p, j)]!, m[at(p, j) + 1]!];
        m[at(i, j)]! -= re * a - im * b;
        m[at(i, j) + 1]! -= re * b + im * a;
      }
    }
  }
  return true;
};

it('smears SU(8)', () => {
  const dims = [2, 2, 2, 2];
  const field = gaugeFieldOf(newLattice(dims), randomField(dims, 8, 1));
  const before = measurePlaquette(field).mean;
  for (const kind of ['stout', 'ape'] as const) {
    const smeared = smear[kind](field);
    expect(measurePlaquette(smeared).mean).toBeGreaterThan(before + 0.1);
    expect(unitarityDeviation(smeared).unitarity).toBeLessThan(1e-12);
  }
});

it('gives memory back but for the field it returns', () => {
  const field = gaugeFieldOf(newLattice([4, 4, 2, 2]), randomField([4, 4, 2, 2], 2, 1));
  const once = (): number => {
    for (const kind of ['stout', 'ape'] as const) field.lattice.release(smear[kind](field, 3).links);
    return field.lattice.device.bytes;
  };
  const bytes = once();
  expect(once()).toBe(bytes);
});
