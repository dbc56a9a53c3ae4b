/**
 * A sweep of an algorithm that changes single links: direction by direction, over sets of links that do not see each other's change.
 * Random numbers depend on (seed, update, stage, mu, site) only, so the chain is the same for any number of threads.
 * Test: test/unit/engine/update/link-sweep.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { conflicts, isLinear } from '../action/loop-action.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import { colourSites } from '../lattice/colouring.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { SiteList } from '../lattice/lattice.ts';
import { streamParams } from '../random/stream.ts';
import { type DirectionUpdate, directionUpdate, type LinkAlgorithm } from './link-kernel.ts';

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
  stapleLimit?: number,
): Result<LinkUpdate> => {
  const { lattice } = field;
  const allowed = refusal(action, field, algorithm.name);
  if (!allowed.ok) return allowed;

  const lists = new Map<string, SiteList[]>();
  const directions = lattice.dims.map((_, mu): { run: DirectionUpdate; lists: readonly SiteList[] } => {
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
    return { run: directionUpdate(action, field, algorithm, mu, stapleLimit), lists: known };
  });

  return ok({
    name: algorithm.name,
    sweep: ({ seed, update, stage = 0 }) => {
      let refused = 0;
      directions.forEach(({ run, lists: colours }, mu) => {
        const uparams = algorithm.random
          ? streamParams({ seed, purpose: algorithm.purpose, update, stage: stage * STAGES_PER_SWEEP + mu })
          : [];
        for (const sites of colours) refused += run(sites, uparams);
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

/** Number of SU(2) elements per link; U(1) has one angle. */
export const factorsPerLink = (group: Group): number =>
  group.special ? (group.colours * (group.colours - 1)) / 2 : 1;
