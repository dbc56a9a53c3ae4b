/**
 * Correlators and eigenvalues of a run from its workspace: reads no other series than they need. The last correlator is kept until the run
 * has more rows, so that a range which is dragged costs fits alone. Test: test/unit/main/engine-host/correlator-calls.test.ts.
 */
import { seriesOfCorrelator } from '../../src-engine/api/series/correlator-name.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { EigenvalueSpectrum } from '../contract/index.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Correlator, correlatorOf, namedCorrelator } from './correlators.ts';
import type { CommonCut } from './cut.ts';
import { readHistories } from './history.ts';
import { readCommonCut } from './run-results.ts';
import { eigenvalueNames, spectrumOf } from './spectrum.ts';

const cutOf = (workspace: Workspace, run: string, asked: number | null): Promise<Result<CommonCut>> =>
  asked === null
    ? readCommonCut(workspace, run)
    : Promise.resolve(ok({ kind: 'asked', unit: 'updates', length: asked }));

export interface ReadCorrelator {
  readonly correlator: Correlator;
  readonly cut: CommonCut;
}

/** By workspace; what it was made of, and the correlator. */
const kept = new WeakMap<Workspace, { readonly made: string; readonly correlator: Correlator }>();

export const readCorrelator = async (
  workspace: Workspace,
  run: string,
  name: string,
  asked: number | null,
): Promise<Result<ReadCorrelator>> => {
  const names = await workspace.seriesNames(run);
  if (!names.ok) return names;
  const named = namedCorrelator(names.value, name);
  if (!named.ok) return named;
  const cut = await cutOf(workspace, run, asked);
  if (!cut.ok) return cut;
  const summary = await workspace.getRun(run);
  if (!summary.ok) return summary;
  const { lastUpdate, segment } = summary.value;
  const made = JSON.stringify([run, named.value, cut.value, lastUpdate, segment]);
  const known = kept.get(workspace);
  if (known?.made === made) return ok({ correlator: known.correlator, cut: cut.value });
  const histories = await readHistories(workspace, run, seriesOfCorrelator(named.value));
  if (!histories.ok) return histories;
  const correlator = correlatorOf(named.value, histories.value, cut.value);
  if (!correlator.ok) return correlator;
  kept.set(workspace, { made, correlator: correlator.value });
  return ok({ correlator: correlator.value, cut: cut.value });
};

export const readSpectrum = async (
  workspace: Workspace,
  run: string,
  asked: number | null,
): Promise<Result<EigenvalueSpectrum>> => {
  const names = await workspace.seriesNames(run);
  if (!names.ok) return names;
  const cut = await cutOf(workspace, run, asked);
  if (!cut.ok) return cut;
  const histories = await readHistories(workspace, run, eigenvalueNames(names.value));
  return histories.ok ? spectrumOf(histories.value, cut.value) : histories;
};
