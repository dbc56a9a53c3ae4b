/** Sea quarks on small lattices: their terms, and what those have to say about determinants that are known exactly. */
import type { DiracSpec, SeaQuarkSpec, SeaSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { DiracOperator } from '../../src-engine/dirac/dirac-operator.ts';
import { range } from '../../src-engine/kernel/complex.ts';
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import { type GaugeField, gaugeFieldOf, setConfiguration } from '../../src-engine/lattice/gauge-field.ts';
import { seaMonomials } from '../../src-engine/pseudofermion/sea-monomials.ts';
import type { Monomial } from '../../src-engine/update/monomial.ts';
import { logDeterminant } from './dense.ts';
import { denseDirac, operatorOn } from './dirac-lab.ts';
import { termForceError } from './force-check.ts';
import { newLattice } from './lattice.ts';
import { algebraBasis, everySite, withRotatedLink } from './plain-gauge.ts';
import { randomField, uniforms } from './random-field.ts';

type Bare<D> = D extends DiracSpec
  ? Omit<D, 'smearing' | 'boundary'> & Partial<Pick<D, 'smearing' | 'boundary'>>
  : never;

/** Antiperiodic in time, on thin links, solved to rounding, unless said otherwise. */
export const seaQuark = (dirac: Bare<DiracSpec>, sea: Partial<SeaSpec> = {}): SeaQuarkSpec => ({
  boundary: 'antiperiodic',
  smearing: 'none',
  level: [],
  tolerance: 1e-12,
  forceTolerance: 1e-12,
  maxIterations: 2000,
  guesses: 0,
  ...dirac,
  ...sea,
});

export const termsOf = (gauge: GaugeField, quark: SeaQuarkSpec, index = 0): Monomial[] =>
  unwrap(seaMonomials(gauge, quark, index)).map(({ monomial }) => monomial);

/** Every link turned by a random small angle. */
export const nearby = (c: GaugeConfiguration, angle: number, seed: number): GaugeConfiguration => {
  const next = uniforms(seed);
  const basis = algebraBasis(c.colours);
  let out = c;
  for (const x of everySite(c.dims))
    for (let mu = 0; mu < c.dims.length; mu++)
      for (const generator of basis) out = withRotatedLink(out, x, mu, generator, angle * (2 * next() - 1));
  return out;
};

/** log of the weight |det D|^flavours (staggered: det(D)^(tastes / 4 or 2), domain walls: over that of mass 1), from dense matrices. */
export const exactLogWeight = (gauge: GaugeField, quark: SeaQuarkSpec): number => {
  const logDet = (spec: DiracSpec): number => {
    const operator: DiracOperator = operatorOn(gauge, spec);
    const { modulus } = logDeterminant(denseDirac(operator));
    operator.release();
    return modulus;
  };
  switch (quark.operator) {
    case 'staggered':
      return ((quark.tastes ?? 4) / (gauge.lattice.dims.length === 2 ? 2 : 4)) * logDet(quark);
    case 'wilson':
    case 'wilson-clover':
      return (quark.flavours ?? 2) * logDet(quark);
    default:
      return (quark.flavours ?? 2) * (logDet(quark) - logDet({ ...quark, mass: 1 }));
  }
};

export interface WeightRatio {
  /** log of weight(to) / weight(from): by the terms' pseudofermions, and its error. */
  readonly found: number;
  readonly error: number;
  readonly exact: number;
}

/**
 * With pseudofermions drawn on links U, <exp(S(U) - S(U'))> = weight(U') / weight(U), the weight being the integral of exp(-S) over them: heat
 * bath, action and power of the determinant in one number. U' is the one of some neighbours of random links where the weight changes most.
 */
export const weightRatio = (
  dims: readonly number[],
  colours: number,
  quark: SeaQuarkSpec,
  draws = 400,
): WeightRatio => {
  const from = randomField(dims, colours, 4);
  const gauge = gaugeFieldOf(newLattice(dims), from);
  const before = exactLogWeight(gauge, quark);
  const candidates = range(6).map((seed) => {
    const links = nearby(from, 0.06, seed);
    setConfiguration(gauge, links);
    return { links, exact: exactLogWeight(gauge, quark) - before };
  });
  const { links: to, exact } = candidates.reduce((a, b) => (Math.abs(b.exact) > Math.abs(a.exact) ? b : a));

  const terms = termsOf(gauge, quark);
  const total = (value: (m: Monomial) => number): number => terms.reduce((sum, m) => sum + value(m), 0);
  const samples = range(draws).map((update) => {
    setConfiguration(gauge, from);
    for (const m of terms) m.refresh?.({ seed: 17, update });
    const start = total((m) => m.valueAtRefresh?.() ?? m.value());
    setConfiguration(gauge, to);
    return Math.exp(start - total((m) => m.value()));
  });
  const mean = samples.reduce((s, x) => s + x, 0) / draws;
  const variance = samples.reduce((s, x) => s + (x - mean) ** 2, 0) / (draws - 1);
  return { found: Math.log(mean), error: Math.sqrt(variance / draws) / mean, exact };
};

export interface TermCheck {
  readonly name: string;
  /** Of the force, relative (force-check.ts). */
  readonly force: number;
  /** The value by a solve against that known at the refresh, relative. */
  readonly value: number | undefined;
}

/** Force and value of every term of a quark on random links. */
export const checkTerms = (dims: readonly number[], colours: number, quark: SeaQuarkSpec): TermCheck[] => {
  const gauge = gaugeFieldOf(newLattice(dims), randomField(dims, colours, 31));
  return termsOf(gauge, quark).map((term) => {
    term.refresh?.({ seed: 3, update: 1 });
    const known = term.valueAtRefresh?.();
    return {
      name: term.name,
      value: known === undefined ? undefined : Math.abs(term.value() / known - 1),
      force: termForceError(gauge, term),
    };
  });
};
