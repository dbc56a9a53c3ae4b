/** A race carried out in the foreground of a terminal: progress on standard error, a clean stop on SIGINT and SIGTERM. A second signal ends the process at once. */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import type { RaceGoal, RaceLane, RaceReport, RaceRow } from '../contract/index.ts';
import { carryOutRace } from '../race/carry-out-race.ts';
import { laneReport } from '../race/lane-report.ts';
import type { RacePlace, RaceRecord } from '../race/race-file.ts';
import { HISTORY_POINTS, raceReport } from '../race/race-report.ts';
import { observableNames, readLane } from '../race/read-lane.ts';
import { modelFinder } from '../race/training-cost.ts';
import { carryOutRun } from '../run/carry-out-run.ts';
import { StopFlag } from '../run/stop-request.ts';
import { runPaths } from '../workspace/layout.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import { problemLine } from './output.ts';
import { openProgress } from './progress-bar.ts';
import { onSignals } from './run-session.ts';
import { version } from './version.ts';

const laneOf = async (
  { host }: Pick<Context, 'host'>,
  workspace: Workspace,
  run: string,
  goals: readonly RaceGoal[],
  points: number,
): Promise<Result<RaceLane>> => {
  const facts = await readLane({ workspace, model: modelFinder(host, workspace.folder) }, run, goals);
  return facts.ok ? ok(laneReport(facts.value, goals, { points })) : facts;
};

/** With the histories of errors. */
export const fullReport = async (
  context: Pick<Context, 'host'>,
  workspace: Workspace,
  row: RaceRow,
): Promise<Result<RaceReport>> => {
  const lanes: RaceLane[] = [];
  for (const run of row.runs) {
    const lane = await laneOf(context, workspace, run, row.goals, HISTORY_POINTS);
    if (!lane.ok) return lane;
    lanes.push(lane.value);
  }
  return ok(raceReport(lanes));
};

export interface RaceSession {
  /** Seconds, instead of the race's own. */
  readonly budget?: number;
  readonly threads?: number;
}

const turnText = ({ name, observables }: RaceLane): string => {
  const asked = observables.filter(({ wanted }) => wanted !== null);
  return `${name}: ${asked.map((one) => `${one.name} ${one.estimate.formatted || 'no error yet'}${one.reached ? ', reached' : ''}`).join(', ')}`;
};

export const raceInForeground = async (
  context: Context,
  workspace: Workspace,
  place: RacePlace,
  id: string,
  { budget, threads }: RaceSession,
): Promise<Result<RaceRecord>> => {
  const bar = openProgress(context, `Race ${id}`, 's');
  let stopping = false;
  let current: StopFlag | undefined;
  const ignore = onSignals(() => {
    stopping = true;
    bar.note('Stopping after this update; the race can be resumed.');
    current?.ask();
  });
  const began = performance.now();
  try {
    bar.note(`Race ${id} begins; stop it with Ctrl-C.`);
    const ended = await carryOutRace(
      {
        ...place,
        now: () => performance.now() / 1000,
        stopRequested: () => stopping,
        slice: (run, seconds) => {
          current = new StopFlag(runPaths(workspace.folder, run).folder);
          return carryOutRun(workspace, run, {
            codeVersion: version,
            stop: current,
            budget: seconds,
            watchProcessors: true,
            ...(threads === undefined ? {} : { threads }),
            onAlarm: (alarm) => bar.note(`Alarm at update ${alarm.update}: ${problemLine(alarm)}`),
          });
        },
        report: (run, goals) => laneOf(context, workspace, run, goals, 0),
        observables: async (run) => {
          const names = await workspace.seriesNames(run);
          return names.ok ? ok(observableNames(names.value)) : names;
        },
        onTurn: (lane) => bar.note(`${Math.round((performance.now() - began) / 1000)} s  ${turnText(lane)}`),
      },
      id,
      budget,
    );
    if (!ended.ok) return ended;
    const { failure } = ended.value;
    return failure === null ? ended : fail(failure.code, failure.message, failure.remedy, failure.detail);
  } finally {
    ignore();
    bar.close();
  }
};
