import { describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import { compareRuns, differences } from '../../../../src-main/engine-host/session/compare-runs.ts';
import { quickSpec } from '../../../support/sample-run.ts';

const spec = quickSpec();
const hotter = { ...spec, seed: 1, action: { preset: 'wilson', beta: 5.5 } } as const;
const longer = { ...spec, phase: [...spec.phase, spec.phase[1]!] };

describe('differences between specifications', () => {
  it('name only the keys that differ, with the text of each, null where a run has no such key', () => {
    const { differences: found, agreeing } = differences([spec, hotter, longer]);
    const byPath = new Map(found.map(({ path, values }) => [path, values]));
    expect(byPath.get('action.beta')).toEqual(['5.7', '5.5', '5.7']);
    expect(byPath.get('seed')).toEqual([String(spec.seed), '1', String(spec.seed)]);
    expect(byPath.get('phase[3].updates')).toEqual([null, null, '400']);
    expect(byPath.has('lattice.dims')).toBe(false);
    expect([...byPath.keys()].every((path) => /^(action\.beta|seed|phase\[3\])/.test(path))).toBe(true);
    expect(agreeing).toBeGreaterThan(10);
  });

  it('of equal ones are none; one that cannot be read differs from nobody', () => {
    const { agreeing, differences: none } = differences([spec, undefined, { ...spec }]);
    expect(none).toEqual([]);
    expect(differences([undefined, undefined])).toEqual({ differences: [], agreeing: 0 });
    expect(agreeing).toBeGreaterThan(15);
  });
});

describe('a comparison', () => {
  const averages = (cost: number) => ({
    lastUpdate: 1,
    segment: 1,
    cut: { kind: 'none', unit: 'updates', length: 0 } as const,
    results: [],
    cost: { secondsPerUpdate: cost, secondsPerIndependentSample: 2 * cost, error: cost / 10 },
  });

  it('has results and costs of each run in the order asked, and says which specification is lost', async () => {
    const lost = fail('run.specChanged', 'Changed.', 'Undo.');
    const made = unwrap(
      await compareRuns(['b', 'a'], {
        host: (run) => `host of ${run}`,
        spec: async (run) => (run === 'a' ? ok(spec) : lost),
        averages: async (run) => ok(averages(run === 'a' ? 1 : 3)),
      }),
    );
    expect(made).toMatchObject({ runs: ['b', 'a'], differences: [], problems: [lost.error] });
    expect(made.costs.map(({ secondsPerUpdate, host }) => [secondsPerUpdate, host])).toEqual([
      [3, 'host of b'],
      [1, 'host of a'],
    ]);
  });

  it('fails when a run is not there', async () => {
    const gone = fail('run.notFound', 'Gone.', 'Look.');
    const world = { host: () => null, spec: async () => gone, averages: async () => gone };
    expect(await compareRuns(['a', 'b'], world)).toEqual(gone);
  });
});
