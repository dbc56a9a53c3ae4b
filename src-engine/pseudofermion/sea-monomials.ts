/**
 * The terms of molecular dynamics that make up the determinant of one [[fermion]] section:
 *   two flavours (one staggered field)   quark1, one pseudofermion
 *   with Hasenbusch's masses             quark1 = (A / (A + mu_1^2)), quark1.heavy1 = ((A + mu_1^2) / (A + mu_2^2)), .., (A + mu_n^2)
 *   more flavours                        quark1, quark1.copy1, .., and the odd one or a root of a staggered field as quark1.root (rational/)
 *   domain walls                         each divided by its Pauli-Villars field
 *   clover                               quark1.clover, the determinant of its site-diagonal part
 * Test: test/unit/engine/pseudofermion/sea-monomials.test.ts.
 */
import { determinantPower } from '../api/spec/determinant-power.ts';
import type { DiracSpec, SeaQuarkSpec } from '../api/spec/dirac-spec.ts';
import { MIXED_FROM } from '../api/spec/limits.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import { makeDirac } from '../dirac/make-dirac.ts';
import { range } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Monomial } from '../update/monomial.ts';
import { logDeterminant } from './log-determinant.ts';
import { pauliVillars } from './pauli-villars.ts';
import { massRatio } from './ratio.ts';
import { rationalMonomial } from './rational/rational-monomial.ts';
import { type PseudofermionOptions, twoFlavour } from './two-flavour.ts';

export interface SeaTerm {
  readonly monomial: Monomial;
  /** Of the integrator; 0 is the outermost. */
  readonly level: number;
}

/** Stages of random numbers that one quark's pseudofermions have for themselves. */
const STAGES = 64;

const isFiveDimensional = (quark: DiracSpec): quark is Extract<DiracSpec, { ls: number }> =>
  quark.operator === 'domain-wall' || quark.operator === 'moebius';

/** What cannot be done, in the user's words. */
const refusal = (quark: SeaQuarkSpec, power: number, operator: DiracOperator): Result<undefined> => {
  const masses = quark.hasenbusch ?? [];
  if (
    masses.length > 0 &&
    (power !== 1 || operator.normal.hermitian === undefined || isFiveDimensional(quark))
  )
    return fail(
      'fermion.unsupported',
      `Hasenbusch masses split the determinant of two flavours of Wilson or clover quarks, not this one of ${quark.operator} quarks.`,
      'Leave hasenbusch empty, or choose two flavours of Wilson or clover quarks.',
    );
  if (isFiveDimensional(quark) && !Number.isInteger(power))
    return fail(
      'fermion.unsupported',
      `An odd number of ${quark.operator} flavours (${2 * power}) needs a root of two determinants, which is not there.`,
      'Choose an even number of flavours.',
      { flavours: 2 * power },
    );
  return ok(undefined);
};

/** `index` is the number of the quark in the run, from 0. fermion.unsupported: Hasenbusch masses or flavours that cannot be (`refusal`), errors of makeDirac and rationalMonomial. */
export const seaMonomials = (
  gauge: GaugeField,
  quark: SeaQuarkSpec,
  index: number,
): Result<readonly SeaTerm[]> => {
  const made = makeDirac(gauge, quark);
  if (!made.ok) return made;
  const operator = made.value;
  const power = determinantPower(quark, gauge.lattice.dims.length);
  const refused = refusal(quark, power, operator);
  if (!refused.ok) return refused;

  // a root alone is solved in double precision
  const mixed = gauge.lattice.volume >= MIXED_FROM && power >= 1;
  // solves follow a refresh of the operator, whose links need not be smeared twice
  const inside = mixed
    ? makeDirac(operator.smeared, { ...quark, smearing: 'none' }, { precision: 'f32' })
    : undefined;
  if (inside?.ok === false) return inside;
  const coarse = inside?.value;

  const name = `quark${index + 1}`;
  const terms: SeaTerm[] = [];
  const levelOf = (i: number): number => quark.level[i] ?? 0;
  const options = (suffix: string): PseudofermionOptions => ({
    name: terms.length === 0 ? name : `${name}.${suffix}`,
    stage: index * STAGES + terms.length,
    tolerance: quark.tolerance,
    forceTolerance: quark.forceTolerance,
    maxIterations: quark.maxIterations,
    guesses: quark.guesses,
    coarse,
  });
  const add = (monomial: Monomial, level: number): void => {
    terms.push({ monomial, level });
  };

  let heavy: DiracOperator | undefined;
  if (isFiveDimensional(quark)) {
    const other = makeDirac(gauge, { ...quark, mass: 1 });
    if (!other.ok) return other;
    heavy = other.value;
  }
  const masses = [0, ...(quark.hasenbusch ?? [])];
  if (masses.length > 1) {
    masses.forEach((mu, i) => {
      const next = masses[i + 1];
      const own = options(`heavy${i}`);
      add(
        next === undefined ? twoFlavour(operator, mu, own) : massRatio(operator, mu, next, own),
        levelOf(i),
      );
    });
  } else {
    for (const i of range(Math.floor(power))) {
      const own = options(`copy${i}`);
      add(heavy ? pauliVillars(operator, heavy, own) : twoFlavour(operator, 0, own), levelOf(0));
    }
    const rest = power - Math.floor(power);
    if (rest > 0) {
      const root = rationalMonomial({ ...options('root'), operator, power: rest });
      if (!root.ok) return root;
      add(root.value, levelOf(0));
    }
  }
  const determinant = logDeterminant(operator, 2 * power, `${name}.clover`);
  if (determinant) add(determinant, levelOf(masses.length - 1));
  return ok(terms);
};
