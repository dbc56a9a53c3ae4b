/** Clover leaves against plain products, and the derivative of their traces against differences. */
import { expect, test } from 'vitest';
import {
  addLeafGradient,
  computeLeaves,
  leafComponents,
} from '../../../../../src-engine/dirac/clover/leaf-field.ts';
import { sumFieldStrength } from '../../../../../src-engine/observable/field-strength.ts';
import { planesOf } from '../../../../../src-engine/observable/planes.ts';
import { groupCases, randomGaugeField } from '../../../../support/lattice.ts';
import { uniforms } from '../../../../support/random-field.ts';

const cases = groupCases([
  [1, [4, 6]],
  [2, [4, 4]],
  [2, [2, 4, 2, 4]],
  [3, [2, 4, 4, 2]],
  [3, [3, 2, 2, 5]],
]);

/** tr A^2 of a packed Hermitian matrix, of A less its trace. */
const tracelessSquare = (a: Float64Array, n: number): number => {
  const mean = n === 1 ? 0 : a.subarray(0, n).reduce((s, x) => s + x, 0) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (a[i]! - mean) ** 2;
  for (let i = n; i < n * n; i++) sum += 2 * a[i]! ** 2;
  return sum;
};

test.each(cases)('without their trace they are the field strength: $name', ({ group, dims }) => {
  const gauge = randomGaugeField(dims, group.colours, 5);
  const leaves = gauge.lattice.field(leafComponents(gauge));
  computeLeaves(gauge, leaves);
  const values = gauge.lattice.read(leaves);
  const n2 = group.colours ** 2;
  const planes = planesOf(dims.length).length;
  const sums = new Array<number>(planes).fill(0);
  for (let x = 0; x < gauge.lattice.volume; x++)
    for (let p = 0; p < planes; p++) {
      const at = (x * planes + p) * n2;
      sums[p]! += tracelessSquare(values.subarray(at, at + n2), group.colours);
    }
  const { energies } = sumFieldStrength(gauge, 'clover');
  sums.forEach((s, p) => {
    expect(s).toBeCloseTo(energies[p]!, 9);
  });
});

test.each(cases)('derivative of sum Re tr F M: $name', ({ group, dims }) => {
  const gauge = randomGaugeField(dims, group.colours, 7);
  const { lattice, links } = gauge;
  const next = uniforms(11);
  const leaves = lattice.field(leafComponents(gauge));
  const weights = lattice.field(leafComponents(gauge));
  const m = Float64Array.from({ length: lattice.volume * leaves.components }, () => next() - 0.5);
  lattice.write(weights, m);
  const n = group.colours;
  /** Re tr F M of packed Hermitian matrices. */
  const value = (): number => {
    computeLeaves(gauge, leaves);
    return lattice.read(leaves).reduce((s, f, i) => s + f * m[i]! * (i % (n * n) < n ? 1 : 2), 0);
  };
  const gradient = lattice.field(links.components);
  addLeafGradient(gauge, weights, gradient);
  const slopes = lattice.read(gradient);
  const start = lattice.read(links);
  for (let trial = 0; trial < 12; trial++) {
    const at = Math.floor(next() * start.length);
    const h = 1e-4;
    const moved = (by: number): number => {
      const changed = start.slice();
      changed[at]! += by;
      lattice.write(links, changed);
      return value();
    };
    const numerical = (moved(h) - moved(-h)) / (2 * h);
    expect(Math.abs(numerical - slopes[at]!)).toBeLessThan(1e-7);
  }
});
