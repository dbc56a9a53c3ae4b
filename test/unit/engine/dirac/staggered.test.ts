import { describe, expect, test } from 'vitest';
import type { StaggeredSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import type { DiracOperator, DiracOptions } from '../../../../src-engine/dirac/dirac-operator.ts';
import { makeDirac } from '../../../../src-engine/dirac/make-dirac.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { makeGaugeField, setCold } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  complexIndices,
  type DenseMatrix,
  denseOf,
  largestDifference,
  logDeterminant,
  positiveMatrix,
  zeroMatrix,
} from '../../../support/dense.ts';
import { denseDirac, denseNormal, distance, operatorOn, randomVector } from '../../../support/dirac-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkOf } from '../../../support/plain-gauge.ts';
import { gaugeTransformed, randomField } from '../../../support/random-field.ts';

const spec = (mass: number, boundary: StaggeredSpec['boundary'] = 'antiperiodic'): StaggeredSpec => ({
  operator: 'staggered',
  mass,
  boundary,
  smearing: 'none',
});

const make = (
  dims: readonly number[],
  colours: number,
  s: StaggeredSpec,
  options: DiracOptions = {},
): DiracOperator => operatorOn(randomGaugeField(dims, colours, 3), s, options);

const freeOperator = (dims: readonly number[], colours: number, s: StaggeredSpec): DiracOperator => {
  const gauge = makeGaugeField(newLattice(dims), groupOfColours(colours));
  setCold(gauge);
  return operatorOn(gauge, s);
};

/** The matrix of the definition, element by element. */
const definition = (
  dims: readonly number[],
  colours: number,
  s: StaggeredSpec,
  seed: number,
): DenseMatrix => {
  const configuration = randomField(dims, colours, seed);
  const sites = everySite(dims);
  const m = zeroMatrix(sites.length * colours);
  const index = (x: readonly number[]): number => x.reduceRight((sum, c, i) => sum * dims[i]! + c, 0);
  for (let i = 0; i < m.n; i++) m.re[i * (m.n + 1)]! += s.mass;
  for (const x of sites) {
    for (const [mu, extent] of dims.entries()) {
      const y = x.map((c, i) => (i === mu ? (c + 1) % extent : c));
      const eta = (-1) ** x.slice(0, mu).reduce((a, b) => a + b, 0);
      const wraps = s.boundary === 'antiperiodic' && mu === dims.length - 1 && y[mu] === 0;
      const factor = (wraps ? -eta : eta) / 2;
      const u = linkOf(configuration, x, mu);
      for (let a = 0; a < colours; a++) {
        for (let b = 0; b < colours; b++) {
          const [re, im] = [u[2 * (a * colours + b)]!, u[2 * (a * colours + b) + 1]!];
          const [row, column] = [index(x) * colours + a, index(y) * colours + b];
          m.re[row * m.n + column]! += factor * re;
          m.im[row * m.n + column]! += factor * im;
          m.re[column * m.n + row]! -= factor * re;
          m.im[column * m.n + row]! += factor * im;
        }
      }
    }
  }
  return m;
};

describe.each([
  { colours: 3, dims: [4, 2, 2, 4], boundary: 'antiperiodic' },
  { colours: 2, dims: [2, 4, 2, 4], boundary: 'periodic' },
  { colours: 1, dims: [4, 6], boundary: 'antiperiodic' },
  { colours: 2, dims: [4, 4], boundary: 'antiperiodic' },
] as const)(
  'the staggered operator of $colours colours on $dims, $boundary',
  ({ colours, dims, boundary }) => {
    const s = spec(0.3, boundary);
    const operator = make(dims, colours, s);
    const { space, normal } = operator;
    const { lattice } = space;
    const perSite = space.components / 2;
    const evens = complexIndices(dims, perSite, 'even');
    const matrix = denseDirac(operator);
    const normalMatrix = denseNormal(operator);
    const evenValues = (x: Float64Array): Float64Array =>
      Float64Array.from(evens.flatMap((i) => [x[2 * i]!, x[2 * i + 1]!]));

    test('is that of the definition', () => {
      expect(largestDifference(matrix, definition(dims, colours, s, 3))).toBeLessThan(1e-15);
    });

    test('has its adjoint', () => {
      expect(largestDifference(matrix, denseDirac(operator, 'dagger'), true)).toBe(0);
    });

    test('is turned into its adjoint by epsilon', () => {
      const turned: DenseMatrix = { n: matrix.n, re: matrix.re.slice(), im: matrix.im.slice() };
      const even = new Set(evens);
      for (let i = 0; i < matrix.n; i++) {
        for (let j = 0; j < matrix.n; j++) {
          if (even.has(i) === even.has(j)) continue;
          turned.re[i * matrix.n + j]! *= -1;
          turned.im[i * matrix.n + j]! *= -1;
        }
      }
      expect(largestDifference(turned, matrix, true)).toBeLessThan(1e-15);
    });

    test('has a positive determinant, that of A', () => {
      const { modulus, phase } = logDeterminant(matrix);
      expect(Math.abs(phase)).toBeLessThan(1e-11);
      expect(positiveMatrix(normalMatrix).logDet).toBeCloseTo(modulus, 10);
    });

    test('solves on all sites by A on the even ones', () => {
      const x = randomVector(operator.space.lattice, operator.space.components, 1);
      const [b, c, ax] = [space.vector(), space.vector(), space.vector()];
      operator.apply(b, x);
      operator.prepare(c, b);
      normal.apply(ax, x);
      expect(distance(evenValues(lattice.read(c)), evenValues(lattice.read(ax)))).toBeLessThan(1e-14);
      const again = randomVector(operator.space.lattice, operator.space.components, 2);
      normal.space.copy(x, again);
      operator.reconstruct(again, b);
      expect(distance(lattice.read(again), lattice.read(x))).toBeLessThan(1e-14);
    });

    test('descends in two halves', () => {
      const [p, r, ap] = [
        randomVector(operator.space.lattice, operator.space.components, 4),
        randomVector(operator.space.lattice, operator.space.components, 5),
        space.vector(),
      ];
      normal.apply(ap, p);
      const energy = normal.energy(p);
      expect(energy[0]).toBeCloseTo(normal.space.dot(p, ap)[0]!.re, 11);
      const expected = space.vector();
      normal.space.copy(r, expected);
      normal.space.addScaled([-0.7], ap, expected);
      const r2 = normal.descend(r, p, [0.7]);
      expect(distance(evenValues(lattice.read(r)), evenValues(lattice.read(expected)))).toBeLessThan(1e-14);
      expect(r2[0]).toBeCloseTo(normal.space.norm2(expected)[0]!, 11);
    });

    test('draws from A + mu^2 by its root', () => {
      // <phi, A phi'> for phi = B^+ xi against B B^+ is checked element by element: B^+ B = A + mu^2
      const root = denseOf(lattice, space.components, (out, x) => {
        space.zero(out);
        normal.applyRootDagger(out, x, 0.4);
      });
      for (const i of evens) {
        for (const j of evens) {
          let [re, im] = [0, 0];
          for (let l = 0; l < root.n; l++) {
            const [a, b] = [i * root.n + l, j * root.n + l];
            re += root.re[a]! * root.re[b]! + root.im[a]! * root.im[b]!;
            im += root.im[a]! * root.re[b]! - root.re[a]! * root.im[b]!;
          }
          const at = evens.indexOf(i) * evens.length + evens.indexOf(j);
          expect(Math.abs(re - normalMatrix.re[at]! - (i === j ? 0.16 : 0))).toBeLessThan(1e-14);
          expect(Math.abs(im - normalMatrix.im[at]!)).toBeLessThan(1e-14);
        }
      }
    });

    test('has a determinant that a gauge transformation does not change', () => {
      const gauge = randomGaugeField(dims, colours, 3);
      gauge.lattice.write(gauge.links, gaugeTransformed(randomField(dims, colours, 3)).links);
      const transformed = operatorOn(gauge, s);
      expect(positiveMatrix(denseNormal(transformed)).logDet).toBeCloseTo(
        positiveMatrix(normalMatrix).logDet,
        10,
      );
    });

    test('works on several vectors side by side', () => {
      const many = make(dims, colours, s, { blocks: 3 });
      const x = randomVector(many.space.lattice, many.space.components, 7);
      const [out, p] = [many.space.vector(), many.space.vector()];
      many.apply(out, x);
      const { lattice: wide } = many.space;
      const values = wide.read(x);
      const energies = many.normal.energy(x);
      const r = randomVector(many.space.lattice, many.space.components, 8);
      const rValues = wide.read(r);
      const norms = many.normal.descend(r, x, [0.1, 0.2, 0.3]);
      many.normal.apply(p, x);
      const width = space.components;
      for (const block of [0, 1, 2]) {
        const part = (all: Float64Array): Float64Array =>
          Float64Array.from({ length: lattice.volume * width }, (_, i) => {
            const site = Math.floor(i / width);
            return all[site * 3 * width + block * width + (i % width)]!;
          });
        const [single, result, rest] = [space.vector(), space.vector(), space.vector()];
        lattice.write(single, part(values));
        lattice.write(rest, part(rValues));
        operator.apply(result, single);
        expect(distance(lattice.read(result), part(wide.read(out)))).toBeLessThan(1e-15);
        expect(energies[block]).toBeCloseTo(normal.energy(single)[0]!, 12);
        expect(norms[block]).toBeCloseTo(normal.descend(rest, single, [(block + 1) / 10])[0]!, 12);
        normal.apply(result, single);
        expect(distance(evenValues(lattice.read(result)), evenValues(part(wide.read(p))))).toBeLessThan(
          1e-14,
        );
      }
    });

    test('is the same in single precision, to its digits', () => {
      const single = make(dims, colours, s, { precision: 'f32' });
      expect(single.space.lattice.layout.precision).toBe('f32');
      const coarse = denseDirac(single);
      expect(largestDifference(coarse, matrix)).toBeLessThan(1e-7);
      expect(largestDifference(coarse, matrix)).toBeGreaterThan(1e-10);
      expect(largestDifference(denseNormal(single), normalMatrix)).toBeLessThan(1e-6);
    });
  },
);

describe('free staggered quarks', () => {
  test.each([
    [0.5, 91.963581862, 0.2753246753],
    [0.3, 79.94712218, 0.1881960149],
  ])('4^4, m = %d: log det and Tr D^-1 per colour', (mass, logDet, trace) => {
    const operator = freeOperator([4, 4, 4, 4], 1, spec(mass));
    const dense = positiveMatrix(denseNormal(operator));
    expect(dense.logDet).toBeCloseTo(logDet, 9);
    // H is odd: only the even part of (m + H/2)^-1 has a trace
    expect((2 * mass * dense.traceInverse) / 256).toBeCloseTo(trace, 10);
  });

  test('8^4, m = 0.1: log det and Tr D^-1 per colour from one column of A, which is a function of distance', () => {
    const dims = [8, 8, 8, 8];
    const operator = freeOperator(dims, 2, spec(0.1));
    const { space, normal } = operator;
    const [x, out] = [space.vector(), space.vector()];
    const values = new Float64Array(space.lattice.volume * space.components);
    values[0] = 1;
    space.lattice.write(x, values);
    normal.apply(out, x);
    const column = space.lattice.read(out);
    const entries = everySite(dims).flatMap((at) => {
      const value = column[space.components * at.reduceRight((sum, c) => sum * 8 + c, 0)]!;
      // beyond the antiperiodic boundary the sign is another
      return value === 0 ? [] : [{ at, value: at[3]! > 4 ? -value : value }];
    });
    expect(entries).toHaveLength(9);
    let [logDet, trace] = [0, 0];
    for (const n of everySite(dims)) {
      const p = n.map((c, i) => (2 * Math.PI * (c + (i === 3 ? 0.5 : 0))) / 8);
      const eigenvalue = entries.reduce((sum, { at, value }) => {
        const phase = at.reduce((a, c, i) => a + p[i]! * (c > 4 ? c - 8 : c), 0);
        return sum + value * Math.cos(phase);
      }, 0);
      logDet += Math.log(eigenvalue) / 2;
      trace += 0.1 / eigenvalue;
    }
    expect(logDet).toBeCloseTo(1265.5447953859, 8);
    expect(trace / 8 ** 4).toBeCloseTo(0.0620768667, 10);
  });
});

test('odd extents are refused', () => {
  const made = makeDirac(randomGaugeField([4, 3], 1, 1), spec(0.1));
  expect(made).toMatchObject({ ok: false, error: { code: 'fermion.unsupported' } });
});
