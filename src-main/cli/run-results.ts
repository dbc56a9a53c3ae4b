/** The results of a run as a table for people and a document for scripts. */
import { ok, type Result } from '../../src-engine/base/result.ts';
import { formatEstimate, formatTauInt, formatWithError } from '../../src-engine/statistics/index.ts';
import { estimateRun, type ObservableResult, type RunResults } from '../run/run-results.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { tableLines } from './table.ts';
import { remarkLines } from './text/remark-lines.ts';

export interface PrintedResults {
  readonly text: readonly string[];
  readonly document: RunResults;
}

/** A pull beyond this is worth a look. */
const UNUSUAL_PULL = 3;

const referenceText = ({ reference }: ObservableResult): string => {
  if (reference === undefined) return '';
  const value =
    reference.error > 0 ? formatWithError(reference.value, reference.error) : String(reference.value);
  const verdict = Math.abs(reference.pull) <= UNUSUAL_PULL ? 'agrees' : 'differs';
  return `${value} ${verdict} (${reference.pull >= 0 ? '+' : ''}${reference.pull.toFixed(1)} sigma)`;
};

const cutText = ({ cutUpdate, cutKind }: RunResults): string => {
  if (cutKind === 'none' || cutUpdate === 0) return 'No update was left out as thermalisation.';
  return `The first ${cutUpdate} updates are left out as thermalisation (${cutKind === 'given' ? 'as the specification says' : 'detected'}).`;
};

export const printResults = (results: RunResults): PrintedResults => {
  const { observables, tooShort } = results;
  const compared = observables.some((o) => o.reference !== undefined);
  const rows = observables.map((o) => [
    o.name,
    formatEstimate(o.estimate),
    formatTauInt(o.estimate),
    String(o.estimate.samples),
    ...(compared ? [referenceText(o)] : []),
  ]);
  const columns = [
    { title: 'observable' },
    { title: 'mean(error)', align: 'right' as const },
    { title: 'tau_int', align: 'right' as const },
    { title: 'samples', align: 'right' as const },
    ...(compared ? [{ title: 'accepted value' }] : []),
  ];
  const text =
    rows.length === 0
      ? ['There is nothing to average yet.']
      : [...tableLines(columns, rows), cutText(results)];
  const remarks = [
    ...observables.map(({ name, estimate }) => ({ name, remarks: estimate.warnings })),
    ...tooShort.map(({ name, reason }) => ({ name, remarks: [reason] })),
  ];
  return { text: [...text, ...remarkLines(remarks)], document: results };
};

export const runResults = async (workspace: Workspace, id: string): Promise<Result<PrintedResults>> => {
  const results = await estimateRun(workspace, id);
  return results.ok ? ok(printResults(results.value)) : results;
};
