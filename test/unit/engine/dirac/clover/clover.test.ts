/** Clover fermions: the definition in plain loops, hermiticity, even-odd form, determinants, forces of both parts of the action. */
import { describe, expect, test } from 'vitest';
import type { CloverSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { getConfiguration } from '../../../../../src-engine/lattice/gauge-field.ts';
import {
  complexIndices,
  denseOf,
  largestDifference,
  logDeterminant,
  positiveMatrix,
} from '../../../../support/dense.ts';
import {
  denseDirac,
  denseNormal,
  diracForceError,
  distance,
  halvesErrors,
  normalForceError,
  operatorOn,
  randomVector,
} from '../../../../support/dirac-lab.ts';
import { randomGaugeField } from '../../../../support/lattice.ts';
import { plainClover } from '../../../../support/plain-clover.ts';

const clover = (more: Partial<CloverSpec> = {}): CloverSpec => ({
  operator: 'wilson-clover',
  kappa: 0.12,
  clover: 1.7,
  boundary: 'antiperiodic',
  smearing: 'none',
  ...more,
});

test.each([
  [3, [2, 2, 2, 4], 'antiperiodic'],
  [3, [2, 4, 2, 2], 'periodic'],
  [2, [4, 2, 2, 2], 'antiperiodic'],
  [1, [4, 6], 'antiperiodic'],
  [3, [4, 4], 'periodic'],
] as const)('D and its adjoint by the definition, %d colours on %j, %s', (colours, dims, boundary) => {
  const gauge = randomGaugeField(dims, colours, 3);
  const spec = clover({ boundary });
  const d = operatorOn(gauge, spec);
  const psi = randomVector(gauge.lattice, d.space.components, 1);
  const out = d.space.vector();
  const links = getConfiguration(gauge);
  const plain = (dagger: boolean): Float64Array =>
    plainClover(links, gauge.lattice.read(psi), { kappa: spec.kappa, clover: spec.clover, boundary, dagger });
  d.apply(out, psi);
  expect(distance(gauge.lattice.read(out), plain(false))).toBeLessThan(1e-13);
  d.applyDagger(out, psi);
  expect(distance(gauge.lattice.read(out), plain(true))).toBeLessThan(1e-13);
});

describe.each([
  [2, [2, 2, 2, 2]],
  [1, [4, 4]],
] as const)('even-odd clover operator, %d colours on %j', (colours, dims) => {
  const gauge = randomGaugeField(dims, colours, 6);
  const { lattice } = gauge;
  const d = operatorOn(gauge, clover());
  const { space, normal } = d;

  test('the adjoint is the adjoint, and Q is Hermitian', () => {
    expect(largestDifference(denseDirac(d), denseDirac(d, 'dagger'), true)).toBeLessThan(1e-14);
    const even = complexIndices(dims, space.components / 2, 'even');
    const q = denseOf(lattice, space.components, (out, x) => normal.hermitian!(out, x, 0), even);
    expect(largestDifference(q, q, true)).toBeLessThan(1e-13);
  });

  test('|det D|^2 = |det D_oo|^2 det A', () => {
    const { modulus } = logDeterminant(denseDirac(d));
    const site = d.siteDiagonal!.logDeterminant();
    expect(Math.abs(site)).toBeGreaterThan(1e-3);
    expect(positiveMatrix(denseNormal(d)).logDet + 2 * site).toBeCloseTo(2 * modulus, 9);
  });

  test('the two halves of a solution', () => {
    const { prepared, reconstructed } = halvesErrors(d, 8);
    expect(prepared).toBeLessThan(1e-12);
    expect(reconstructed).toBeLessThan(1e-12);
  });
});

test.each([
  [3, [2, 2, 2, 4], clover()],
  [2, [2, 4, 2, 2], clover({ boundary: 'periodic' })],
  [1, [4, 4], clover()],
  [2, [4, 4], clover({ smearing: 'stout', smearingSteps: 1, smearingStrength: 0.1 })],
] as const)('forces, %d colours on %j', (colours, dims, spec) => {
  const gauge = randomGaugeField(dims, colours, 12);
  const d = operatorOn(gauge, spec);
  expect(normalForceError(d)).toBeLessThan(1e-9);
  const error = diracForceError(
    gauge,
    () => {
      d.refresh();
      return -3 * d.siteDiagonal!.logDeterminant();
    },
    (momenta) => {
      d.refresh();
      d.siteDiagonal!.addToAction(-3);
      d.kick(momenta, 1);
    },
  );
  expect(error).toBeLessThan(1e-9);
});

test('a kick forgets what was collected', () => {
  const gauge = randomGaugeField([4, 4], 2, 4);
  const d = operatorOn(gauge, clover());
  const momenta = gauge.lattice.field(2 * gauge.group.algebraComponents);
  const x = randomVector(gauge.lattice, d.space.components, 1);
  d.addToAction(x, x, 1);
  d.kick(momenta, 1);
  const once = gauge.lattice.read(momenta);
  d.kick(momenta, 1);
  expect(gauge.lattice.read(momenta)).toEqual(once);
});

test('single precision agrees with double to its digits; without a coefficient it is Wilson', () => {
  const gauge = randomGaugeField([4, 4, 2, 4], 3, 9);
  const double = operatorOn(gauge, clover());
  const single = operatorOn(gauge, clover(), { precision: 'f32' });
  const values = (d: typeof double): Float64Array => {
    const x = randomVector(d.space.lattice, d.space.components, 2);
    const out = d.space.vector();
    d.apply(out, x);
    return d.space.lattice.read(out);
  };
  expect(distance(values(single), values(double))).toBeLessThan(2e-6);
  const wilson = operatorOn(gauge, {
    operator: 'wilson',
    kappa: 0.12,
    boundary: 'antiperiodic',
    smearing: 'none',
  });
  expect(distance(values(operatorOn(gauge, clover({ clover: 0 }))), values(wilson))).toBeLessThan(1e-14);
});
