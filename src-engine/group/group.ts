/**
 * The gauge groups: U(1) and SU(N), N = 2..8.
 *
 * Links are N x N complex matrices. Algebra elements are anti-Hermitian (traceless for SU(N)) and stored as N^2 reals: the N imaginary
 * diagonal parts, then (re, im) of the upper triangle row by row. Momenta are P = i p^a T^a with tr T^a T^b = delta_ab / 2 and kinetic
 * energy sum_a (p^a)^2 / 2 = -tr P^2; for U(1), T = 1 and the kinetic energy is p^2 / 2.
 */
export interface Group {
  readonly name: string;
  /** N */
  readonly colours: number;
  readonly special: boolean;
  /** Number of generators: 1 or N^2 - 1. */
  readonly dimension: number;
  /** Reals of a link. */
  readonly linkComponents: number;
  /** Reals of a stored algebra element. */
  readonly algebraComponents: number;
  /** k in the force dP/dtau = -k TA(U A) of an action S = -Re tr(U A): 1/2 for SU(N), 1 for U(1). */
  readonly forceFactor: number;
}

export const MAX_COLOURS = 8;

export const u1: Group = {
  name: 'U(1)',
  colours: 1,
  special: false,
  dimension: 1,
  linkComponents: 2,
  algebraComponents: 1,
  forceFactor: 1,
};

export const su = (n: number): Group => ({
  name: `SU(${n})`,
  colours: n,
  special: true,
  dimension: n * n - 1,
  linkComponents: 2 * n * n,
  algebraComponents: n * n,
  forceFactor: 0.5,
});

/** `U(1)` or `SU(2)` to `SU(8)`; undefined for anything else. */
export const parseGroup = (name: string): Group | undefined => {
  if (/^u\(1\)$/i.test(name)) return u1;
  const n = Number(/^su\((\d)\)$/i.exec(name)?.[1]);
  return n >= 2 && n <= MAX_COLOURS ? su(n) : undefined;
};

export const groupOfColours = (colours: number): Group => (colours === 1 ? u1 : su(colours));
