/**
 * What every update of single links shares: one kernel per direction, launched over sets of links that do not see each other's change.
 *
 * At each link the kernel hands X = U_mu(x) A to the algorithm, S = -Re tr X + terms without the link (gauge-action.ts), and gets back
 * U' . Random numbers depend on (seed, update, stage, mu, site) only, so the chain is the same for any number of threads.
 * `repair` puts each new link back on the group (reunitarise.ts). Tests: test/unit/engine/update/*.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { conflicts, isLinear } from '../action/loop-action.ts';
import { loadLink } from '../action/path-product.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import { reunitarise } from '../group/reunitarise.ts';
import { type Matrix, mmul, storeMatrix } from '../kernel/complex.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import { colourSites } from '../lattice/colouring.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Kernel, SiteList } from '../lattice/lattice.ts';
import { type KernelStream, openStream, type Purpose, streamParams } from '../random/stream.ts';

/** Which sweep: its random numbers are a function of this and of the link. */
export interface SweepAddress {
  readonly seed: number;
  readonly update: number;
  /** Number of the sweep within the update, 0 when absent, below 2^14. */
  readonly stage?: number;
}

export interface SweepStats {
  /** Changes tried: SU(2) elements drawn for the subgroups of all links. */
  readonly attempts: number;
  /** Of those, changes that failed (heat bath: every trial refused) or were rejected (Metropolis), so that the link stayed. */
  readonly refused: number;
  /** 1 - refused/attempts */
  readonly acceptance: number;
}

export interface LinkUpdate {
  readonly name: string;
  sweep(at: SweepAddress): SweepStats;
  /** Frees the site lists. */
  dispose(): void;
}

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

/** Stages of the random stream that a sweep uses: one for each direction. */
const STAGES_PER_SWEEP = 4;

/** Why single-link updates cannot run, if so. */
const refusal = (action: GaugeAction, field: GaugeField, name: string): Result<undefined> => {
  const { dims, layout } = field.lattice;
  if (layout.precision !== 'f64') {
    return fail('spec.conflict', `${name} needs links in double precision.`, 'Use an f64 lattice.');
  }
  if (!isLinear(action.loops, dims)) {
    return fail(
      'spec.conflict',
      `${name} needs an action that is linear in every link, but on a ${dims.join(' x ')} lattice a loop of this action passes a link twice.`,
      'Use hmc, or a larger lattice, or shorter loops.',
    );
  }
  return ok(undefined);
};

export const linkSweep = (
  action: GaugeAction,
  field: GaugeField,
  algorithm: LinkAlgorithm,
): Result<LinkUpdate> => {
  const { lattice, links } = field;
  const allowed = refusal(action, field, algorithm.name);
  if (!allowed.ok) return allowed;

  const lists = new Map<string, SiteList[]>();
  const directions = lattice.dims.map((_, mu): { kernel: Kernel; lists: readonly SiteList[] } => {
    const colouring = colourSites(
      lattice.dims,
      conflicts(action.loops, mu),
      lattice.layout.splitDimensions[0],
    );
    let known = lists.get(colouring.key);
    if (known === undefined) {
      const sites = Array.from({ length: colouring.colours }, (): number[] => []);
      colouring.of.forEach((c, site) => {
        sites[c]!.push(site);
      });
      known = sites.map((s) => lattice.siteList(s));
      lists.set(colouring.key, known);
    }
    return { kernel: directionKernel(action, field, algorithm, mu), lists: known };
  });

  return ok({
    name: algorithm.name,
    sweep: ({ seed, update, stage = 0 }) => {
      let refused = 0;
      directions.forEach(({ kernel, lists: colours }, mu) => {
        const options = {
          params: [...action.params(), ...algorithm.params],
          uparams: algorithm.random
            ? streamParams({ seed, purpose: algorithm.purpose, update, stage: stage * STAGES_PER_SWEEP + mu })
            : [],
        };
        for (const sites of colours) refused += kernel(action.fields(links), { ...options, sites })[0] ?? 0;
      });
      const attempts = algorithm.attemptsPerLink * lattice.volume * lattice.dims.length;
      return { attempts, refused, acceptance: 1 - refused / attempts };
    },
    dispose: () => {
      for (const list of lists.values()) for (const { address } of list) lattice.device.release(address);
      lists.clear();
    },
  });
};

const directionKernel = (
  action: GaugeAction,
  { lattice, group }: GaugeField,
  algorithm: LinkAlgorithm,
  mu: number,
): Kernel =>
  lattice.kernel(`${algorithm.name} ${algorithm.key} ${mu} ${action.key}`, (k) => {
    const args = action.declare(k);
    const params = algorithm.params.map(() => k.param());
    const stream = algorithm.random ? openStream(k) : undefined;
    const old = loadLink(k, args.u, k.here, mu);
    const x = mmul(k, old, action.staple(k, args, mu));
    const { link, refused } = algorithm.step(k, { link: old, x }, stream, params);
    storeMatrix(k, args.u.field, mu * group.linkComponents, reunitarise(k, link, group));
    if (refused !== undefined) k.reduce(refused);
  });

/** Number of SU(2) elements per link; U(1) has one angle. */
export const factorsPerLink = (group: Group): number =>
  group.special ? (group.colours * (group.colours - 1)) / 2 : 1;
