/**
 * The kernels of an update of single links, one for each direction. At a link the algorithm is handed X = U_mu(x) A, with S = -Re tr X + terms
 * without the link (gauge-action.ts), and returns the new link, which is put back on the group (group/reunitarise.ts).
 * The staple A is computed in the same kernel, or, where it is too large (improved actions of SU(8)), added up in a field beforehand.
 * Test: test/unit/engine/update/link-sweep.test.ts.
 */
import { actionParts } from '../action/action-parts.ts';
import type { GaugeAction } from '../action/gauge-action.ts';
import { declareLinks, type LinkField, loadLink } from '../action/path-product.ts';
import type { Group } from '../group/group.ts';
import { reunitarise } from '../group/reunitarise.ts';
import { loadMatrix, type Matrix, madd, mmul, storeMatrix } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { SiteList } from '../lattice/lattice.ts';
import { type KernelStream, openStream, type Purpose } from '../random/stream.ts';

/** A link and U A. */
export interface LinkState {
  readonly link: Matrix;
  readonly x: Matrix;
}

/** The new link, and the number of changes that did not happen. */
export interface LinkStep {
  readonly link: Matrix;
  readonly refused?: Real;
}

export interface LinkAlgorithm {
  readonly name: string;
  /** Everything the traced code depends on besides action and group. */
  readonly key: string;
  readonly purpose: Purpose;
  /** Random numbers are asked for. */
  readonly random: boolean;
  readonly params: readonly number[];
  readonly attemptsPerLink: number;
  /** Traces the change of one link. */
  step(k: Tracer, state: LinkState, stream: KernelStream | undefined, params: readonly Real[]): LinkStep;
}

/** Multiplications of one direction's staples that fit into a kernel together with the update itself. */
const STAPLE_LIMIT = 60_000;

/** Runs the update of direction `mu` on some sites and returns how many changes were refused. */
export type DirectionUpdate = (sites: SiteList, uparams: readonly number[]) => number;

export const directionUpdate = (
  action: GaugeAction,
  field: GaugeField,
  algorithm: LinkAlgorithm,
  mu: number,
  stapleLimit = STAPLE_LIMIT,
): DirectionUpdate => {
  const parts = actionParts(action, stapleLimit * field.lattice.dims.length);
  return parts.length === 1
    ? fusedUpdate(action, field, algorithm, mu)
    : stagedUpdate(parts, field, algorithm, mu);
};

const fusedUpdate = (
  action: GaugeAction,
  { lattice, group, links }: GaugeField,
  algorithm: LinkAlgorithm,
  mu: number,
): DirectionUpdate => {
  const kernel = lattice.kernel(`${algorithm.name} ${algorithm.key} ${mu} ${action.key}`, (k) => {
    const args = action.declare(k);
    const staple = (): Matrix => action.staple(k, args, mu);
    traceStep(k, group, algorithm, args.u, mu, staple);
  });
  return (sites, uparams) =>
    kernel(action.fields(links), { params: [...action.params(), ...algorithm.params], uparams, sites })[0] ??
    0;
};

/** Staples that are too large for one kernel are added up in a field first. */
const stagedUpdate = (
  parts: readonly GaugeAction[],
  { lattice, group, links }: GaugeField,
  algorithm: LinkAlgorithm,
  mu: number,
): DirectionUpdate => {
  const size = group.linkComponents;
  const sums = parts.map((part, i) =>
    lattice.kernel(`staple ${i === 0} ${mu} ${part.key}`, (k) => {
      const sum = k.field('staples', size);
      const added = part.staple(k, part.declare(k), mu);
      storeMatrix(k, sum, 0, i === 0 ? added : madd(k, loadMatrix(k, sum, k.here, 0, group.colours), added));
    }),
  );
  const kernel = lattice.kernel(`${algorithm.name} ${algorithm.key} ${mu} ${group.name} staged`, (k) => {
    const u = declareLinks(k, 'links', group.colours);
    const staples = k.field('staples', size);
    traceStep(k, group, algorithm, u, mu, () => loadMatrix(k, staples, k.here, 0, group.colours));
  });
  return (sites, uparams) => {
    const staples = lattice.field(size);
    parts.forEach((part, i) => {
      sums[i]!([staples, ...part.fields(links)], { params: part.params(), sites });
    });
    const refused = kernel([links, staples], { params: algorithm.params, uparams, sites })[0] ?? 0;
    lattice.release(staples);
    return refused;
  };
};

const traceStep = (
  k: Tracer,
  group: Group,
  algorithm: LinkAlgorithm,
  u: LinkField,
  mu: number,
  staple: () => Matrix,
): void => {
  const params = algorithm.params.map(() => k.param());
  const stream = algorithm.random ? openStream(k) : undefined;
  const old = loadLink(k, u, k.here, mu);
  const x = mmul(k, old, staple());
  const { link, refused } = algorithm.step(k, { link: old, x }, stream, params);
  storeMatrix(k, u.field, mu * group.linkComponents, reunitarise(k, link, group));
  if (refused !== undefined) k.reduce(refused);
};
