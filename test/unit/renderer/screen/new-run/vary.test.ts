import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SweepRunFacts } from '../../../../../src-main/contract/index.ts';
import { problemOf, Sweep } from '../../../../../src-renderer/screen/new-run/vary.svelte.ts';
import { type FakeBridge, useFakeBridge } from '../../../../support/fake-bridge.ts';

const run = (seed: string, problem: SweepRunFacts['problem'] = null): SweepRunFacts => ({
  name: `seed ${seed} (a)`,
  values: [{ path: 'seed', text: seed }],
  toml: problem === null ? `seed = ${seed}` : null,
  problem,
});
const wrong = { code: 'spec.outOfRange', message: 'Too small.', remedy: 'Choose more.' } as const;

let bridge: FakeBridge;
let sweep: Sweep;
const asked = (name: string) => bridge.asked.filter((one) => one.name === name).map(({ args }) => args);
beforeEach(() => {
  vi.useFakeTimers();
  bridge = useFakeBridge({
    'run.sweep': ({ vary }) => ({
      ok: true,
      value: {
        name: 'a',
        runs: vary[0]!.list.split(',').map((seed) => run(seed.trim(), seed.trim() === '-1' ? wrong : null)),
      },
    }),
    'spec.estimate': ({ toml }) => ({
      ok: true,
      value: { seconds: Number(toml.split(' ').at(-1)) } as never,
    }),
    'run.createSweep': () => ({ ok: true, value: { group: 'a', runs: ['r1', 'r2'] } }),
  });
  sweep = new Sweep('version = 1', null, 'a');
});
afterEach(() => {
  sweep.close();
  vi.useRealTimers();
});

describe('a sweep in the form', () => {
  it('shows the runs of the last keys, and what they take together', async () => {
    sweep.write(0, { path: 'seed' });
    sweep.write(0, { list: '1' });
    sweep.write(0, { list: '1, 2' });
    expect(sweep.ready).toBe(false);
    await vi.runAllTimersAsync();
    expect(asked('run.sweep')).toEqual([{ toml: 'version = 1', vary: [{ path: 'seed', list: '1, 2' }] }]);
    expect(sweep.runs.map(({ name }) => name)).toEqual(['seed 1 (a)', 'seed 2 (a)']);
    expect(sweep.seconds).toEqual([1, 2]);
    expect(sweep.ready).toBe(true);
    expect(await sweep.create(true)).toEqual(['r1', 'r2']);
    expect(asked('run.createSweep')).toMatchObject([{ group: 'a', start: true, template: null }]);
  });

  it('makes nothing while one of its runs, a key or the group is wrong', async () => {
    sweep.write(0, { path: 'seed', list: '1, -1' });
    await vi.runAllTimersAsync();
    expect(sweep.runs).toHaveLength(2);
    expect(sweep.ready).toBe(false);
    expect(await sweep.create(true)).toBeUndefined();
    sweep.write(0, { list: '1, 1' });
    await vi.runAllTimersAsync();
    expect(problemOf(sweep.keys[0]!)).toMatch(/twice/);
    expect(sweep.runs).toEqual([]);
    sweep.write(0, { list: '1' });
    await vi.runAllTimersAsync();
    expect(sweep.ready).toBe(true);
    sweep.group = ' ';
    expect(sweep.ready).toBe(false);
    expect(asked('run.createSweep')).toEqual([]);
  });

  it('has keys that come and go; one that is not yet written counts for nothing', async () => {
    sweep.write(0, { path: 'seed', list: '1,2' });
    sweep.add();
    expect(sweep.keys).toHaveLength(2);
    expect(problemOf(sweep.keys[1]!)).toBeNull();
    await vi.runAllTimersAsync();
    expect(asked('run.sweep')).toHaveLength(1);
    sweep.remove(0);
    await vi.runAllTimersAsync();
    expect(sweep.runs).toEqual([]);
    expect(asked('run.sweep')).toHaveLength(1);
  });
});
