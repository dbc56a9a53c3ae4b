/**
 * Spinors inside kernels: `spins` vectors of N colours at a site, order [spin][colour][re, im]; several lie one after the other.
 *
 * 1 + sign g_mu has half the rank: with h_s = psi_s + sign i^phase[s] psi[column[s]] for the first half of the spins,
 *   ((1 + sign g_mu) psi)_s = h_s,   ((1 + sign g_mu) psi)[column[s]] = sign i^-phase[s] h_s,
 * so links multiply half spinors only. Test: test/unit/engine/dirac/spinor.test.ts.
 */
import { type Complex, cadd, cfma, conj, type Matrix, range } from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Tracer } from '../kernel/tracer.ts';
import { conjugatePhase, type Quarter, type SpinMatrix, timesPhase } from './gamma.ts';

export type ColourVector = readonly Complex[];
/** One colour vector per spin: all of them, or the first half of them. */
export type Spinor = readonly ColourVector[];

export type Sign = 1 | -1;

const signed = (sign: Sign, phase: Quarter): Quarter => ((sign > 0 ? phase : phase + 2) % 4) as Quarter;

/** The spinor at component `offset` of `field`, in the frame of `site`. */
export const loadSpinor = (
  k: Tracer,
  field: number,
  site: Site,
  offset: number,
  spins: number,
  colours: number,
): Spinor =>
  range(spins).map((s) =>
    range(colours).map((c) => ({
      re: k.load(field, site, offset + 2 * (s * colours + c)),
      im: k.load(field, site, offset + 2 * (s * colours + c) + 1),
    })),
  );

export const storeSpinor = (k: Tracer, field: number, offset: number, psi: Spinor): void => {
  psi.forEach((v, s) => {
    v.forEach((z, c) => {
      k.store(field, offset + 2 * (s * v.length + c), z.re);
      k.store(field, offset + 2 * (s * v.length + c) + 1, z.im);
    });
  });
};

/** The same spinor in the frame of `to`: one test for all of it. */
export const moveSpinor = (k: Tracer, psi: Spinor, to: Site): Spinor => {
  const moved = k.move(
    psi.flatMap((v) => v.flatMap((z) => [z.re, z.im])),
    to,
  );
  const n = psi[0]!.length;
  return psi.map((v, s) =>
    v.map((_, c) => ({ re: moved[2 * (s * n + c)]!, im: moved[2 * (s * n + c) + 1]! })),
  );
};

/** Colour `c` in row `s` of the half spinor of (1 + sign g) psi. */
export const projectElement = (
  k: Tracer,
  g: SpinMatrix,
  sign: Sign,
  s: number,
  c: number,
  psi: Spinor,
): Complex => cadd(k, psi[s]![c]!, timesPhase(k, signed(sign, g.phase[s]!), psi[g.column[s]!]![c]!));

/** Half spinor of (1 + sign g) psi. */
export const project = (k: Tracer, g: SpinMatrix, sign: Sign, psi: Spinor): Spinor =>
  range(psi.length / 2).map((s) => psi[s]!.map((_, c) => projectElement(k, g, sign, s, c, psi)));

/** Adds the two rows that row `s` of a half spinor stands for to `onto`; elements that are not there yet are zero. */
export const addReconstructed = (
  k: Tracer,
  g: SpinMatrix,
  sign: Sign,
  s: number,
  row: ColourVector,
  onto: readonly (Complex | undefined)[][],
): void => {
  const phase = signed(sign, conjugatePhase(g.phase[s]!));
  const add = (to: (Complex | undefined)[], c: number, z: Complex): void => {
    const before = to[c];
    to[c] = before === undefined ? z : cadd(k, before, z);
  };
  row.forEach((z, c) => {
    add(onto[s]!, c, z);
    add(onto[g.column[s]!]!, c, timesPhase(k, phase, z));
  });
};

/** u v, or u^dagger v, of a vector that is asked for element by element when it is needed: few values wait in registers. */
export const timesVector = (
  k: Tracer,
  u: Matrix,
  v: (c: number) => Complex,
  form: 'plain' | 'dagger',
): ColourVector => {
  const sums = new Array<Complex | undefined>(u.length).fill(undefined);
  for (const b of range(u.length)) {
    const z = v(b);
    for (const a of range(u.length))
      sums[a] = cfma(k, form === 'plain' ? u[a]![b]! : conj(k, u[b]![a]!), z, sums[a]);
  }
  return sums as ColourVector;
};

/** u psi of every spin; added to `onto` where given. */
export const timesColour = (k: Tracer, u: Matrix, psi: Spinor, onto?: Spinor): Spinor => {
  const rows = u.map((row, a) =>
    psi.map((v, s) => {
      let sum = onto?.[s]?.[a];
      row.forEach((x, b) => {
        sum = cfma(k, x, v[b]!, sum);
      });
      return sum!;
    }),
  );
  return psi.map((_, s) => rows.map((row) => row[s]!));
};

/** u^dagger psi of every spin. */
export const timesAdjointColour = (k: Tracer, u: Matrix, psi: Spinor): Spinor => {
  const rows = u[0]!.map((_, a) =>
    psi.map((v) => {
      let sum: Complex | undefined;
      u.forEach((row, b) => {
        sum = cfma(k, conj(k, row[a]!), v[b]!, sum);
      });
      return sum!;
    }),
  );
  return psi.map((_, s) => rows.map((row) => row[s]!));
};

export const timesGamma5 = (k: Tracer, chirality: readonly Sign[], psi: Spinor): Spinor =>
  psi.map((v, s) => (chirality[s]! > 0 ? v : v.map((z) => ({ re: k.neg(z.re), im: k.neg(z.im) }))));
