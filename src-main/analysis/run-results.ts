/**
 * What came of a run: every observable as an estimate with its error after one common thermalisation cut, beside its accepted value.
 * All numbers that are shown about a run come from here, so that they agree to the last digit.
 * Test: test/unit/main/analysis/run-results.test.ts, test/unit/main/cli/agreement.test.ts.
 */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import {
  type Estimate,
  estimateDerived,
  expectedAcceptance,
  formatEstimate,
} from '../../src-engine/statistics/index.ts';
import { readSpecOf } from '../run/spec-of-run.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type CommonCut, detectCut, samplesToDrop } from './cut.ts';
import { type History, readHistories, runHistories } from './history.ts';
import { independenceCut, isIndependent, WAITS } from './independence-cut.ts';
import { type Observable, shownObservables } from './observables.ts';
import { type ComparedReference, compareWith, referencesFor } from './references.ts';
import { type Summary, summarise } from './summary.ts';
import { isTraining, type TrainingResult, trainingResults } from './training-results.ts';

/** What results are made from. */
export interface Measured {
  readonly histories: readonly History[];
  /** Missing for files, and when spec.toml is lost or was changed. */
  readonly spec?: RunSpec;
  readonly unit: CommonCut['unit'];
}

export type ObservableResult = Summary & {
  readonly reference?: ComparedReference;
  /** Of an acceptance: erfc(sqrt(<dH>)/2), what many degrees of freedom would give. */
  readonly expected?: Pick<Estimate, 'value' | 'error'> & { readonly formatted: string };
};

export interface RunResults {
  readonly cut: CommonCut;
  readonly observables: readonly ObservableResult[];
  /** Of a training, instead of averages. */
  readonly training?: readonly TrainingResult[];
}

export interface ResultOptions {
  /** Instead of what the specification says. */
  readonly cut?: number | 'auto';
  /** Instead of those that a table of results shows; of the same chain. */
  readonly observables?: readonly Observable[];
}

/** A training has no equilibrium, and so nothing before it. */
const wholeTraining: CommonCut = { kind: 'none', unit: 'updates', length: 0 };

/** Of a run; columns of a file are averaged whatever they are called. */
export const isOfTraining = ({ histories, unit }: Measured): boolean =>
  unit === 'updates' && isTraining(histories.map(({ name }) => name));

/** The cut of all that is averaged: asked for, specified or detected. */
export const commonCutOf = (measured: Measured, asked: number | 'auto' | undefined): CommonCut => {
  const { histories, spec, unit } = measured;
  if (asked === undefined && isOfTraining(measured)) return wholeTraining;
  const specified = spec?.run.thermalisation ?? 'auto';
  if (typeof asked === 'number') return { kind: 'asked', unit, length: asked };
  if (asked === undefined && specified !== 'auto') return { kind: 'specified', unit, length: specified };
  const independent = spec !== undefined && isIndependent(spec) ? independenceCut(histories) : undefined;
  return independent ?? detectCut(histories, unit);
};

const expectedFor = (deltaH: History | undefined, cut: CommonCut): Pick<ObservableResult, 'expected'> => {
  if (deltaH === undefined) return {};
  const made = estimateDerived((means) => expectedAcceptance(means[0]!), [deltaH.values], {
    cut: samplesToDrop(deltaH, cut),
  });
  if (!made.ok) return {};
  const { value, error } = made.value;
  return { expected: { value, error, formatted: formatEstimate(made.value) } };
};

export const resultsOf = (measured: Measured, options: ResultOptions = {}): RunResults => {
  const references = referencesFor(measured.spec);
  if (options.observables === undefined && isOfTraining(measured))
    return {
      cut: wholeTraining,
      observables: [],
      training: trainingResults(measured.histories, references),
    };
  const cut = commonCutOf(measured, options.cut);
  const observables = (options.observables ?? shownObservables(measured.histories)).map((observable) => {
    const summary = summarise(observable, cut);
    const reference = compareWith(references, summary);
    return {
      ...summary,
      ...(reference === undefined ? {} : { reference }),
      ...expectedFor(observable.deltaH, cut),
    };
  });
  return { cut, observables };
};

export const readMeasured = async (workspace: Workspace, id: string): Promise<Result<Measured>> => {
  const histories = await runHistories(workspace, id);
  if (!histories.ok) return histories;
  const spec = await readSpecOf(workspace, id);
  return ok({ histories: histories.value, unit: 'updates', ...(spec.ok ? { spec: spec.value } : {}) });
};

/** The cut that results of a run use, without reading more series than it depends on. */
export const readCommonCut = async (workspace: Workspace, id: string): Promise<Result<CommonCut>> => {
  const names = await workspace.seriesNames(id);
  if (!names.ok) return names;
  if (isTraining(names.value)) return ok(wholeTraining);
  const spec = await readSpecOf(workspace, id);
  const isAlone = spec.ok && isIndependent(spec.value);
  const guides = isAlone ? [WAITS] : names.value.includes('plaquette') ? ['plaquette'] : names.value;
  const isSpecified = spec.ok && spec.value.run.thermalisation !== 'auto';
  const histories = await readHistories(workspace, id, isSpecified ? [] : guides);
  if (!histories.ok) return histories;
  const measured = { histories: histories.value, unit: 'updates' } as const;
  return ok(commonCutOf(spec.ok ? { ...measured, spec: spec.value } : measured, undefined));
};

export const readRunResults = async (workspace: Workspace, id: string): Promise<Result<RunResults>> => {
  const measured = await readMeasured(workspace, id);
  return measured.ok ? ok(resultsOf(measured.value)) : measured;
};

/** The plaquette alone, as it stands in the results; undefined when there is none yet. Reads no other series. */
export const readPlaquette = async (
  workspace: Workspace,
  id: string,
  spec: RunSpec | undefined,
): Promise<Result<ObservableResult | undefined>> => {
  const histories = await readHistories(workspace, id, ['plaquette']);
  if (!histories.ok) return histories;
  const measured = {
    histories: histories.value,
    unit: 'updates',
    ...(spec === undefined ? {} : { spec }),
  } as const;
  return ok(resultsOf(measured).observables[0]);
};

/** The effective sample size of a training at its last evaluation; undefined when there is none yet. Reads no other series. */
export const readTrainingEss = async (
  workspace: Workspace,
  id: string,
): Promise<Result<TrainingResult | undefined>> => {
  const histories = await readHistories(workspace, id, ['evaluation-ess', 'evaluation-ess-error']);
  return histories.ok ? ok(trainingResults(histories.value, [])[0]) : histories;
};
