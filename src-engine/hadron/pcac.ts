/**
 * Quark mass of the axial Ward identity (PCAC), with the local current A = qbar g_t g5 q and density P = qbar g5 q, both not improved:
 *   m(t) = (1/4) (d_t + d_t^*) C_AP(t) / C_PP(t) = [C_AP(t+1) - C_AP(t-1)] / (4 C_PP(t)),
 * C_XP(t) = sum_x <X(x) P(0)^bar>. For domain walls also the residual mass, sum <J5q P^bar> / C_PP with J5q = |midpoint|^2.
 * The mean is over the middle half, T/4 <= t <= 3T/4. Test: test/unit/engine/hadron/pcac.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { gammaBasis, spinProduct } from '../dirac/gamma.ts';
import { mesonMatrices, spinTrace } from './mesons.ts';
import type { Propagator } from './propagator.ts';
import type { Quark } from './quark.ts';
import { spinGram } from './spin-gram.ts';

export interface PcacMass {
  readonly mean: number;
  /** At t = 1 .. T - 2. */
  readonly mass: readonly { readonly t: number; readonly value: number }[];
  readonly axial: readonly number[];
  readonly pseudoscalar: readonly number[];
  /** Domain walls: mean over the middle half. */
  readonly residualMass?: number;
}

/** fermion.unsupported: staggered quarks. */
export const checkPcac = ({ spins, spec }: Quark): Result<null> =>
  spins > 1
    ? ok(null)
    : fail(
        'fermion.unsupported',
        `The PCAC mass is not measured with ${spec.operator} quarks: their axial symmetry is exact, the mass is the parameter.`,
        'Leave it out, or choose another quark.',
      );

/** m(t) in units of 1/a, t counted from the source; for what checkPcac allows. */
export const pcacMass = (propagator: Propagator): PcacMass => {
  const gram = spinGram(propagator);
  const basis = gammaBasis(propagator.quark.gauge.lattice.dims.length);
  const { gamma5, gamma } = basis;
  const correlator = (sink: typeof gamma5): number[] => {
    const { a, b } = mesonMatrices(sink, gamma5, basis);
    return spinTrace(gram, a, b).map((x) => -x);
  };
  const axial = correlator(spinProduct(gamma.at(-1)!, gamma5));
  const pseudoscalar = correlator(gamma5);
  const extent = axial.length;
  const mass = axial.slice(1, -1).map((_, i) => ({
    t: i + 1,
    value: (axial[i + 2]! - axial[i]!) / (4 * pseudoscalar[i + 1]!),
  }));
  const inMiddle = (t: number): boolean => 4 * t >= extent && 4 * t <= 3 * extent;
  const mean = (values: readonly number[]): number => values.reduce((s, x) => s + x, 0) / values.length;
  const { midpoint, source } = propagator;
  return {
    mean: mean(mass.filter(({ t }) => inMiddle(t)).map(({ value }) => value)),
    mass,
    axial,
    pseudoscalar,
    ...(midpoint && {
      residualMass: mean(
        midpoint.map((x, t) => (source.weight * x) / pseudoscalar[t]!).filter((_, t) => inMiddle(t)),
      ),
    }),
  };
};
