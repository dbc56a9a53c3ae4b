/**
 * Names such as `tau_int`, `beta`, `delta_H` or `t_0` taken apart for typesetting: Greek letters by name, one subscript after `_`, one
 * superscript after `^`. Subscripts of several letters are words and stand upright. Test: test/unit/renderer/ui/math-parts.test.ts.
 */
export interface MathParts {
  readonly base: string;
  /** Words and numbers stand upright, single letters are slanted. */
  readonly baseUpright: boolean;
  readonly sub: string | null;
  readonly subUpright: boolean;
  readonly sup: string | null;
}

const greek: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  Delta: 'Δ',
  epsilon: 'ε',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  theta: 'θ',
  phi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
};

const letters = (text: string): string => text.replace(/[A-Za-z]+/g, (word) => greek[word] ?? word);
const upright = (text: string): boolean => !/^[A-Za-zα-ωΔ]′?$/.test(text);

export const mathParts = (source: string): MathParts => {
  const match = /^([^_^]+)(?:_([^^]+))?(?:\^(.+))?$/.exec(source);
  if (match === null) return { base: source, baseUpright: true, sub: null, subUpright: true, sup: null };
  const [, base = '', sub, sup] = match;
  const shown = letters(base);
  return {
    base: shown,
    baseUpright: upright(shown) && !/[α-ωΔ]/.test(shown),
    sub: sub === undefined ? null : letters(sub),
    subUpright: sub === undefined || upright(letters(sub)),
    sup: sup === undefined ? null : letters(sup),
  };
};
