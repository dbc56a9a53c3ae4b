/**
 * Where averaging begins: one cut for all series of a chain, given, or detected (MSER, src-engine/statistics/thermalisation.ts) in
 * the plaquette; without a plaquette, the longest cut that any series asks for. Test: test/unit/main/analysis/cut.test.ts.
 */
import { detectThermalisation } from '../../src-engine/statistics/index.ts';
import type { History } from './history.ts';
import { showsEquilibrium } from './observables.ts';

export interface CommonCut {
  /** By the specification, by the user, found in the series, or not found: then nothing is left out. */
  readonly kind: 'specified' | 'asked' | 'detected' | 'none';
  /** Runs count updates; files, which may not tell updates, count samples. */
  readonly unit: 'updates' | 'samples';
  /** How many of them are left out at the start. */
  readonly length: number;
  /** Why what is left may not be in equilibrium; every average after this cut carries it. */
  readonly warning?: string;
}

const drifting =
  'The first half of the history still drifts, so averages may not be those of equilibrium. Run longer.';
const tooShort = 'The history is too short to show where equilibrium begins, so nothing is left out.';
const notFinite =
  'A number that is not finite hides where equilibrium begins, so nothing is left out as thermalisation.';

const guidesIn = (histories: readonly History[]): readonly History[] => {
  const plaquette = histories.find(({ name }) => name === 'plaquette');
  if (plaquette !== undefined) return [plaquette];
  const telling = histories.filter(({ name }) => showsEquilibrium(name));
  return telling.length > 0 ? telling : histories;
};

export const detectCut = (histories: readonly History[], unit: CommonCut['unit']): CommonCut => {
  let length = 0;
  let isSettled = true;
  let found = 0;
  let warning = tooShort;
  for (const { values, update } of guidesIn(histories)) {
    const thermalised = detectThermalisation(values);
    if (!thermalised.ok) {
      if (thermalised.error.code === 'statistics.notFinite') warning = notFinite;
      continue;
    }
    found++;
    const { cut, settled } = thermalised.value;
    const last = unit === 'updates' ? update?.[cut - 1] : undefined;
    length = Math.max(length, cut === 0 ? 0 : (last ?? cut));
    isSettled &&= settled;
  }
  if (found === 0) return { kind: 'none', unit, length: 0, warning };
  return { kind: 'detected', unit, length, ...(isSettled ? {} : { warning: drifting }) };
};

/** How many samples of a series the cut leaves out. */
export const samplesToDrop = ({ values, update }: History, { unit, length }: CommonCut): number => {
  if (unit === 'samples' || update === undefined) return Math.min(length, values.length);
  const first = update.findIndex((number) => number > length);
  return first < 0 ? values.length : first;
};
