import { describe, expect, test } from 'vitest';
import type { WilsonSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { gaugeFieldOf } from '../../../../../src-engine/lattice/gauge-field.ts';
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
  distance,
  halvesErrors,
  operatorOn,
  randomVector,
  valuesOf,
} from '../../../../support/dirac-lab.ts';
import { newLattice } from '../../../../support/lattice.ts';
import { randomField } from '../../../../support/random-field.ts';

const wilson = (boundary: WilsonSpec['boundary'], kappa = 0.12): WilsonSpec => ({
  operator: 'wilson',
  kappa,
  boundary,
  smearing: 'none',
});

describe.each([
  [2, [2, 2, 2, 2]],
  [1, [4, 4]],
  [2, [4, 2]],
] as const)('even-odd Wilson operator, %d colours on %j', (colours, dims) => {
  const lattice = newLattice(dims);
  const gauge = gaugeFieldOf(lattice, randomField(dims, colours, 6));
  const d = operatorOn(gauge, wilson('antiperiodic'));
  const { space, normal } = d;
  const even = complexIndices(dims, space.components / 2, 'even');

  test('|det D|^2 = det A', () => {
    const { modulus } = logDeterminant(denseDirac(d));
    expect(positiveMatrix(denseNormal(d)).logDet).toBeCloseTo(2 * modulus, 10);
  });

  test('energy and descend are A', () => {
    const p = randomVector(lattice, space.components, 1, 'even');
    const r = randomVector(lattice, space.components, 2);
    const before = lattice.read(r);
    const ap = space.vector();
    normal.apply(ap, p);
    expect(normal.energy(p)[0]!).toBeCloseTo(normal.space.dot(p, ap)[0]!.re, 9);
    const norm = normal.descend(r, p, [0.3])[0]!;
    const expected = before.map((x, i) => x - 0.3 * lattice.read(ap)[i]!);
    expect(distance(lattice.read(r), expected)).toBeLessThan(1e-13);
    expect(norm).toBeCloseTo(normal.space.norm2(r)[0]!, 9);
  });

  test('Q is Hermitian, Q^2 = A, and a root B^+ has B^+ B = A + mu^2', () => {
    const mu = 0.37;
    const a = denseNormal(d);
    const q = denseOf(lattice, space.components, (out, x) => normal.hermitian!(out, x, 0), even);
    expect(largestDifference(q, q, true)).toBeLessThan(1e-14);
    const twice = space.vector();
    const square = denseOf(
      lattice,
      space.components,
      (out, x) => {
        normal.hermitian!(twice, x, mu);
        normal.applyRootDagger(out, twice, mu);
      },
      even,
    );
    for (let i = 0; i < a.n; i++) a.re[i * (a.n + 1)]! += mu * mu;
    expect(largestDifference(square, a)).toBeLessThan(1e-13);
  });

  test('the two halves of a solution', () => {
    const { prepared, reconstructed } = halvesErrors(d, 8);
    expect(prepared).toBeLessThan(1e-13);
    expect(reconstructed).toBeLessThan(1e-13);
  });

  test('vectors of the force: D x vanishes on odd sites, and so does D^+ y', () => {
    const v = randomVector(lattice, space.components, 9, 'even');
    const { x, y } = normal.forceVectors(v);
    const out = space.vector();
    d.apply(out, x);
    expect(distance(valuesOf(out, 'odd'), valuesOf(out, 'odd').fill(0))).toBeLessThan(1e-14);
    expect(distance(valuesOf(out, 'even'), valuesOf(y, 'even'))).toBeLessThan(1e-14);
    d.applyDagger(out, y);
    expect(distance(valuesOf(out, 'odd'), valuesOf(out, 'odd').fill(0))).toBeLessThan(1e-14);
  });
});
