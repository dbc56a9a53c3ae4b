/**
 * What came of a run: every measured series as an estimate with its error, after one common thermalisation cut, and the checks of its
 * algorithm. Names: the series, plus `topological-charge-squared`, `exp-minus-delta-h` and `acceptance` where they make sense.
 */

import type { Reference } from '../../src-engine/api/template/template.ts';
import { findTemplate } from '../../src-engine/api/template/templates.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import {
  detectThermalisation,
  type Estimate,
  estimate,
  expMinusDeltaH,
} from '../../src-engine/statistics/index.ts';
import type { Series } from '../workspace/index-series.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { readRunSpec } from './prepare-run.ts';

/** Series that describe the machine or single updates and have no mean worth printing. */
const BOOKKEEPING = new Set(['seconds', 'delta-h', 'accepted', 'reversibility', 'unitarity']);

export interface ObservableResult {
  readonly name: string;
  readonly estimate: Estimate;
  /** The accepted value, and the distance from it in combined standard errors. */
  readonly reference?: Reference & { readonly pull: number };
}

export interface RunResults {
  /** Updates left out at the start. */
  readonly cutUpdate: number;
  readonly cutKind: 'given' | 'detected' | 'none';
  readonly observables: readonly ObservableResult[];
  /** Series that cannot be estimated yet, with the reason. */
  readonly tooShort: readonly { readonly name: string; readonly reason: string }[];
}

/** The part of a series after the cut. */
const after = ({ update, value, width }: Series, cutUpdate: number): Float64Array => {
  const from = update.findIndex((u) => u > cutUpdate);
  if (from < 0) return new Float64Array(0);
  return width === 1 ? value.subarray(from) : value.filter((_, i) => i % width === 0 && i >= from * width);
};

/** The last update to leave out: given by the specification, or where the plaquette (or the first series) has settled. */
const cutOf = (
  given: number | 'auto',
  series: ReadonlyMap<string, Series>,
): Pick<RunResults, 'cutUpdate' | 'cutKind'> => {
  if (given !== 'auto') return { cutUpdate: given, cutKind: 'given' };
  const guide = series.get('plaquette') ?? [...series.values()][0];
  const found = guide && detectThermalisation(after(guide, 0));
  if (guide === undefined || !found?.ok) return { cutUpdate: 0, cutKind: 'none' };
  return { cutUpdate: found.value.cut === 0 ? 0 : guide.update[found.value.cut - 1]!, cutKind: 'detected' };
};

const withReference = (
  name: string,
  result: Estimate,
  references: readonly Reference[],
): ObservableResult => {
  const reference = references.find((r) => r.observable === name);
  if (reference === undefined) return { name, estimate: result };
  const error = Math.hypot(result.error, reference.error);
  return {
    name,
    estimate: result,
    reference: { ...reference, pull: (result.value - reference.value) / error },
  };
};

export const estimateRun = async (workspace: Workspace, id: string): Promise<Result<RunResults>> => {
  const run = await workspace.getRun(id);
  if (!run.ok) return run;
  const names = await workspace.seriesNames(id);
  if (!names.ok) return names;
  const series = new Map<string, Series>();
  for (const name of names.value) {
    const read = await workspace.readSeries(id, name);
    if (!read.ok) return read;
    series.set(name, read.value);
  }
  const text = await workspace.readSpec(id);
  const spec = text.ok ? readRunSpec(text.value, run.value.paths.folder) : text;
  const cut = cutOf(spec.ok ? spec.value.run.thermalisation : 'auto', series);
  const template = run.value.template === undefined ? undefined : findTemplate(run.value.template);
  const references = template?.ok ? template.value.references : [];
  const observables: ObservableResult[] = [];
  const tooShort: { name: string; reason: string }[] = [];
  const take = (name: string, result: Result<Estimate>): void => {
    if (result.ok) observables.push(withReference(name, result.value, references));
    else tooShort.push({ name, reason: result.error.message });
  };
  for (const [name, one] of series) {
    const values = after(one, cut.cutUpdate);
    if (!BOOKKEEPING.has(name)) take(name, estimate(values));
    if (name === 'delta-h') take('exp-minus-delta-h', expMinusDeltaH(values));
    if (name === 'accepted') take('acceptance', estimate(values));
    if (name === 'topological-charge') take('topological-charge-squared', estimate(values.map((q) => q * q)));
  }
  return ok({ ...cut, observables, tooShort });
};
