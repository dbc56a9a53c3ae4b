import { describe, expect, test } from 'vitest';
import type { AlarmSpec } from '../../../../../src-engine/api/spec/run-spec.ts';
import type { Alarm, UpdateFacts } from '../../../../../src-engine/run/alarm/alarm.ts';
import { AlarmBoard } from '../../../../../src-engine/run/alarm/alarm-board.ts';
import { uniforms } from '../../../../support/random-field.ts';

const LIMITS: AlarmSpec = {
  acceptanceBand: [0.6, 0.95],
  expDhSigma: 4,
  reversibility: 1e-9,
  unitarity: 1e-8,
  frozenTopologyTau: 200,
  stallFactor: 10,
};

type Values = (update: number) => Record<string, number>;

/** Checks `count` updates, and returns all alarms. */
const watch = (
  board: AlarmBoard,
  values: Values,
  { count = 600, from = 1, seconds = (_: number): number => 0.1 } = {},
): Alarm[] => {
  const out: Alarm[] = [];
  for (let update = from; update < from + count; update++) {
    const facts: UpdateFacts = {
      update,
      values: values(update),
      seconds: seconds(update),
      usualSeconds: 0.1,
    };
    out.push(...board.check(facts));
  }
  return out;
};

/** A healthy HMC: Gaussian dH of variance s^2 and mean s^2 / 2, accepted as Metropolis does, a charge that moves. */
const healthy = (seed = 1, sigma = 0.5): Values => {
  const next = uniforms(seed);
  const gauss = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return (update) => {
    const deltaH = sigma * gauss() + sigma ** 2 / 2;
    return {
      'delta-h': deltaH,
      accepted: next() < Math.exp(-deltaH) ? 1 : 0,
      reversibility: 1e-12,
      unitarity: 1e-14,
      'topological-charge': Math.round(2 * Math.sin(update / 50)) + 0.1 * gauss(),
    };
  };
};
const changed =
  (base: Values, change: (update: number) => Record<string, number>): Values =>
  (update) => ({ ...base(update), ...change(update) });
const kinds = (alarms: readonly Alarm[]): string[] => alarms.map((a) => a.kind);

describe('a healthy run', () => {
  test.each([1, 2, 3])('sets off nothing (seed %i)', (seed) => {
    expect(watch(new AlarmBoard(LIMITS), healthy(seed), { count: 3000 })).toEqual([]);
  });

  test('may be rough while it settles', () => {
    const rough = changed(healthy(), (update) => (update <= 50 ? { 'delta-h': -20, accepted: 0 } : {}));
    expect(watch(new AlarmBoard(LIMITS), rough)).toEqual([]);
  });

  test('without HMC is judged by what it has', () => {
    const board = new AlarmBoard({ unitarity: 1e-8, stallFactor: 10 });
    expect(watch(board, () => ({ plaquette: 0.5, unitarity: 1e-13 }))).toEqual([]);
    // no limits for these
    expect(
      watch(board, () => ({ 'delta-h': 5, accepted: 0, reversibility: 1, 'topological-charge': 0 })),
    ).toEqual([]);
  });
});

describe('alarms', () => {
  const cases: [string, Values, RegExp][] = [
    ['exp-dh', changed(healthy(), () => ({ 'delta-h': 0.3 })), /<exp\(-dH\)> = 0\.7\d+ \+- /],
    [
      'acceptance',
      changed(healthy(), (u) => ({ accepted: u % 4 === 0 ? 1 : 0 })),
      /acceptance is 0\.25, outside 0\.6 to 0\.95/,
    ],
    ['acceptance', changed(healthy(), () => ({ accepted: 1 })), /acceptance is 1\.00/],
    ['reversibility', changed(healthy(), () => ({ reversibility: 3e-7 })), /by 3\.0e-7, more than 1\.0e-9/],
    ['unitarity', changed(healthy(), () => ({ unitarity: 2e-5 })), /by 2\.0e-5, more than 1\.0e-8/],
    [
      'frozen-topology',
      changed(healthy(), () => ({ 'topological-charge': 1.02 })),
      /not moved for 201 updates/,
    ],
  ];

  test.each(cases)('%s is raised once, in words', (kind, values, message) => {
    const alarms = watch(new AlarmBoard(LIMITS), values);
    expect(kinds(alarms)).toEqual([kind]);
    expect(alarms[0]!.message).toMatch(message);
    expect(alarms[0]!.message).toMatch(/\.$/);
    expect(alarms[0]!.remedy).toMatch(/\.$/);
  });

  test('wait until there is enough to judge', () => {
    const bad = changed(healthy(), (u) => ({ 'delta-h': 0.5 + (u % 2) * 0.1, accepted: 0 }));
    const alarms = watch(new AlarmBoard(LIMITS), bad);
    // 50 updates to settle, 32 to average
    expect(new Set(kinds(alarms))).toEqual(new Set(['exp-dh', 'acceptance']));
    expect(Math.min(...alarms.map((a) => a.update))).toBeGreaterThanOrEqual(82);
    expect(Math.max(...alarms.map((a) => a.update))).toBeLessThan(120);
  });

  test('a low acceptance asks for more steps, a high one for fewer', () => {
    const low = watch(new AlarmBoard(LIMITS), () => ({ accepted: 0 }));
    const high = watch(new AlarmBoard(LIMITS), () => ({ accepted: 1 }));
    expect(low[0]!.remedy).toMatch(/more integration steps/);
    expect(high[0]!.remedy).toMatch(/fewer integration steps/);
  });

  test('acceptance of Metropolis sweeps counts like that of HMC', () => {
    expect(kinds(watch(new AlarmBoard(LIMITS), (u) => ({ acceptance: 0.1 + 0.001 * (u % 7) })))).toEqual([
      'acceptance',
    ]);
  });

  test('come again after it has been quiet', () => {
    const board = new AlarmBoard(LIMITS);
    const spikes = (u: number): Record<string, number> => ({ reversibility: u % 100 < 5 ? 1e-6 : 1e-13 });
    const alarms = watch(board, spikes, { count: 250, from: 101 });
    expect(alarms.map((a) => a.update)).toEqual([101, 200, 300]);
    // updates without a check are neither quiet nor trouble
    const sparse = watch(new AlarmBoard(LIMITS), (u) => (u % 10 === 0 ? { reversibility: 1e-6 } : {}), {
      count: 100,
    });
    expect(sparse).toHaveLength(1);
  });

  test('topology: small wiggles are no move, a tunnelling is', () => {
    const still = watch(new AlarmBoard(LIMITS), (u) => ({
      'topological-charge.clover': 0.4 * Math.sin(u) * 0.5,
    }));
    expect(kinds(still)).toEqual(['frozen-topology']);
    const moving = watch(new AlarmBoard(LIMITS), (u) => ({ 'topological-charge': Math.floor(u / 190) % 2 }));
    expect(moving).toEqual([]);
    const rare = watch(new AlarmBoard(LIMITS), (u) => ({ 'topological-charge': Math.floor(u / 300) % 2 }), {
      count: 1200,
    });
    expect(rare.map((a) => a.update)).toEqual([202, 501, 801, 1101]);
  });

  test('a stall is an update of many times the usual duration', () => {
    const board = new AlarmBoard(LIMITS);
    const alarms = watch(board, healthy(), { seconds: (u) => (u === 300 || u === 400 ? 7 : 0.1) });
    expect(alarms.map((a) => [a.kind, a.update])).toEqual([
      ['stall', 300],
      ['stall', 400],
    ]);
    expect(alarms[0]!.message).toBe('An update took 7.0 s; usually one like it takes 0.10 s.');
    // short hiccups, and a usual duration that is not known yet, are none
    const short = watch(new AlarmBoard(LIMITS), healthy(), { seconds: () => 0.9 });
    expect(short).toEqual([]);
    expect(
      new AlarmBoard(LIMITS).check({ update: 1, values: {}, seconds: 100, usualSeconds: undefined }),
    ).toEqual([]);
  });
});

describe('the state', () => {
  test('survives JSON: a resumed board goes on as if nothing had happened', () => {
    const values = changed(healthy(4), (u) => ({
      'delta-h': u > 150 ? 0.4 : 0.1,
      'topological-charge': u > 80 ? 1 : 0,
      reversibility: u > 180 ? 1e-6 : 1e-12,
    }));
    const table = new Map(Array.from({ length: 400 }, (_, i) => [i + 1, values(i + 1)]));
    const at: Values = (u) => table.get(u)!;
    const whole = new AlarmBoard(LIMITS);
    const first = watch(whole, at, { count: 200 });
    const state = JSON.parse(JSON.stringify(whole.state()));
    const rest = watch(whole, at, { from: 201, count: 200 });
    const resumed = watch(new AlarmBoard(LIMITS, state), at, { from: 201, count: 200 });
    expect(resumed).toEqual(rest);
    expect(kinds(first)).toContain('reversibility');
    expect(kinds(resumed)).not.toContain('reversibility');
    expect(kinds(resumed)).toContain('frozen-topology');
  });
});
