import { describe, expect, test } from 'vitest';
import type { DomainWallSpec, MoebiusSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { solveDirac } from '../../../../src-engine/hadron/solve-dirac.ts';
import {
  gaugeFieldOf,
  getConfiguration,
  makeGaugeField,
  setCold,
} from '../../../../src-engine/lattice/gauge-field.ts';
import {
  complexIndices,
  type DenseMatrix,
  denseOf,
  largestDifference,
  logDeterminant,
  positiveMatrix,
  zeroMatrix,
} from '../../../support/dense.ts';
import {
  denseDirac,
  denseNormal,
  diracForceError,
  distance,
  halvesErrors,
  normalForceError,
  operatorOn,
  randomVector,
  valuesOf,
} from '../../../support/dirac-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { plainDomainWall } from '../../../support/plain-domain-wall.ts';
import { everySite } from '../../../support/plain-gauge.ts';
import { plainGamma5 } from '../../../support/plain-wilson.ts';
import { uniforms } from '../../../support/random-field.ts';

const shamir = (mass: number, height: number, ls: number): DomainWallSpec => ({
  operator: 'domain-wall',
  mass,
  height,
  ls,
  boundary: 'antiperiodic',
  smearing: 'none',
});
const moebius = (mass: number, height: number, ls: number, b = 1.5, c = 0.5): MoebiusSpec => ({
  ...shamir(mass, height, ls),
  operator: 'moebius',
  b,
  c,
});

const cases = [
  { name: 'Shamir, SU(3) in 4 dimensions', spec: shamir(0.1, 1.8, 4), colours: 3, dims: [2, 4, 2, 4] },
  { name: 'Moebius, SU(2) in 4 dimensions', spec: moebius(0.2, 1.4, 3), colours: 2, dims: [4, 2, 2, 2] },
  { name: 'Shamir, U(1) in 2 dimensions', spec: shamir(0.1, 1.2, 4), colours: 1, dims: [4, 4] },
  { name: 'Moebius, U(1) in 2 dimensions', spec: moebius(0.1, 1.2, 4), colours: 1, dims: [4, 4] },
  { name: 'Moebius with c = 0', spec: moebius(0.1, 1.2, 3, 1.7, 0), colours: 1, dims: [4, 4] },
  { name: 'Moebius, one slice', spec: moebius(0.3, 0.9, 1), colours: 2, dims: [4, 2] },
] as const;

describe.each(cases)('domain walls: $name', ({ spec, colours, dims }) => {
  const gauge = randomGaugeField(dims, colours, 4);
  const operator = operatorOn(gauge, spec);
  const { space, normal } = operator;
  const { lattice, components } = space;
  const vector = (seed: number, parity?: 'even' | 'odd') => randomVector(lattice, components, seed, parity);

  test('are those of the definition', () => {
    const [x, out] = [vector(1), space.vector()];
    operator.apply(out, x);
    const { b, c } = spec.operator === 'moebius' ? spec : { b: 1, c: 0 };
    const expected = plainDomainWall(getConfiguration(gauge), valuesOf(x), { ...spec, b, c });
    expect(distance(valuesOf(out), expected)).toBeLessThan(1e-13);
  });

  test('have their adjoint', () => {
    const [x, y, dx, dy] = [vector(1), vector(2), space.vector(), space.vector()];
    operator.apply(dx, x);
    operator.applyDagger(dy, y);
    const [left, right] = [space.dot(y, dx)[0]!, space.dot(dy, x)[0]!];
    expect(left.re).toBeCloseTo(right.re, 10);
    expect(left.im).toBeCloseTo(right.im, 10);
  });

  test('are solved on all sites by A on the even ones', () => {
    const { prepared, reconstructed } = halvesErrors(operator, 3);
    expect(prepared).toBeLessThan(1e-11);
    expect(reconstructed).toBeLessThan(1e-12);
  });

  test('descend in two halves', () => {
    const [p, r, ap] = [vector(5, 'even'), vector(6, 'even'), space.vector()];
    normal.apply(ap, p);
    const energy = normal.energy(p)[0]!;
    expect(energy / normal.space.dot(p, ap)[0]!.re).toBeCloseTo(1, 12);
    const expected = space.vector();
    normal.space.copy(r, expected);
    normal.space.addScaled([-0.1], ap, expected);
    expect(normal.descend(r, p, [0.1])[0]! / normal.space.norm2(expected)[0]!).toBeCloseTo(1, 12);
    expect(distance(valuesOf(r, 'even'), valuesOf(expected, 'even'))).toBeLessThan(1e-12);
  });

  test('draw from A by its root', () => {
    const [x, ax, bx, twice] = [vector(7, 'even'), space.vector(), space.vector(), space.vector()];
    normal.apply(ax, x);
    const roots = [normal.applyRoot!, (out: typeof x, y: typeof x) => normal.hermitian?.(out, y, 0)];
    for (const root of roots.slice(0, normal.hermitian ? 2 : 1)) {
      root(bx, x);
      expect(normal.space.norm2(bx)[0]! / normal.energy(x)[0]!).toBeCloseTo(1, 12);
      normal.applyRootDagger(twice, bx, 0);
      expect(distance(valuesOf(twice, 'even'), valuesOf(ax, 'even'))).toBeLessThan(1e-11);
    }
  });

  test('have the force that is the derivative of <x, A x>', () => {
    expect(normalForceError(operator, 5, 3)).toBeLessThan(1e-9);
  });

  test('have the force that is the derivative of Re <y, D x>', () => {
    const [x, y, dx] = [vector(8), vector(9), space.vector()];
    const error = diracForceError(
      gauge,
      () => {
        operator.refresh();
        operator.apply(dx, x);
        return 0.7 * space.dot(y, dx)[0]!.re;
      },
      (momenta) => {
        operator.addToAction(y, x, 0.7);
        operator.kick(momenta, 1);
      },
      3,
    );
    operator.refresh();
    expect(error).toBeLessThan(1e-9);
  });

  test('are the same in single precision, to its digits', () => {
    const single = operatorOn(gauge, spec, { precision: 'f32' });
    const x = vector(1);
    const [out, coarseX, coarse] = [space.vector(), single.space.vector(), single.space.vector()];
    single.space.lattice.write(coarseX, lattice.read(x));
    operator.apply(out, x);
    single.apply(coarse, coarseX);
    expect(distance(valuesOf(coarse), valuesOf(out))).toBeLessThan(1e-5);
    normal.apply(out, x);
    single.normal.apply(coarse, coarseX);
    expect(distance(valuesOf(coarse, 'even'), valuesOf(out, 'even'))).toBeLessThan(2e-4);
  });

  test('work on several vectors side by side', () => {
    const many = operatorOn(gauge, spec, { blocks: 2 });
    const [x, out] = [randomVector(lattice, 2 * components, 1), many.space.vector()];
    many.normal.apply(out, x);
    const energies = many.normal.energy(x);
    for (const block of [0, 1]) {
      const part = (all: Float64Array): Float64Array =>
        all.filter((_, i) => Math.floor(i / components) % 2 === block);
      const [single, result] = [space.vector(), space.vector()];
      lattice.write(single, part(valuesOf(x)));
      normal.apply(result, single);
      const expected = space.vector();
      lattice.write(expected, part(valuesOf(out)));
      expect(distance(valuesOf(result, 'even'), valuesOf(expected, 'even'))).toBe(0);
      expect(energies[block]! / normal.energy(single)[0]!).toBeCloseTo(1, 13);
    }
  });
});

describe('domain walls in 2 dimensions, as matrices', () => {
  const gauge = randomGaugeField([4, 4], 1, 4);

  test.each([shamir(0.1, 1.2, 4), moebius(0.1, 1.2, 4)])(
    '$operator: |det D| by even and odd sites',
    (spec) => {
      const operator = operatorOn(gauge, spec);
      const { space } = operator;
      const odd = complexIndices([4, 4], space.components / 2, 'odd');
      const onOdd = logDeterminant(denseOf(space.lattice, space.components, operator.apply, odd)).modulus;
      const all = logDeterminant(denseDirac(operator)).modulus;
      expect(2 * onOdd + positiveMatrix(denseNormal(operator)).logDet).toBeCloseTo(2 * all, 9);
    },
  );

  test('Shamir: g_5 R D is Hermitian', () => {
    const spec = shamir(0.1, 1.2, 4);
    const d = denseDirac(operatorOn(gauge, spec));
    const turned = zeroMatrix(d.n);
    // number [slice][spin] within a site
    const reversed = (i: number): number => {
      const [site, slice, spin] = [Math.floor(i / 8), Math.floor((i % 8) / 2), i % 2];
      return site * 8 + (3 - slice) * 2 + spin;
    };
    for (let i = 0; i < d.n; i++) {
      for (let j = 0; j < d.n; j++) {
        const sign = plainGamma5(2)[i % 2]!;
        turned.re[reversed(i) * d.n + j] = sign * d.re[i * d.n + j]!;
        turned.im[reversed(i) * d.n + j] = sign * d.im[i * d.n + j]!;
      }
    }
    expect(largestDifference(turned, turned, true)).toBeLessThan(1e-15);
  });

  test('Moebius with b = 1, c = 0 is Shamir', () => {
    const [a, b] = [shamir(0.1, 1.2, 4), moebius(0.1, 1.2, 4, 1, 0)].map((spec) => operatorOn(gauge, spec));
    expect(largestDifference(denseDirac(a!), denseDirac(b!))).toBe(0);
    expect(b!.normal.hermitian).toBeDefined();
  });

  test('two operators of one gauge field do not disturb each other', () => {
    const alone = denseNormal(operatorOn(gauge, shamir(0.1, 1.2, 4)));
    const light = operatorOn(gauge, shamir(0.1, 1.2, 4));
    const heavy = operatorOn(gauge, shamir(1, 1.2, 4));
    const { lattice, components } = light.space;
    const evens = complexIndices([4, 4], components / 2, 'even');
    const other = light.space.vector();
    const both = denseOf(
      lattice,
      components,
      (out, x) => {
        heavy.normal.apply(other, x);
        light.normal.apply(out, x);
        heavy.normal.energy(x);
      },
      evens,
    );
    expect(largestDifference(both, alone)).toBe(0);
  });
});

test('the residual mass falls with the extent of the fifth dimension', () => {
  const dims = [8, 8];
  const next = uniforms(6);
  const links = Float64Array.from({ length: 64 * 2 }, () => 0.6 * (2 * next() - 1));
  const values = Float64Array.from(Array.from(links).flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
  const gauge = gaugeFieldOf(newLattice(dims), { dims, colours: 1, links: values });
  const chirality = plainGamma5(2);
  // |P_- psi_{L/2} + P_+ psi_{L/2-1}|^2 over |P_- psi_0 + P_+ psi_{L-1}|^2 for a source that enters at P_- of the last slice, P_+ of the first
  const residualMass = (ls: number): number => {
    const { space, ...operator } = operatorOn(gauge, shamir(0.1, 1, ls));
    const [b, x] = [space.vector(), space.vector()];
    const source = new Float64Array(64 * space.components);
    chirality.forEach((g, spin) => {
      source[2 * ((g < 0 ? ls - 1 : 0) * 2 + spin)] = 1;
    });
    space.lattice.write(b, source);
    unwrap(solveDirac({ space, ...operator }, x, b, { tolerance: 1e-12, maxIterations: 1000 }));
    const psi = space.lattice.read(x);
    const norm = (slice: (g: number) => number): number => {
      let sum = 0;
      for (let site = 0; site < 64; site++) {
        chirality.forEach((g, spin) => {
          const at = 2 * ((site * ls + slice(g)) * 2 + spin);
          sum += psi[at]! ** 2 + psi[at + 1]! ** 2;
        });
      }
      return sum;
    };
    return norm((g) => (g < 0 ? ls / 2 : ls / 2 - 1)) / norm((g) => (g < 0 ? 0 : ls - 1));
  };
  const masses = [2, 4, 8, 16].map(residualMass);
  expect(masses[0]).toBeLessThan(0.5);
  for (let i = 1; i < masses.length; i++) expect(masses[i]! / masses[i - 1]!).toBeLessThan(0.3);
});

/** log |det D| of free quarks of one colour on 4^4: D(p) from the columns of D at one site, which depend on the distance only. */
const freeLogDet = (spec: DomainWallSpec | MoebiusSpec): number => {
  const dims = [4, 4, 4, 4];
  const gauge = makeGaugeField(newLattice(dims), groupOfColours(1));
  setCold(gauge);
  const { space, apply } = operatorOn(gauge, spec);
  const { lattice, components } = space;
  const n = components / 2;
  const [x, out] = [space.vector(), space.vector()];
  const sites = everySite(dims);
  const entries: { at: readonly number[]; row: number; column: number; re: number; im: number }[] = [];
  for (let column = 0; column < n; column++) {
    const values = new Float64Array(lattice.volume * components);
    values[2 * column] = 1;
    lattice.write(x, values);
    apply(out, x);
    const result = lattice.read(out);
    for (const site of sites) {
      const base = components * site.reduceRight((sum, c) => sum * 4 + c, 0);
      const at = site.map((c) => (c === 3 ? -1 : c));
      const sign = site[3] === 3 ? -1 : 1;
      for (let row = 0; row < n; row++) {
        const [re, im] = [sign * result[base + 2 * row]!, sign * result[base + 2 * row + 1]!];
        if (re !== 0 || im !== 0) entries.push({ at, row, column, re, im });
      }
    }
  }
  let sum = 0;
  for (const site of sites) {
    const p = site.map((c, i) => (Math.PI / 2) * (c + (i === 3 ? 0.5 : 0)));
    const m: DenseMatrix = zeroMatrix(n);
    for (const { at, row, column, re, im } of entries) {
      const phase = at.reduce((a, c, i) => a - c * p[i]!, 0);
      m.re[row * n + column]! += re * Math.cos(phase) - im * Math.sin(phase);
      m.im[row * n + column]! += re * Math.sin(phase) + im * Math.cos(phase);
    }
    sum += logDeterminant(m).modulus;
  }
  return sum;
};

describe('free domain walls on 4^4, m = 0.1: log |det D(m) / D(1)| per colour', () => {
  test.each([
    [1, 4, -18.0331782155],
    [1, 8, -14.2825536297],
    [1, 16, -14.2332239972],
    [1.8, 4, -36.0608712753],
    [1.8, 8, -30.6401439415],
    [1.8, 16, -30.5080570259],
  ])('M = %d, %i slices', (height, ls, expected) => {
    const ratio = freeLogDet(shamir(0.1, height, ls)) - freeLogDet(shamir(1, height, ls));
    expect(ratio).toBeCloseTo(expected, 8);
  });
});
