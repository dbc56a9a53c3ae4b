/**
 * What is averaged: the measured series without those about the machine, and what follows from them sample by sample.
 *
 *   topological-charge[.X]  ->  topological-charge-squared[.X], Q^2 (also flow.topological-charge)
 *   delta-h                 ->  exp-minus-delta-h, whose mean is 1 in equilibrium
 *   accepted                ->  acceptance (the same series)
 *
 * Correlators are shown as a whole (correlators.ts), not time by time. delta-h.2, accepted.2 are those of a second update algorithm in a list. Test: test/unit/main/analysis/observables.test.ts.
 */
import { isOneOfManyTimes } from '../../src-engine/api/series/correlator-name.ts';
import type { History } from './history.ts';

export interface Observable extends History {
  /** Of an acceptance: the energy violations of the same trajectories, which predict it. */
  readonly deltaH?: History;
}

/** About the machine, about rounding, parts of dH and replicas that are not measured: averaged only when asked for. */
const bookkeeping =
  /^((seconds|unitarity|reversibility)(\.\d+)?|seconds\.solver|solver\.residual|delta-h\.[a-z].*|.+\.replica\d+)$/;
const isAside = (name: string): boolean => bookkeeping.test(name) || isOneOfManyTimes(name);
const accepted = /^accepted(\.\d+)?$/;
const deltaH = /^delta-h(\.\d+)?$/;
const charge = /^((?:flow\.)?topological-charge)(\..+)?$/;

/** About updates, not about the field. */
const ofUpdates = /^(accepted|acceptance|delta-h|swap-acceptance|walker|round-trip)\b/;

/** Whether a series shows where equilibrium begins. */
export const showsEquilibrium = (name: string): boolean => !isAside(name) && !ofUpdates.test(name);

const nameOfDerived = (name: string): string | undefined => {
  const [, kind, which = ''] = charge.exec(name) ?? [];
  if (kind !== undefined) return `${kind}-squared${which}`;
  if (deltaH.test(name)) return `exp-minus-${name}`;
  return accepted.test(name) ? name.replace('accepted', 'acceptance') : undefined;
};

const derivedFrom = (history: History, histories: readonly History[]): readonly Observable[] => {
  const { name, values } = history;
  const derived = nameOfDerived(name);
  // a series of that name was measured (Metropolis records its acceptance)
  if (derived === undefined || histories.some((other) => other.name === derived)) return [];
  if (charge.test(name)) return [{ ...history, name: derived, values: values.map((q) => q * q) }];
  if (deltaH.test(name)) return [{ ...history, name: derived, values: values.map((dh) => Math.exp(-dh)) }];
  const predicting = histories.find((other) => other.name === name.replace('accepted', 'delta-h'));
  return [{ ...history, name: derived, ...(predicting === undefined ? {} : { deltaH: predicting }) }];
};

/** Every series that can be averaged: each measured one, followed by what is derived from it. */
export const allObservables = (histories: readonly History[]): readonly Observable[] =>
  histories.flatMap((history) => [history, ...derivedFrom(history, histories)]);

/** Those that a table of results shows. */
export const shownObservables = (histories: readonly History[]): readonly Observable[] =>
  allObservables(histories).filter(
    ({ name, values }, k, all) => !isAside(name) && !(accepted.test(name) && all[k + 1]?.values === values),
  );
