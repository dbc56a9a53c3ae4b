import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import type { RaceLane } from '../../../../src-main/contract/index.ts';
import { carryOutRace, type RaceWorld } from '../../../../src-main/race/carry-out-race.ts';
import { laneReport } from '../../../../src-main/race/lane-report.ts';
import { prepareRace } from '../../../../src-main/race/prepare-race.ts';
import { readRace } from '../../../../src-main/race/race-file.ts';
import { raceReport } from '../../../../src-main/race/race-report.ts';
import { observableNames, readLane } from '../../../../src-main/race/read-lane.ts';
import { carryOutRun } from '../../../../src-main/run/carry-out-run.ts';
import { readRunSpec } from '../../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../../src-main/run/stop-request.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { runPaths } from '../../../../src-main/workspace/layout.ts';
import { openRunLab, type RunLab, smallSpec } from '../../../support/run-lab.ts';

let lab: RunLab;
beforeEach(async () => {
  lab = await openRunLab();
});
afterEach(() => lab.dispose());

const spec = (algorithm: string, more = '') =>
  unwrap(
    readRunSpec(
      `${smallSpec({ dims: '[8, 8]', group: 'U(1)', beta: 2, updates: 5, algorithm })}[measure.topological-charge]\n${more}`,
      lab.folder,
    ),
  );
const hmc = () => spec('algorithm = "hmc"\nlength = 1.0\nsteps = 6');
const heatBath = () => spec('algorithm = "heat-bath"');

const world = (change: Partial<RaceWorld> = {}): RaceWorld & { readonly turns: RaceLane[] } => {
  const turns: RaceLane[] = [];
  const { workspace } = lab;
  return {
    folder: workspace.folder,
    files: nodeFileSystem,
    machine: localMachine(),
    now: () => performance.now() / 1000,
    stopRequested: () => false,
    slice: (run, budget) =>
      carryOutRun(workspace, run, {
        codeVersion: 'test',
        threads: 1,
        stop: new StopFlag(runPaths(workspace.folder, run).folder),
        budget,
        watchProcessors: true,
      }),
    report: async (run, goals) => {
      const facts = await readLane({ workspace, model: async () => undefined }, run, goals);
      return facts.ok ? ok(laneReport(facts.value, goals, { points: 0 })) : facts;
    },
    observables: async (run) => ok(observableNames(unwrap(await workspace.seriesNames(run)))),
    onTurn: (lane) => turns.push(lane),
    turns,
    ...change,
  };
};

const prepare = async (
  in_: RaceWorld,
  goals = [{ name: 'plaquette', error: 1.5e-3 }],
  budgetSeconds = 30,
): Promise<string> =>
  unwrap(
    await prepareRace(
      in_,
      lab.workspace,
      { specs: [hmc(), heatBath()], goals, budgetSeconds, threads: 1 },
      'test',
    ),
  );

describe('a race of two samplers of U(1) in two dimensions', () => {
  it('ends when both have the error, agrees with the exact plaquette, and tells what each costs', async () => {
    const here = world();
    const id = await prepare(here);
    expect(unwrap(await carryOutRace(here, id))).toMatchObject({ state: 'reached', failure: null });
    const { runs, goals } = unwrap(await readRace(here, id));
    const lanes = await Promise.all(runs.map(async (run) => unwrap(await here.report(run, goals))));
    const report = raceReport(lanes);
    for (const lane of lanes) {
      const [plaquette] = lane.observables;
      expect(plaquette!.reached).toBe(true);
      expect(plaquette!.estimate.error).toBeLessThanOrEqual(1.5e-3);
      // I1(2) / I0(2) up to exp(-volume)
      expect(Math.abs(plaquette!.estimate.value! - 0.697774658)).toBeLessThan(5 * plaquette!.estimate.error!);
      expect(plaquette!.cost!.value).toBeGreaterThan(0);
      expect(plaquette!.processorCost!.value).toBeGreaterThan(0);
      expect(lane.processors).toBeGreaterThan(0.05);
      expect(lane.updates).toBeGreaterThan(100);
      expect(lane.state).toBe('stopped');
    }
    expect(lanes.map(({ algorithms }) => algorithms)).toEqual(['HMC', 'heat bath']);
    // Omelyan: two forces a step; one way back in a hundred trajectories
    expect(lanes[0]!.operations.forces).toBeCloseTo(1.01 * 13, 10);
    expect(lanes[1]!.operations).toMatchObject({ forces: 0, linkUpdates: 128 });
    expect(report.pairs[0]).toMatchObject({ observable: 'plaquette', a: 0, b: 1 });
    expect(report.pairs[0]!.deviations).toBeLessThan(5);
    expect(report.verdict.length).toBeGreaterThan(0);
    // again: nothing is left to do
    const turns = here.turns.length;
    expect(unwrap(await carryOutRace(here, id)).state).toBe('reached');
    expect(here.turns.length).toBe(turns);
  });

  it('stops when asked and goes on with the same runs where they were', async () => {
    const here = world();
    const id = await prepare(here, [{ name: 'plaquette', error: 2e-3 }], 20);
    const first: RaceWorld = {
      ...here,
      slice: (run) => {
        const stop = new StopFlag(runPaths(here.folder, run).folder);
        return carryOutRun(lab.workspace, run, {
          codeVersion: 'test',
          threads: 1,
          stop,
          onUpdate: ({ update }) => (update === 50 ? stop.ask() : undefined),
        });
      },
    };
    expect(unwrap(await carryOutRace(first, id)).state).toBe('stopped');
    const { runs } = unwrap(await readRace(here, id));
    const updates = async () =>
      Promise.all(runs.map(async (run) => unwrap(await lab.workspace.getRun(run)).lastUpdate ?? 0));
    const before = await updates();
    expect(before.toSorted()).toEqual([0, 50]);
    expect(unwrap(await carryOutRace(here, id)).state).toBe('reached');
    const after = await updates();
    after.forEach((done, k) => {
      expect(done).toBeGreaterThanOrEqual(before[k]!);
      expect(done).toBeGreaterThan(0);
    });
    const values = await lab.values({ id: runs[0]! } as never, 'plaquette');
    expect(values.length).toBe(after[0]);
    expect(unwrap(await readRace(here, id)).runs).toEqual(runs);
  });
});

describe('turns', () => {
  /** Runs whose seconds grow by what they are given. */
  const pretended = (reachedAt: number) => {
    const seconds = new Map<string, number>();
    const order: string[] = [];
    let clock = 0;
    const here = world({
      now: () => clock,
      slice: async (run, budget) => {
        order.push(run);
        seconds.set(run, (seconds.get(run) ?? 0) + budget);
        clock += budget;
        return ok({ kind: 'stopped', why: 'budget' });
      },
      report: async (run) => {
        const spent = seconds.get(run) ?? 0;
        const observables = [{ reached: spent >= reachedAt }];
        return ok({ run, name: run, updates: 500, seconds: spent, observables } as unknown as RaceLane);
      },
      observables: async () => ok(['plaquette']),
    });
    return { here, order, seconds };
  };

  it('go to the one that has had least, so that all have had the same at the end of the budget', async () => {
    const { here, order, seconds } = pretended(Number.POSITIVE_INFINITY);
    const id = await prepare(here, undefined, 4);
    expect(unwrap(await carryOutRace(here, id))).toMatchObject({ state: 'budget' });
    const spent = [...seconds.values()];
    expect(spent[0]! + spent[1]!).toBeCloseTo(4, 6);
    expect(Math.abs(spent[0]! - spent[1]!)).toBeLessThanOrEqual(0.5);
    expect(order.length).toBe(8);
    expect(unwrap(await carryOutRace(here, id, 1))).toMatchObject({
      state: 'budget',
      budgetSeconds: 1,
      spentSeconds: 5,
    });
  });

  it('end early when all have what is wanted', async () => {
    const { here, order } = pretended(2);
    const id = await prepare(here, undefined, 16);
    expect(unwrap(await carryOutRace(here, id))).toMatchObject({ state: 'reached', spentSeconds: 4 });
    expect(order.length).toBe(4);
  });

  it('end with the reason of a run that failed, of an observable that nobody measures, and of a run that was stopped by hand', async () => {
    const { here } = pretended(1e9);
    const id = await prepare(here);
    const broken = fail('run.diverged', 'plaquette became NaN in update 3.', 'Use smaller steps.').error;
    const failing = { ...here, slice: async () => ok({ kind: 'failed', failure: broken } as const) };
    expect(unwrap(await carryOutRace(failing, id))).toMatchObject({
      state: 'failed',
      failure: { code: 'run.diverged' },
    });
    const blind = { ...here, observables: async () => ok(['rectangle']) };
    expect(unwrap(await carryOutRace(blind, id))).toMatchObject({
      state: 'failed',
      failure: { code: 'run.noSeries', remedy: expect.stringContaining('rectangle') },
    });
    const byHand = { ...here, slice: async () => ok({ kind: 'stopped', why: 'asked' } as const) };
    expect(unwrap(await carryOutRace(byHand, id))).toMatchObject({ state: 'stopped', failure: null });
  });
});

describe('a race that cannot be', () => {
  it('makes no run', async () => {
    const here = world();
    const other = { ...heatBath(), action: { preset: 'wilson', beta: 2.5 } } as const;
    const request = { goals: [{ name: 'plaquette', error: 1 }], budgetSeconds: 1, threads: 1 };
    expect(
      await prepareRace(here, lab.workspace, { ...request, specs: [hmc(), other] }, 'test'),
    ).toMatchObject({ error: { code: 'race.differentTargets', detail: { path: 'action.beta' } } });
    expect(unwrap(await lab.workspace.listRuns())).toEqual([]);
  });
});
