/** The runs of a sweep side by side: what varies, how each ended, and what came of it. Test: test/unit/main/cli/sweep.test.ts. */
import type { SweepValue } from '../../../src-engine/api/spec/sweep.ts';
import type { RunResults } from '../../analysis/run-results.ts';
import { hasEstimate } from '../../analysis/summary.ts';
import type { RunSummary } from '../../workspace/workspace.ts';
import type { Style } from '../style.ts';
import { type Column, tableLines } from '../table.ts';

export interface SweptRun {
  readonly run: RunSummary;
  readonly values: readonly SweepValue[];
  readonly state: string;
  /** Undefined where it was not carried out. */
  readonly results: RunResults | undefined;
}

const MOST_COLUMNS = 5;

const formatted = (results: RunResults | undefined, name: string): string => {
  const trained = results?.training?.find((one) => one.name === name);
  if (trained !== undefined) return trained.formatted;
  const found = results?.observables.find((one) => one.name === name);
  return found !== undefined && hasEstimate(found) ? found.formatted : '';
};

/** In the order in which results are shown. */
const namesOf = (swept: readonly SweptRun[]): readonly string[] => [
  ...new Set(
    swept
      .flatMap(({ results }) => [...(results?.training ?? []), ...(results?.observables ?? [])])
      .map(({ name }) => name),
  ),
];

export const sweepLines = (group: string, swept: readonly SweptRun[], style: Style): readonly string[] => {
  const names = namesOf(swept).slice(0, MOST_COLUMNS);
  const columns: readonly Column[] = [
    { title: 'Run' },
    ...(swept[0]?.values ?? []).map(({ path }): Column => ({ title: path, align: 'right' })),
    { title: 'State' },
    ...names.map((title): Column => ({ title, align: 'right' })),
  ];
  const [header, ...rows] = tableLines(
    columns,
    swept.map(({ run, values, state, results }) => [
      run.id,
      ...values.map(({ text }) => text),
      state,
      ...names.map((name) => formatted(results, name)),
    ]),
  );
  const open = swept.filter(({ state }) => state === 'prepared' || state === 'stopped').length;
  return [
    `Group ${group}: ${swept.length} runs.`,
    style.strong(header!),
    ...rows,
    ...(open === 0 ? [] : [`${open} of them can go on: plaquette resume RUN`]),
  ];
};
