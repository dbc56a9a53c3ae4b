/**
 * What one independent sample of a run costs: 2 tau_int (in samples) x updates per sample x seconds per update. tau_int is that of the
 * plaquette, or of the slowest observable where no plaquette was measured. Test: test/unit/main/analysis/chain-analysis.test.ts.
 */
import type { EstimateFacts } from '../contract/index.ts';
import { samplesToDrop } from './cut.ts';
import type { RunReport } from './estimate-facts.ts';
import type { History } from './history.ts';

export interface SampleCost {
  readonly secondsPerUpdate: number | null;
  readonly secondsPerIndependentSample: number | null;
  readonly error: number | null;
}

const tauOf = (results: readonly EstimateFacts[]): EstimateFacts | undefined => {
  const known = results.filter(({ tauInt }) => tauInt !== null);
  const slowest = [...known].sort((a, b) => b.tauInt! - a.tauInt!)[0];
  return known.find(({ name }) => name === 'plaquette') ?? slowest;
};

/** Updates from one sample of a series to the next. */
export const updatesPerSample = ({ update }: Pick<History, 'update'>): number =>
  update === undefined || update.length < 2 ? 1 : (update.at(-1)! - update[0]!) / (update.length - 1);

export const sampleCost = (
  histories: readonly History[],
  { cut, results }: Pick<RunReport, 'cut' | 'results'>,
): SampleCost => {
  const clock = histories.find(({ name }) => name === 'seconds');
  const used = clock?.values.subarray(samplesToDrop(clock, cut)) ?? new Float64Array(0);
  if (used.length === 0) return { secondsPerUpdate: null, secondsPerIndependentSample: null, error: null };
  const mean = used.reduce((sum, value) => sum + value, 0) / used.length;
  const squares = used.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const meanError = Math.sqrt(squares / used.length / used.length);
  const slow = tauOf(results);
  const measured = slow && histories.find(({ name }) => name === slow.name);
  if (slow === undefined || measured === undefined)
    return { secondsPerUpdate: mean, secondsPerIndependentSample: null, error: null };
  const cost = 2 * slow.tauInt! * updatesPerSample(measured) * mean;
  const relative = Math.hypot(slow.tauIntError! / slow.tauInt!, meanError / mean);
  return { secondsPerUpdate: mean, secondsPerIndependentSample: cost, error: cost * relative };
};
