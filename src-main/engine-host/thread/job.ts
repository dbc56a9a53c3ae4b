/** What the analysis threads do: everything about runs that reads many rows or computes, so that the engine's own loop never waits. */
import { ok, type Result } from '../../../src-engine/base/result.ts';
import { analyseChain } from '../../analysis/chain-analysis.ts';
import { correlatorFacts, fitFacts } from '../../analysis/correlator-facts.ts';
import { type FitRequest, fitCorrelator } from '../../analysis/correlator-fit.ts';
import type { CommonCut } from '../../analysis/cut.ts';
import { type RunReport, reportOf } from '../../analysis/estimate-facts.ts';
import { readCorrelator, readSpectrum } from '../../analysis/read-correlator.ts';
import { type SampleCost, sampleCost } from '../../analysis/run-cost.ts';
import { readCommonCut, readMeasured } from '../../analysis/run-results.ts';
import { type SeriesRange, seriesFor } from '../../analysis/run-series.ts';
import type {
  Analysis,
  CorrelatorData,
  CorrelatorFitFacts,
  EigenvalueSpectrum,
  RaceGoal,
  RaceLane,
  SeriesData,
} from '../../contract/index.ts';
import { laneReport } from '../../race/lane-report.ts';
import { readLane } from '../../race/read-lane.ts';
import { modelFinder } from '../../race/training-cost.ts';
import { type PictureRequest, picturesOfRun, type RunPictures } from '../../run/draw-pictures.ts';
import type { SeriesPlace } from '../../workspace/index-tail.ts';
import { localHost, type Workspace } from '../../workspace/workspace.ts';

interface CorrelatorQuestion {
  readonly run: string;
  readonly name: string;
  readonly cut: number | null;
}

export interface Jobs {
  /** Averages with what they were made from, and what an independent sample costs. */
  readonly report: {
    readonly job: { readonly kind: 'report'; readonly run: string; readonly cut: number | null };
    readonly answer: RunReport & {
      readonly lastUpdate: number;
      readonly segment: number;
      readonly cost: SampleCost;
    };
  };
  readonly analysis: {
    readonly job: {
      readonly kind: 'analysis';
      readonly run: string;
      readonly observable: string;
      readonly cut: number | null;
    };
    readonly answer: Analysis;
  };
  readonly correlator: {
    readonly job: { readonly kind: 'correlator' } & CorrelatorQuestion;
    readonly answer: CorrelatorData;
  };
  readonly correlatorFit: {
    readonly job: { readonly kind: 'correlatorFit' } & CorrelatorQuestion & FitRequest;
    readonly answer: CorrelatorFitFacts;
  };
  readonly eigenvalues: {
    readonly job: { readonly kind: 'eigenvalues'; readonly run: string; readonly cut: number | null };
    readonly answer: EigenvalueSpectrum;
  };
  /** Series with the places after which later rows will stand. */
  readonly series: {
    readonly job: {
      readonly kind: 'series';
      readonly run: string;
      readonly names: readonly string[];
    } & SeriesRange;
    readonly answer: { readonly series: readonly SeriesData[]; readonly places: readonly SeriesPlace[] };
  };
  /** What a sampler of a race costs; `points` of each history of errors, 0 for none. */
  readonly lane: {
    readonly job: {
      readonly kind: 'lane';
      readonly run: string;
      readonly goals: readonly RaceGoal[];
      readonly points: number;
    };
    readonly answer: RaceLane;
  };
  /** Samples of a training, drawn now. */
  readonly pictures: {
    readonly job: { readonly kind: 'pictures'; readonly run: string } & PictureRequest;
    readonly answer: RunPictures;
  };
  /** The cut that results use. */
  readonly cut: {
    readonly job: { readonly kind: 'cut'; readonly run: string };
    readonly answer: CommonCut;
  };
  /** The mean duration of an update between two updates, both included. */
  readonly pace: {
    readonly job: { readonly kind: 'pace'; readonly run: string; readonly from: number; readonly to: number };
    readonly answer: { readonly rows: number; readonly seconds: number };
  };
}
export type JobKind = keyof Jobs;
export type Job = Jobs[JobKind]['job'];
export type AnswerOf<J extends Job> = Jobs[J['kind']]['answer'];

const report = async (
  workspace: Workspace,
  { run, cut }: Jobs['report']['job'],
): Promise<Result<Jobs['report']['answer']>> => {
  const summary = await workspace.getRun(run);
  if (!summary.ok) return summary;
  const measured = await readMeasured(workspace, run);
  if (!measured.ok) return measured;
  const made = reportOf(measured.value, cut);
  const { lastUpdate = 0, segment } = summary.value;
  return ok({ ...made, lastUpdate, segment, cost: sampleCost(measured.value.histories, made) });
};

const analysis = async (
  workspace: Workspace,
  { run, observable, cut }: Jobs['analysis']['job'],
): Promise<Result<Analysis>> => {
  const measured = await readMeasured(workspace, run);
  return measured.ok ? analyseChain(measured.value, observable, cut) : measured;
};

const correlator = async (
  workspace: Workspace,
  { run, name, cut }: CorrelatorQuestion,
): Promise<Result<CorrelatorData>> => {
  const read = await readCorrelator(workspace, run, name, cut);
  return read.ok ? ok(correlatorFacts(read.value.correlator, read.value.cut)) : read;
};

const correlatorFit = async (
  workspace: Workspace,
  { run, name, cut, from, to, model, states, weighing }: Jobs['correlatorFit']['job'],
): Promise<Result<CorrelatorFitFacts>> => {
  const read = await readCorrelator(workspace, run, name, cut);
  if (!read.ok) return read;
  return fitFacts(fitCorrelator(read.value.correlator, { from, to, model, states, weighing }));
};

const series = async (
  workspace: Workspace,
  { run, names, ...range }: Jobs['series']['job'],
): Promise<Result<Jobs['series']['answer']>> => {
  const all: SeriesData[] = [];
  const places: SeriesPlace[] = [];
  for (const name of names) {
    const read = await workspace.readSeriesToPlace(run, name);
    if (!read.ok) return read;
    all.push(seriesFor(name, read.value.series, range));
    places.push(read.value.place);
  }
  return ok({ series: all, places });
};

const pace = async (
  workspace: Workspace,
  { run, from, to }: Jobs['pace']['job'],
): Promise<Result<Jobs['pace']['answer']>> => {
  const read = await workspace.readSeries(run, 'seconds');
  if (!read.ok) return read;
  const { update, value } = read.value;
  let rows = 0;
  let seconds = 0;
  for (let i = 0; i < update.length; i++) {
    if (update[i]! < from || update[i]! > to) continue;
    rows++;
    seconds += (value[i]! - seconds) / rows;
  }
  return ok({ rows, seconds });
};

const lane = async (
  workspace: Workspace,
  { run, goals, points }: Jobs['lane']['job'],
): Promise<Result<RaceLane>> => {
  const facts = await readLane({ workspace, model: modelFinder(localHost(), workspace.folder) }, run, goals);
  return facts.ok ? ok(laneReport(facts.value, goals, { points })) : facts;
};

export const doJob = (workspace: Workspace, job: Job): Promise<Result<unknown>> => {
  switch (job.kind) {
    case 'report':
      return report(workspace, job);
    case 'analysis':
      return analysis(workspace, job);
    case 'correlator':
      return correlator(workspace, job);
    case 'correlatorFit':
      return correlatorFit(workspace, job);
    case 'eigenvalues':
      return readSpectrum(workspace, job.run, job.cut);
    case 'series':
      return series(workspace, job);
    case 'lane':
      return lane(workspace, job);
    case 'pictures':
      return picturesOfRun(workspace, job.run, job);
    case 'cut':
      return readCommonCut(workspace, job.run);
    case 'pace':
      return pace(workspace, job);
  }
};
