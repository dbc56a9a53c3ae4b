/** Compares the force of molecular dynamics with numerical derivatives of the action. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import type { LoopAction } from '../../src-engine/action/loop-action.ts';
import type { Flux } from '../../src-engine/action/twist.ts';
import { makeGaugeField, setConfiguration } from '../../src-engine/lattice/gauge-field.ts';
import type { Lattice } from '../../src-engine/lattice/lattice.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { algebraBasis, algebraMatrixOf, algebraProduct, everySite, withRotatedLink } from './plain-gauge.ts';
import { randomField, uniforms } from './random-field.ts';

const STEP = 2e-3;

/**
 * Largest difference between the derivative of S along exp(e X) U, by differences of fourth order, and -<X, F>, over some links and all
 * generators X; relative to the largest derivative met.
 */
export const forceError = (
  lattice: Lattice,
  loops: LoopAction,
  options: { fluxes?: readonly Flux[]; links?: number; seed?: number } = {},
): number => {
  const { group } = loops;
  const { dims } = lattice;
  const n = group.colours;
  const d = dims.length;
  const seed = options.seed ?? 21;
  const field = makeGaugeField(lattice, group);
  const action = new GaugeAction(lattice, loops, options.fluxes);
  const configuration = randomField(dims, n, seed);
  setConfiguration(field, configuration);

  const momenta = lattice.field(d * group.algebraComponents);
  const monomial = gaugeMonomial(action, field);
  monomial.kick(momenta, 1);
  const force = lattice.read(momenta);

  const sites = everySite(dims);
  const next = uniforms(seed);
  let worst = 0;
  let largest = 0;
  for (let i = 0; i < (options.links ?? 4); i++) {
    const site = Math.floor(next() * sites.length);
    const mu = i % d;
    const at = (site * d + mu) * n * n;
    const f = algebraMatrixOf(force.subarray(at, at + n * n), n);
    for (const generator of algebraBasis(n)) {
      const s = (eps: number): number => {
        setConfiguration(field, withRotatedLink(configuration, sites[site]!, mu, generator, eps));
        return monomial.value();
      };
      const derivative = (s(-2 * STEP) - s(2 * STEP) + 8 * (s(STEP) - s(-STEP))) / (12 * STEP);
      worst = Math.max(worst, Math.abs(derivative + algebraProduct(generator, f, n)));
      largest = Math.max(largest, Math.abs(derivative));
    }
  }
  lattice.release(momenta);
  lattice.release(field.links);
  return worst / largest;
};
