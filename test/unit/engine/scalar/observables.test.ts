import { expect, test } from 'vitest';
import { scalarLab } from '../../../support/scalar-lab.ts';

test('observables are those of their formulas', () => {
  const dims = [4, 3];
  const lab = scalarLab(dims, { massSquared: 1, lambda: 2 }, 9);
  const phi = lab.lattice.read(lab.field.phi);
  const at = (x: number, t: number): number => phi[(x % 4) + 4 * (t % 3)]!;
  const found = lab.measure();
  const mean = (of: (x: number) => number): number => [...phi].reduce((s, x) => s + of(x), 0) / 12;
  expect(found.phi2).toBeCloseTo(
    mean((x) => x * x),
    12,
  );
  expect(found.phi4).toBeCloseTo(
    mean((x) => x ** 4),
    12,
  );
  expect(found.magnetisation).toBeCloseTo(
    mean((x) => x),
    12,
  );
  expect(found['abs-magnetisation']).toBeCloseTo(Math.abs(mean((x) => x)), 12);
  expect(found.chi2).toBeCloseTo(12 * mean((x) => x) ** 2, 12);
  let energy = 0;
  const correlator = [0, 0, 0];
  for (let t = 0; t < 3; t++)
    for (let x = 0; x < 4; x++) {
      energy += (at(x, t) * (at(x + 1, t) + at(x, t + 1))) / 24;
      for (let time = 0; time < 3; time++)
        for (let y = 0; y < 4; y++) correlator[time]! += (at(x, t) * at(y, t + time)) / 12;
    }
  expect(found.energy).toBeCloseTo(energy, 12);
  correlator.forEach((g, time) => {
    expect(found[`two-point.${time}`]).toBeCloseTo(g, 12);
  });
  expect(correlator.reduce((s, g) => s + g, 0)).toBeCloseTo(found.chi2!, 12);
});
