/** The nucleon against its Wick contractions written out over every index, and its symmetries. */
import { describe, expect, it } from 'vitest';
import type { DiracSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { gammaBasis } from '../../../../src-engine/dirac/gamma.ts';
import { chargeConjugation, checkNucleon, nucleonCorrelator } from '../../../../src-engine/hadron/nucleon.ts';
import { makeSource } from '../../../../src-engine/hadron/source.ts';
import { gaugeFieldOf, getConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  coldField,
  elementOf,
  freeWilsonPropagator,
  NOISE,
  plainBasis,
  propagatorOf,
  quarkOn,
  staggeredQuark,
  wilsonQuark,
} from '../../../support/hadron-lab.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import {
  type Z,
  type ZMatrix,
  zadd,
  zdagger,
  zidentity,
  zmul,
  zplus,
  zproduct,
  zscale,
  ztimes,
  ztranspose,
} from '../../../support/plain-complex.ts';
import { everySite, linkAt } from '../../../support/plain-gauge.ts';
import { gaugeTransformed } from '../../../support/random-field.ts';

const SPINS = [0, 1, 2, 3];
const PERMUTATIONS = [
  [[0, 1, 2], 1],
  [[1, 2, 0], 1],
  [[2, 0, 1], 1],
  [[0, 2, 1], -1],
  [[2, 1, 0], -1],
  [[1, 0, 2], -1],
] as const;

type Quark = (spin: number, colour: number, fromSpin: number, fromColour: number) => Z;

/** C with C g C^-1 = - g^T, found among the products of gammas by trying them. */
const conjugationOf = (gamma: readonly ZMatrix[]): ZMatrix => {
  for (let set = 0; set < 16; set++) {
    const c = gamma.reduce((m, g, mu) => ((set >> mu) & 1 ? zproduct(m, g) : m), zidentity(4));
    const fits = gamma.every((g) => {
      const [left, right] = [zproduct(c, g), zproduct(ztimes([-1, 0], ztranspose(g)), c)];
      return left.every((row, i) =>
        row.every((z, j) => Math.hypot(z[0] - right[i]![j]![0], z[1] - right[i]![j]![1]) < 1e-12),
      );
    });
    if (fits) return c;
  }
  throw new Error('no charge conjugation');
};

/**
 * Re tr[P <N Nbar>] with N_al = eps u_r G_rs d_s u_al and Nbar_be = eps ubar_be dbar_s' Gbar_s'r' ubar_r', both ways of joining the two u
 * quarks, over all spins that G and Gbar allow.
 */
const written = (quark: Quark, gamma: readonly ZMatrix[], gamma5: ZMatrix): number => {
  const time = gamma[3]!;
  const g = zproduct(conjugationOf(gamma), gamma5);
  const bar = zproduct(time, zdagger(g), ztranspose(time));
  const projector = ztimes([0.5, 0], zplus(zidentity(4), time));
  const nonZero = (m: ZMatrix) =>
    SPINS.flatMap((i) => SPINS.map((j) => [i, j, m[i]![j]!] as const)).filter(
      ([, , z]) => Math.hypot(...z) > 0,
    );
  let total: Z = [0, 0];
  for (const [[a, b, c], sign] of PERMUTATIONS)
    for (const [[a1, b1, c1], sign1] of PERMUTATIONS)
      for (const [r, s, x] of nonZero(g))
        for (const [s1, r1, y] of nonZero(bar))
          for (const [be, al, p] of nonZero(projector)) {
            const down = quark(s, b, s1, b1);
            const straight = zmul(quark(r, a, r1, a1), quark(al, c, be, c1));
            const crossed = zmul(quark(r, a, be, c1), quark(al, c, r1, a1));
            const up = zadd(straight, zscale(-1, crossed));
            const weight = zscale(sign * sign1, zmul(p, zmul(x, y)));
            total = zadd(total, zmul(weight, zmul(down, up)));
          }
  return total[0];
};

const correlator = (dims: readonly number[], seed: number, spec: DiracSpec) => {
  const propagator = propagatorOf(quarkOn(randomGaugeField(dims, 3, seed), spec));
  return { propagator, found: nucleonCorrelator(propagator) };
};

/** The engine's basis as dense matrices. */
const denseBasis = (): { gamma: ZMatrix[]; gamma5: ZMatrix } => {
  const { gamma, gamma5 } = gammaBasis(4);
  const powers: readonly Z[] = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  const dense = ({ column, phase }: typeof gamma5): ZMatrix =>
    column.map((c, s) => SPINS.map((j): Z => (j === c ? powers[phase[s]!]! : [0, 0])));
  return { gamma: gamma.map(dense), gamma5: dense(gamma5) };
};

describe('the nucleon', () => {
  it('is its contraction written out, on a random field of 2^3 x 4', () => {
    const dims = [2, 2, 2, 4];
    const { propagator, found } = correlator(dims, 3, wilsonQuark(0.13));
    const { gamma, gamma5 } = denseBasis();
    const wanted = [0, 0, 0, 0];
    everySite(dims).forEach((x, site) => {
      wanted[x[3]!]! += written(elementOf(propagator, site), gamma, gamma5);
    });
    wanted.forEach((w, t) => {
      expect(Math.abs(found[t]! - w)).toBeLessThan(1e-11 * Math.abs(w));
    });
  });

  it('is that of free quarks in momentum space and another basis, positive forward', () => {
    const dims = [2, 2, 2, 6];
    const found = nucleonCorrelator(propagatorOf(quarkOn(coldField(dims, 3), wilsonQuark(0.1))));
    const { gamma, gamma5 } = plainBasis(4);
    const propagator = freeWilsonPropagator(dims, 0.1);
    const wanted = new Array<number>(6).fill(0);
    for (const x of everySite(dims)) {
      const s = propagator(x);
      wanted[x[3]!]! += written((i, a, j, b) => (a === b ? s[i]![j]! : [0, 0]), gamma, gamma5);
    }
    wanted.forEach((w, t) => expect(found[t]!).toBeCloseTo(w, 11));
    expect(found[0]).toBeGreaterThan(0);
    expect(found[1]).toBeGreaterThan(0);
    expect(found[2]).toBeGreaterThan(0);
  });

  it('is gauge invariant, and the same from the same place of a translated field over the boundary', () => {
    const dims = [2, 2, 2, 4];
    const spec = wilsonQuark(0.13);
    const gauge = randomGaugeField(dims, 3, 3);
    const found = nucleonCorrelator(propagatorOf(quarkOn(gauge, spec)));
    const configuration = getConfiguration(gauge);
    const turned = gaugeFieldOf(newLattice(dims), gaugeTransformed(configuration));
    nucleonCorrelator(propagatorOf(quarkOn(turned, spec))).forEach((x, t) =>
      expect(x).toBeCloseTo(found[t]!, 10),
    );
    const links = new Float64Array(configuration.links.length);
    for (const x of everySite(dims)) {
      const from = linkAt(configuration, x, 0);
      links.set(
        configuration.links.subarray(from, from + 72),
        linkAt(configuration, [x[0]!, x[1]!, x[2]!, x[3]! + 3], 0),
      );
    }
    const moved = gaugeFieldOf(newLattice(dims), { ...configuration, links });
    const again = propagatorOf(quarkOn(moved, spec), { source: 'point', position: [0, 0, 0, 3] });
    nucleonCorrelator(again).forEach((x, t) => expect(x).toBeCloseTo(found[t]!, 10));
  });

  it('uses C with C g C^-1 = - g^T', () => {
    const { gamma } = denseBasis();
    const { column, phase } = chargeConjugation(gammaBasis(4).gamma);
    const c = conjugationOf(gamma);
    const powers: readonly Z[] = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ];
    const ratios = SPINS.map((s) => zmul(c[s]![column[s]!]!, powers[(4 - phase[s]!) % 4]!));
    for (const z of ratios)
      expect(Math.hypot(z[0] - ratios[0]![0], z[1] - ratios[0]![1])).toBeLessThan(1e-12);
    expect(Math.hypot(...ratios[0]!)).toBeCloseTo(1, 12);
  });

  it('is refused without three colours, spin, or with noise', () => {
    const check = (colours: number, spec: DiracSpec, source: 'point' | 'z2') => {
      const quark = quarkOn(coldField([2, 2, 2, 2], colours), spec);
      return checkNucleon(quark, unwrap(makeSource(quark, { source }, NOISE)));
    };
    expect(check(3, wilsonQuark(0.1), 'point').ok).toBe(true);
    expect(check(2, wilsonQuark(0.1), 'point')).toMatchObject({ error: { code: 'fermion.unsupported' } });
    expect(check(3, wilsonQuark(0.1), 'z2')).toMatchObject({ error: { code: 'spec.conflict' } });
    expect(check(3, staggeredQuark(1), 'point')).toMatchObject({ error: { code: 'fermion.unsupported' } });
  });
});
