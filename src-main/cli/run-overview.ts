/** One run at a glance, for `list` and `show`: state, progress, specification, the plaquette so far. */
import { type RunSpec, totalUpdates } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { type ObservableResult, readPlaquette, readTrainingEss } from '../analysis/run-results.ts';
import { paceOf } from '../analysis/silence.ts';
import { hasEstimate } from '../analysis/summary.ts';
import type { TrainingResult } from '../analysis/training-results.ts';
import { readSpecOf } from '../run/spec-of-run.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import { durationText } from './progress-bar.ts';

export interface RunOverview {
  readonly run: RunSummary;
  /** Missing when spec.toml is lost or was changed. */
  readonly spec?: RunSpec;
  readonly updates: { readonly done: number; readonly total: number | null };
  /** Seconds without progress; null when all is well. */
  readonly silentSeconds: number | null;
  /** Missing while nothing has been measured. */
  readonly plaquette?: ObservableResult;
  /** Of a training, in place of the plaquette. */
  readonly ess?: TrainingResult;
}

const defaultStallFactor = 20;

export const overviewOf = async (
  { host }: Pick<Context, 'host'>,
  workspace: Workspace,
  run: RunSummary,
): Promise<Result<RunOverview>> => {
  const read = await readSpecOf(workspace, run.id);
  const spec = read.ok ? read.value : undefined;
  const plaquette = await readPlaquette(workspace, run.id, spec);
  if (!plaquette.ok) return plaquette;
  const ess = spec?.training === undefined ? ok(undefined) : await readTrainingEss(workspace, run.id);
  if (!ess.ok) return ess;
  const stallFactor = spec?.alarm.stallFactor ?? defaultStallFactor;
  const pace = await paceOf(host.files, workspace, run, stallFactor, host.machine.nowMs());
  if (!pace.ok) return pace;
  return ok({
    run,
    updates: { done: run.lastUpdate ?? 0, total: spec === undefined ? null : totalUpdates(spec) },
    silentSeconds: pace.value.silent ?? null,
    ...(spec === undefined ? {} : { spec }),
    ...(plaquette.value === undefined ? {} : { plaquette: plaquette.value }),
    ...(ess.value === undefined ? {} : { ess: ess.value }),
  });
};

export const progressText = ({ updates: { done, total } }: RunOverview): string => {
  if (total === null) return `${done}`;
  return `${done}/${total}${total > 0 ? ` (${Math.floor((100 * done) / total)}%)` : ''}`;
};

export const stateText = ({ run, silentSeconds }: RunOverview): string =>
  silentSeconds === null ? run.state : `${run.state}, no progress for ${durationText(silentSeconds)}`;

/** Of a training its effective sample size. */
export const plaquetteText = ({ plaquette, ess }: RunOverview): string => {
  if (ess !== undefined) return `ESS ${ess.formatted}`;
  if (plaquette === undefined) return '';
  return hasEstimate(plaquette) ? plaquette.formatted : 'too few samples';
};

/** The fields that `list --json` and `show --json` share. */
export const overviewDocument = (overview: RunOverview) => {
  const { run, spec, updates, silentSeconds, plaquette, ess } = overview;
  return {
    run: run.id,
    name: run.name ?? null,
    state: run.state,
    code: run.code ?? null,
    why: run.why ?? null,
    reason: run.reason,
    silentSeconds,
    updates,
    lattice: spec?.lattice ?? null,
    action: spec?.action ?? null,
    plaquette: plaquette ?? null,
    ess: ess ?? null,
    configurations: run.configurations,
    created: run.created ?? null,
    changed: run.changed ?? null,
    template: run.template ?? null,
    parent: run.parent ?? null,
    folder: run.paths.folder,
  };
};
