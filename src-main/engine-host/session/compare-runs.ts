/** Runs beside each other: the keys in which their specifications differ, results, and costs. Test: test/unit/main/engine-host/compare-runs.test.ts. */
import { specLeaves } from '../../../src-engine/api/spec/diff.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { type Failure, ok, type Result } from '../../../src-engine/base/result.ts';
import type { Comparison } from '../../contract/index.ts';
import type { Averages } from './kept-averages.ts';

export interface CompareWorld {
  host(run: string): string | null;
  spec(run: string): Promise<Result<RunSpec>>;
  averages(run: string): Promise<Result<Averages>>;
}

/** Keys in canonical order, those that only later runs have at the end. */
export const differences = (
  specs: readonly (RunSpec | undefined)[],
): Pick<Comparison, 'differences' | 'agreeing'> => {
  const leaves = specs.map((spec) => (spec === undefined ? undefined : specLeaves(spec)));
  const readable = leaves.filter((one) => one !== undefined);
  const paths = [...new Set(readable.flatMap((one) => [...one.keys()]))];
  const differing = paths.filter((path) => new Set(readable.map((one) => one.get(path))).size > 1);
  return {
    differences: differing.map((path) => ({ path, values: leaves.map((one) => one?.get(path) ?? null) })),
    agreeing: paths.length - differing.length,
  };
};

export const compareRuns = async (
  runs: readonly string[],
  world: CompareWorld,
): Promise<Result<Comparison>> => {
  const specs: (RunSpec | undefined)[] = [];
  const problems: Failure[] = [];
  const results: Comparison['results'] = [];
  const costs: Comparison['costs'] = [];
  for (const run of runs) {
    const averages = await world.averages(run);
    if (!averages.ok) return averages;
    const spec = await world.spec(run);
    if (!spec.ok) problems.push(spec.error);
    specs.push(spec.ok ? spec.value : undefined);
    results.push(averages.value.results);
    costs.push({ ...averages.value.cost, host: world.host(run) });
  }
  return ok({
    runs: [...runs],
    ...differences(specs),
    results,
    costs,
    problems,
  });
};
