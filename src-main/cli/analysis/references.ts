/**
 * Accepted values to compare results with: those of every template with the same lattice and action, whatever the algorithm.
 * `NAME-squared` is the average of the squares of the series NAME. Test: test/unit/main/cli/analysis/references.test.ts.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Reference } from '../../../src-engine/api/template/template.ts';
import { templateSpec, templates } from '../../../src-engine/api/template/templates.ts';
import { formatWithError } from '../../../src-engine/statistics/index.ts';
import type { History } from './history.ts';
import { type Cut, hasEstimate, type Summary, summarise } from './summary.ts';

export interface ReferenceComparison {
  readonly reference: Reference & { readonly formatted: string };
  readonly result: Summary;
  /** Difference in units of the combined error; null without errors. */
  readonly deviation: number | null;
  /** agrees: within 3 errors; tension: within 5; unknown: beyond 3, but the error itself is not to be relied on (see warnings). */
  readonly verdict: 'agrees' | 'tension' | 'differs' | 'unknown';
}

export const referencesFor = ({ lattice, action }: RunSpec): readonly Reference[] => {
  const found = templates.filter((template) => {
    const spec = templateSpec(template);
    return isDeepStrictEqual(spec.lattice, lattice) && isDeepStrictEqual(spec.action, action);
  });
  return [...new Set(found.flatMap(({ references }) => references))];
};

const squared = '-squared';

/** The series whose average the reference speaks of. */
const historyFor = (histories: readonly History[], observable: string): History | undefined => {
  const find = (name: string) =>
    histories.find((history) => history.name === name || history.name === `flow.${name}`);
  const own = find(observable);
  if (own !== undefined || !observable.endsWith(squared)) return own;
  const root = find(observable.slice(0, -squared.length));
  return root && { ...root, name: observable, values: root.values.map((value) => value * value) };
};

const verdictOf = (size: number, isUncertain: boolean): ReferenceComparison['verdict'] => {
  if (size <= 3) return 'agrees';
  if (isUncertain) return 'unknown';
  return size <= 5 ? 'tension' : 'differs';
};

const compare = (reference: Reference, result: Summary): ReferenceComparison => {
  const { value, error } = reference;
  const shown = { ...reference, formatted: error === 0 ? String(value) : formatWithError(value, error) };
  const combined = hasEstimate(result) ? Math.hypot(result.error, error) : 0;
  if (!hasEstimate(result) || combined === 0)
    return { reference: shown, result, deviation: null, verdict: 'unknown' };
  const deviation = (result.value - value) / combined;
  return {
    reference: shown,
    result,
    deviation,
    verdict: verdictOf(Math.abs(deviation), result.warnings.length > 0),
  };
};

export const compareWithReferences = (
  spec: RunSpec,
  histories: readonly History[],
  cut: Cut,
): readonly ReferenceComparison[] =>
  referencesFor(spec).flatMap((reference) => {
    const history = historyFor(histories, reference.observable);
    return history === undefined ? [] : [compare(reference, summarise(history, cut))];
  });
