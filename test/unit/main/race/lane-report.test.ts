import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { laneReport } from '../../../../src-main/race/lane-report.ts';
import { madeLane } from '../../../support/race-lab.ts';
import { minimal, noLoops } from '../../../support/spec-documents.ts';
import { ar1, exactTauInt, normal, uniform } from '../../engine/statistics/ar1.ts';

const A = 0.8;
const TAU = exactTauInt(A);
const N = 40_000;
const chain = (seed: number, length = N): Float64Array => ar1(A, length, normal(uniform(seed)));
const goals = [{ name: 'plaquette', error: 0.02 }];
const none = { points: 0 };

describe('what a sampler costs', () => {
  it('is 2 tau_int x updates per sample x seconds per update, measured every third update', () => {
    const facts = madeLane({
      series: { plaquette: chain(1) },
      secondsPerUpdate: 0.25,
      spacing: 3,
      processors: 1.5,
    });
    const lane = laneReport(facts, goals, none);
    const [plaquette] = lane.observables;
    expect(lane.secondsPerUpdate!.value).toBeCloseTo(0.25, 12);
    const cost = plaquette!.cost!;
    expect(Math.abs(cost.value - 2 * TAU * 3 * 0.25)).toBeLessThan(4 * cost.error);
    expect(cost.error / cost.value).toBeLessThan(0.06);
    expect(plaquette!.processorCost!.value).toBeCloseTo(1.5 * cost.value, 10);
    expect(lane.processorSeconds).toBeCloseTo(1.5 * lane.seconds, 6);
  });

  it('leaves out the first update of each start, in which kernels are made', () => {
    const facts = madeLane({
      series: { plaquette: chain(2) },
      secondsPerUpdate: 1e-3,
      firstSeconds: 30,
      starts: [1, 10_001, 20_001],
    });
    const lane = laneReport(facts, goals, none);
    expect(lane.secondsPerUpdate!.value).toBeCloseTo(1e-3, 12);
    expect(lane.seconds).toBeCloseTo(N * 1e-3, 9);
  });

  it('tells what the wanted error takes: variance / error^2 independent samples', () => {
    const lane = laneReport(
      madeLane({ series: { plaquette: chain(3) }, secondsPerUpdate: 1e-3 }),
      goals,
      none,
    );
    const [plaquette] = lane.observables;
    // variance 1
    expect(plaquette!.samplesWanted! / (1 / 0.02 ** 2)).toBeCloseTo(1, 1);
    const { value, error } = plaquette!.secondsWanted!;
    expect(Math.abs(value - (2 * TAU * 1e-3) / 0.02 ** 2)).toBeLessThan(4 * error);
    expect(plaquette!.reached).toBe(true);
    expect(
      laneReport(
        madeLane({ series: { plaquette: chain(3) }, secondsPerUpdate: 1 }),
        [{ name: 'plaquette', error: 1e-3 }],
        none,
      ).observables[0]!.reached,
    ).toBe(false);
  });

  it('is not reached by a flow that has accepted nothing for most of the time', () => {
    const stuckFor = 0.9 * N;
    const values = chain(9).map((value, i) => (i < stuckFor ? 1 : value));
    const { measured, ...facts } = madeLane({
      series: { plaquette: values, acceptance: values.map((_, i) => (i < stuckFor ? 0 : 1)) },
      secondsPerUpdate: 1,
    });
    const update = [{ algorithm: 'flow', model: 'm' }];
    const spec = unwrap(readSpec(minimal({ phase: [{ updates: N, update }] }), noLoops));
    const asked = [{ name: 'plaquette', error: 1 }];
    const lane = laneReport({ ...facts, measured: { ...measured, spec } }, asked, none);
    expect(lane.thermalisation.updates).toBe(stuckFor + 1);
    expect(lane.observables[0]).toMatchObject({ reached: false, tau: { short: false } });
  });

  it('is not reached by a history too short to know its error, however large the wanted one', () => {
    const short = laneReport(
      madeLane({ series: { plaquette: chain(4, 60) }, secondsPerUpdate: 1 }),
      [{ name: 'plaquette', error: 100 }],
      none,
    );
    expect(short.observables[0]).toMatchObject({ reached: false, tau: { short: true } });
    const nothing = laneReport(
      madeLane({ series: { polyakov: chain(4, 60) }, secondsPerUpdate: 1 }),
      goals,
      none,
    );
    expect(nothing.observables[0]).toMatchObject({ reached: false, cost: null, tau: { kind: 'unknown' } });
  });
});

describe('topology', () => {
  const plaquette = chain(5);
  const frozen = new Float64Array(N).fill(1);

  it('is told wherever it is measured; frozen, it has no cost but a bound, and is never reached', () => {
    const series = { plaquette, 'topological-charge': frozen };
    const lane = laneReport(madeLane({ series, secondsPerUpdate: 1e-3 }), goals, none);
    expect(lane.observables.map(({ name }) => name)).toEqual(['plaquette', 'topological-charge-squared']);
    expect(lane.observables[1]).toMatchObject({
      wanted: null,
      tunnellings: 0,
      tau: { kind: 'bound' },
      samplesWanted: null,
      estimate: { value: 1, error: 0 },
    });
    const asked = laneReport(
      madeLane({ series, secondsPerUpdate: 1e-3 }),
      [{ name: 'topological-charge-squared', error: 10 }],
      none,
    );
    expect(asked.observables[0]!.reached).toBe(false);
  });
});

describe('the history of the error', () => {
  it('falls like the root of the cost, and ends at the error of all', () => {
    const facts = madeLane({ series: { plaquette: chain(6) }, secondsPerUpdate: 0.5 });
    const [one] = laneReport(facts, goals, { points: 12 }).observables;
    const { seconds, error } = one!.history;
    expect(seconds.length).toBe(12);
    expect(seconds.at(-1)).toBeCloseTo(N * 0.5, 6);
    expect(error.at(-1)).toBe(one!.estimate.error);
    for (let k = 0; k < seconds.length; k++) {
      const exact = Math.sqrt((2 * TAU) / (seconds[k]! / 0.5));
      expect(error[k]! / exact).toBeGreaterThan(0.3);
      expect(error[k]! / exact).toBeLessThan(2);
    }
  });
});
