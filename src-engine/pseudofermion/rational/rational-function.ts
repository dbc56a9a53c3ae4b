/** A rational function in partial fractions, r(x) = c_0 + sum_i c_i / (x + s_i), that stands for a power of x on an interval. */

/** x^(p/q) */
export interface RationalPower {
  readonly p: number;
  readonly q: number;
}

export interface RationalFunction {
  readonly power: RationalPower;
  readonly lower: number;
  readonly upper: number;
  /** Largest |r(x) / x^(p/q) - 1| on [lower, upper]. */
  readonly error: number;
  /** Where that error is reached, with alternating sign. */
  readonly extrema: readonly number[];
  readonly constant: number;
  /** Rising shifts, all positive. */
  readonly terms: readonly { readonly residue: number; readonly shift: number }[];
}

/** r(x), in double precision. */
export const valueAt = (
  { constant, terms }: Pick<RationalFunction, 'constant' | 'terms'>,
  x: number,
): number => terms.reduce((sum, { residue, shift }) => sum + residue / (x + shift), constant);
