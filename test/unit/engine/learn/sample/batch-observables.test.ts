import { describe, expect, it } from 'vitest';
import type { ModelTarget } from '../../../../../src-engine/api/model-manifest.ts';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { observableNames, observerOf } from '../../../../../src-engine/learn/sample/batch-observables.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

const L = 4;
const SAMPLES = 4;
/** Sites with x fastest. */
const site = (x: number, y: number): number => ((x + L) % L) + L * ((y + L) % L);

const wave = (i: number): number => 2.5 * Math.sin(1.7 * i * i + 0.3 * i);

const observed = (target: ModelTarget, components: number, values: (i: number) => number) => {
  const lattice = new Lattice(newDevice(), [L, L], 'f64', SAMPLES);
  const x = lattice.field(components);
  const plain = Float64Array.from({ length: lattice.volume * components }, (_, i) => values(i));
  lattice.write(x, plain);
  const seen = observerOf(target)(x);
  expect(Object.keys(seen)).toEqual(observableNames[target.theory]);
  const length = L * L * components;
  return {
    seen,
    samples: Array.from({ length: SAMPLES }, (_, s) => plain.subarray(s * length, (s + 1) * length)),
  };
};

const everySite = <T>(f: (x: number, y: number) => T): T[] =>
  Array.from({ length: L * L }, (_, i) => f(i % L, Math.floor(i / L)));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('what is seen on the samples of a batch', () => {
  it('of a scalar field', () => {
    const { seen, samples } = observed({ theory: 'phi4', massSquared: 1, lambda: 1 }, 1, wave);
    samples.forEach((phi, s) => {
      const all = [...phi];
      const m = sum(all) / 16;
      const products = everySite((x, y) => phi[site(x, y)]! * (phi[site(x + 1, y)]! + phi[site(x, y + 1)]!));
      expect(seen.phi2![s]).toBeCloseTo(sum(all.map((p) => p ** 2)) / 16, 12);
      expect(seen.phi4![s]).toBeCloseTo(sum(all.map((p) => p ** 4)) / 16, 12);
      expect(seen.magnetisation![s]).toBeCloseTo(m, 12);
      expect(seen['abs-magnetisation']![s]).toBeCloseTo(Math.abs(m), 12);
      expect(seen.chi2![s]).toBeCloseTo(16 * m * m, 12);
      expect(seen.energy![s]).toBeCloseTo(sum(products) / 32, 12);
    });
  });

  it('of angles', () => {
    const { seen, samples } = observed({ theory: 'u1', beta: 2 }, 2, wave);
    samples.forEach((theta, s) => {
      const at = (x: number, y: number, mu: number): number => theta[2 * site(x, y) + mu]!;
      const angles = everySite((x, y) => at(x, y, 0) + at(x + 1, y, 1) - at(x, y + 1, 0) - at(x, y, 1));
      const wrapped = angles.map((a) => a - 2 * Math.PI * Math.round(a / (2 * Math.PI)));
      const charge = Math.round(sum(wrapped) / (2 * Math.PI));
      expect(seen.plaquette![s]).toBeCloseTo(sum(angles.map(Math.cos)) / 16, 12);
      expect(seen['topological-charge']![s]).toBe(charge);
      expect(seen['topological-charge-squared']![s]).toBe(charge * charge);
    });
    expect(new Set(seen['topological-charge']).size).toBeGreaterThan(1);
  });

  it.each([
    ['su2', 2],
    ['su3', 3],
  ] as const)('of links of %s: diagonal ones, which commute', (theory, n) => {
    // U = diag(e^{i a}, e^{-i a}, 1, ...) from one angle for each link
    const angle = (s: number, x: number, y: number, mu: number): number =>
      wave(2 * (16 * s + site(x, y)) + mu);
    const size = 2 * n * n;
    const link = (i: number): number => {
      const [which, entry] = [Math.floor(i / size), i % size];
      const [row, column, part] = [Math.floor(entry / 2 / n), Math.floor(entry / 2) % n, entry % 2];
      if (row !== column) return 0;
      const a = wave(which) * ([1, -1][row] ?? 0);
      return part === 0 ? Math.cos(a) : Math.sin(a);
    };
    const { seen } = observed({ theory, beta: 2 }, 2 * size, link);
    for (let s = 0; s < SAMPLES; s++) {
      const traces = everySite((x, y) => {
        const p = angle(s, x, y, 0) + angle(s, x + 1, y, 1) - angle(s, x, y + 1, 0) - angle(s, x, y, 1);
        return (2 * Math.cos(p) + (n - 2)) / n;
      });
      expect(seen.plaquette![s]).toBeCloseTo(sum(traces) / 16, 12);
    }
  });
});
