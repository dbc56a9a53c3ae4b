/**
 * The races that this engine carries out: each takes turns of its runs through the supervisor, like runs that a user starts and stops, so other runs may come
 * in between. Lives as long as its workspace's races; a workspace with one stays open. Test: test/unit/main/engine-host/races.test.ts.
 */
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { RunEnd } from '../../../src-engine/run/run-loop.ts';
import type { RaceGoal, RaceLane, RaceReport } from '../../contract/index.ts';
import { carryOutRace } from '../../race/carry-out-race.ts';
import { type RacePlace, type RaceRecord, readRace, rowOf } from '../../race/race-file.ts';
import { HISTORY_POINTS, raceReport } from '../../race/race-report.ts';
import { observableNames } from '../../race/read-lane.ts';
import { inApplication } from '../in-application.ts';
import { traceOf } from '../router.ts';
import type { OpenSession } from '../session/open-session.ts';
import { type StartWorld, startRun, stopRun } from '../session/start-run.ts';

export interface Races {
  /** Begins or goes on, in the background. */
  begin(session: OpenSession, id: string, budgetSeconds: number | null): Promise<Result<null>>;
  stop(session: OpenSession, id: string): Promise<Result<null>>;
  report(session: OpenSession, record: Pick<RaceRecord, 'runs' | 'goals'>): Promise<Result<RaceReport>>;
  isBusy(folder: string): boolean;
  stopAll(): void;
  settled(): Promise<void>;
}

interface Active {
  readonly folder: string;
  readonly done: Promise<void>;
  isStopping: boolean;
  run: string | undefined;
}

export const placeOf = ({ folder, host }: OpenSession): RacePlace => ({
  folder,
  files: host.files,
  machine: host.machine,
});

const keyOf = ({ folder }: Pick<OpenSession, 'folder'>, id: string): string => `${folder}\0${id}`;

const laneOf = (
  session: OpenSession,
  run: string,
  goals: readonly RaceGoal[],
  points: number,
): Promise<Result<RaceLane>> =>
  session.analysts().ask({ kind: 'lane', run, goals, points }, points === 0 ? 'background' : 'now');

const leftQueue: RunEnd = { kind: 'stopped', why: 'asked' };

export const createRaces = (world: StartWorld, log: (text: string) => void): Races => {
  const active = new Map<string, Active>();

  const slice = async (session: OpenSession, run: string, budget: number): Promise<Result<RunEnd>> => {
    const { active: isActive, queued } = world.supervisor.statusOf(session.folder, run);
    if (isActive || queued !== null)
      return fail(
        'run.locked',
        `${run} is being carried out outside the race.`,
        'Stop it, then go on with the race.',
      );
    return new Promise((resolve) => {
      void startRun(world, session, run, {
        budget,
        watchProcessors: true,
        onOver: (end) => {
          if (end === undefined) resolve(ok(leftQueue));
          else if (end.result !== undefined) resolve(end.result);
          else
            resolve(fail('internal', `The thread of ${run} stopped: ${end.death}.`, 'Go on with the race.'));
        },
      }).then((started) => {
        if (!started.ok) resolve(started);
        // an engine that closes starts nothing
        const status = world.supervisor.statusOf(session.folder, run);
        if (!status.active && status.queued === null) resolve(ok(leftQueue));
      });
    });
  };

  const tell = async (session: OpenSession, id: string, record: RaceRecord): Promise<void> =>
    session.tell('race.changed', { row: await rowOf(placeOf(session), id, record) });

  const carryOut = async (session: OpenSession, id: string, entry: Active, budget: number | null) => {
    const ended = await carryOutRace(
      {
        ...placeOf(session),
        now: () => performance.now() / 1000,
        stopRequested: () => entry.isStopping,
        slice: async (run, seconds) => {
          entry.run = run;
          return slice(session, run, seconds);
        },
        report: (run, goals) => laneOf(session, run, goals, 0),
        observables: async (run) => {
          const names = await session.workspace.seriesNames(run);
          return names.ok ? ok(observableNames(names.value)) : names;
        },
        onChange: (record) => session.inBackground(tell(session, id, record)),
      },
      id,
      budget ?? undefined,
    );
    if (!ended.ok) {
      session.tell('workspace.problem', { failure: inApplication(ended.error) });
      return;
    }
    const { name, state, failure } = ended.value;
    await tell(session, id, ended.value);
    if (state === 'failed' && failure !== null)
      session.notice('failed', null, `The race ${name} has failed`, `${failure.message} ${failure.remedy}`);
    else if (state !== 'stopped')
      session.notice(
        'finished',
        null,
        `The race ${name} is over`,
        state === 'reached' ? 'Every sampler has the wanted errors.' : 'Its time budget is used up.',
      );
  };

  return {
    begin: async (session, id, budgetSeconds) => {
      const key = keyOf(session, id);
      const known = await readRace(placeOf(session), id);
      if (!known.ok) return known;
      if (active.has(key)) return fail('race.running', 'This race is going on already.', 'Wait for its end.');
      let resolve = (): void => {};
      const done = new Promise<void>((settle) => {
        resolve = settle;
      });
      const entry: Active = { folder: session.folder, done, isStopping: false, run: undefined };
      active.set(key, entry);
      void carryOut(session, id, entry, budgetSeconds)
        .catch((error) => log(`Race ${id}: ${traceOf(error)}`))
        .then(() => {
          active.delete(key);
          resolve();
          setImmediate(world.onIdle);
        });
      return ok(null);
    },
    stop: async (session, id) => {
      const entry = active.get(keyOf(session, id));
      if (entry === undefined)
        return fail('run.notRunning', 'This race is not going on here.', 'Nothing needs to be done.');
      entry.isStopping = true;
      const { run } = entry;
      const status = run === undefined ? undefined : world.supervisor.statusOf(session.folder, run);
      if (run !== undefined && (status?.active || status?.queued != null))
        return stopRun(world.supervisor, session, run);
      return ok(null);
    },
    report: async (session, { runs, goals }) => {
      const lanes: RaceLane[] = [];
      for (const run of runs) {
        const lane = await laneOf(session, run, goals, HISTORY_POINTS);
        if (!lane.ok) return lane;
        lanes.push(lane.value);
      }
      return ok(raceReport(lanes));
    },
    isBusy: (folder) => [...active.values()].some((entry) => entry.folder === folder),
    stopAll: () => {
      for (const entry of active.values()) entry.isStopping = true;
    },
    settled: async () => {
      await Promise.all([...active.values()].map(({ done }) => done));
    },
  };
};
