/** What a race reads of one of its runs: the series that matter, when it was started, what processors did, and what its sampler is. */
import { describeAlgorithms } from '../../src-engine/api/spec/describe.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { operationsPerUpdate } from '../../src-engine/run/operation-count.ts';
import { readHistories } from '../analysis/history.ts';
import { WAITS } from '../analysis/independence-cut.ts';
import { allObservables, showsEquilibrium } from '../analysis/observables.ts';
import type { RaceGoal } from '../contract/index.ts';
import { storyOf } from '../run/run-story.ts';
import { readSpecOf } from '../run/spec-of-run.ts';
import type { LogRecord } from '../storage/record-line.ts';
import { numberField, textField } from '../workspace/record-fields.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { LaneFacts } from './lane-report.ts';
import { type ModelFinder, trainingCost } from './training-cost.ts';

const empty = new Float64Array(0);
const charge = /^(flow\.)?topological-charge(\..+)?$/;

/** Names of the observables that a series gives. */
const givenBy = (name: string): readonly string[] =>
  allObservables([{ name, values: empty }]).map((one) => one.name);

/** Every observable that series of these names give. */
export const observableNames = (series: readonly string[]): readonly string[] => series.flatMap(givenBy);

/** The series needed, without reading the others: the goals', the charge, those that the cut is found in, and the clock. */
const neededOf = (names: readonly string[], goals: readonly RaceGoal[]): readonly string[] => {
  const wanted = new Set(goals.map(({ name }) => name));
  const isGoal = (name: string): boolean => givenBy(name).some((given) => wanted.has(given));
  const isGuide = names.includes('plaquette') ? (name: string) => name === 'plaquette' : showsEquilibrium;
  const isNeeded = (name: string): boolean =>
    name === 'seconds' || name === WAITS || isGuide(name) || charge.test(name) || isGoal(name);
  return names.filter(isNeeded);
};

/** Entered in the log at the end of each start of a run whose processors are watched (run/carry-out-run.ts). */
const watchedIn = (records: readonly LogRecord[]): LaneFacts['watched'] => {
  const costs = records.filter((record) => textField(record, 'event') === 'cost');
  if (costs.length === 0) return null;
  const total = (name: string): number =>
    costs.reduce((sum, record) => sum + (numberField(record, name) ?? 0), 0);
  return { elapsed: total('seconds'), processor: total('processorSeconds') };
};

export interface LaneSource {
  readonly workspace: Workspace;
  readonly model: ModelFinder;
}

export const readLane = async (
  { workspace, model }: LaneSource,
  run: string,
  goals: readonly RaceGoal[],
): Promise<Result<LaneFacts>> => {
  const summary = await workspace.getRun(run);
  if (!summary.ok) return summary;
  const spec = await readSpecOf(workspace, run);
  if (!spec.ok) return spec;
  const names = await workspace.seriesNames(run);
  if (!names.ok) return names;
  const histories = await readHistories(workspace, run, neededOf(names.value, goals));
  if (!histories.ok) return histories;
  const records = await workspace.readEvents(run);
  if (!records.ok) return records;
  return ok({
    run,
    name: summary.value.name ?? run,
    algorithms: describeAlgorithms({ ...spec.value, phase: spec.value.phase.slice(-1) }),
    state: summary.value.state,
    updates: summary.value.lastUpdate ?? 0,
    measured: { histories: histories.value, spec: spec.value, unit: 'updates' },
    starts: new Set(storyOf(records.value).segments.map(({ fromUpdate }) => fromUpdate + 1)),
    watched: watchedIn(records.value),
    operations: operationsPerUpdate(spec.value),
    training: await trainingCost(spec.value, model),
  });
};
