/** Compares the force of molecular dynamics with numerical derivatives of the action. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import type { LoopAction } from '../../src-engine/action/loop-action.ts';
import type { Flux } from '../../src-engine/action/twist.ts';
import {
  type GaugeField,
  getConfiguration,
  makeGaugeField,
  setConfiguration,
} from '../../src-engine/lattice/gauge-field.ts';
import type { Lattice } from '../../src-engine/lattice/lattice.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import type { MomentumField } from '../../src-engine/update/momenta.ts';
import { algebraBasis, algebraMatrixOf, algebraProduct, everySite, withRotatedLink } from './plain-gauge.ts';
import { randomField, uniforms } from './random-field.ts';

const STEP = 2e-3;

/** A term of the action as the check sees it. */
export interface ForceTerm {
  /** Called after every change of the links, where the term does not look for itself. */
  changed?(): void;
  value(): number;
  kick(momenta: MomentumField, eps: number): void;
}

export interface ForceCheckOptions {
  readonly links?: number;
  readonly seed?: number;
  readonly step?: number;
}

/**
 * Largest difference between the derivative of S along exp(e X) U, by differences of fourth order, and -<X, F>, over some links, one that crosses
 * the boundary in time among them, and all generators X; relative to the largest derivative met. Directions take turns: `links` of at
 * least as many as there are reach a loop that depends on one direction alone. The field is left as it was.
 */
export const termForceError = (
  field: GaugeField,
  term: ForceTerm,
  { links = 4, seed = 21, step = STEP }: ForceCheckOptions = {},
): number => {
  const { lattice, group } = field;
  const { dims } = lattice;
  const n = group.colours;
  const d = dims.length;
  const configuration = getConfiguration(field);
  const momenta = lattice.field(d * group.algebraComponents);
  term.changed?.();
  term.kick(momenta, 1);
  const force = lattice.read(momenta);

  const sites = everySite(dims);
  const next = uniforms(seed);
  let worst = 0;
  let largest = 0;
  for (let i = 0; i < links; i++) {
    // a link over the boundary in time is among them
    const site = i === 0 ? sites.length - 1 : Math.floor(next() * sites.length);
    const mu = (d - 1 + i) % d;
    const at = (site * d + mu) * n * n;
    const f = algebraMatrixOf(force.subarray(at, at + n * n), n);
    for (const generator of algebraBasis(n)) {
      const s = (eps: number): number => {
        setConfiguration(field, withRotatedLink(configuration, sites[site]!, mu, generator, eps));
        term.changed?.();
        return term.value();
      };
      const derivative = (s(-2 * step) - s(2 * step) + 8 * (s(step) - s(-step))) / (12 * step);
      worst = Math.max(worst, Math.abs(derivative + algebraProduct(generator, f, n)));
      largest = Math.max(largest, Math.abs(derivative));
    }
  }
  lattice.release(momenta);
  setConfiguration(field, configuration);
  term.changed?.();
  return worst / largest;
};

/** That of a loop action on random links. */
export const forceError = (
  lattice: Lattice,
  loops: LoopAction,
  { fluxes, ...options }: ForceCheckOptions & { fluxes?: readonly Flux[] } = {},
): number => {
  const field = makeGaugeField(lattice, loops.group);
  setConfiguration(field, randomField(lattice.dims, loops.group.colours, options.seed ?? 21));
  const error = termForceError(field, gaugeMonomial(new GaugeAction(lattice, loops, fluxes), field), options);
  lattice.release(field.links);
  return error;
};
