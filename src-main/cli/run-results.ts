/** What a run has measured so far, as text and as a document: for `run`, `resume`, `show` and `analyze`. */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type History, runHistories } from './analysis/history.ts';
import { checkHmc, type HmcChecks } from './analysis/hmc-checks.ts';
import { compareWithReferences, type ReferenceComparison } from './analysis/references.ts';
import { type Cut, type Summary, summarise } from './analysis/summary.ts';
import type { Context } from './context.ts';
import { readSpecOf } from './run-spec-of.ts';
import { hmcLines, referenceLines, resultLines } from './text/result-lines.ts';

export interface RunResults {
  readonly text: readonly string[];
  readonly document: {
    readonly observables: readonly Summary[];
    readonly hmc: HmcChecks | null;
    readonly references: readonly ReferenceComparison[];
  };
}

/** The cut that a specification asks for. */
export const cutOf = (spec: RunSpec | undefined): Cut => {
  const asked = spec?.run.thermalisation ?? 'auto';
  return asked === 'auto' ? 'auto' : { updates: asked };
};

/** Times of the machine, not observables of the field. */
export const isObservable = ({ name }: History): boolean => name !== 'seconds';

export const resultsOf = (
  histories: readonly History[],
  spec: RunSpec | undefined,
  { style }: Pick<Context, 'style'>,
): RunResults => {
  const cut = cutOf(spec);
  const observables = histories.filter(isObservable).map((history) => summarise(history, cut));
  const hmc = checkHmc(histories, cut);
  const references = spec === undefined ? [] : compareWithReferences(spec, histories, cut);
  const checks = [...(hmc === undefined ? [] : hmcLines(hmc, style)), ...referenceLines(references, style)];
  return {
    text: [
      ...(observables.length === 0 ? ['Nothing has been measured yet.'] : resultLines(observables, style)),
      ...(checks.length === 0 ? [] : ['', ...checks]),
    ],
    document: { observables, hmc: hmc ?? null, references },
  };
};

export const runResults = async (
  context: Pick<Context, 'style'>,
  workspace: Workspace,
  id: string,
): Promise<Result<RunResults>> => {
  const histories = await runHistories(workspace, id);
  if (!histories.ok) return histories;
  const spec = await readSpecOf(workspace, id);
  return ok(resultsOf(histories.value, spec.ok ? spec.value : undefined, context));
};
