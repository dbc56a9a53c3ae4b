/**
 * Carries out a race: its runs by turns in short slices, always the one that has had the least time, so that whatever else the machine does hits all alike.
 * A run that has every wanted error rests. Ends when all have them, or the budget is spent, or it is asked to stop, or a run fails.
 * How a slice of a run is carried out is the caller's: in this process, or in a thread of the engine. Test: test/unit/main/race/carry-out-race.test.ts.
 */

import { type Failure, fail, type Result } from '../../src-engine/base/result.ts';
import type { RunEnd } from '../../src-engine/run/run-loop.ts';
import type { RaceGoal, RaceLane } from '../contract/index.ts';
import { holdRace, type RacePlace, type RaceRecord, readRace, writeRace } from './race-file.ts';

export interface RaceWorld extends RacePlace {
  /** Seconds from any fixed origin. */
  now(): number;
  stopRequested(): boolean;
  /** Carries a run on for about so many seconds. */
  slice(run: string, seconds: number): Promise<Result<RunEnd>>;
  /** What its rows say now, without a history of errors. */
  report(run: string, goals: readonly RaceGoal[]): Promise<Result<RaceLane>>;
  /** Observables that its rows give. */
  observables(run: string): Promise<Result<readonly string[]>>;
  onTurn?(lane: RaceLane): void;
  /** The race has been written. */
  onChange?(record: RaceRecord): void;
}

/** Short enough that a change of the machine's load hits all, long enough that starting does not cost more than running. */
const SLICE = { least: 0.5, most: 10, perLane: 8 } as const;
/** Updates after which an observable that has not been seen is taken to be missing. */
const PATIENCE = 200;

export type RaceEnd = Extract<RaceRecord['state'], 'reached' | 'budget' | 'stopped' | 'failed'>;

const isReached = ({ observables }: RaceLane): boolean => observables.every(({ reached }) => reached);

const missingObservable = async (
  world: RaceWorld,
  lane: RaceLane,
  goals: readonly RaceGoal[],
): Promise<Failure | undefined> => {
  const names = await world.observables(lane.run);
  if (!names.ok) return names.error;
  const missing = goals.find(({ name }) => !names.value.includes(name));
  // what is measured rarely may be still to come
  if (missing === undefined || lane.updates < PATIENCE) return undefined;
  return fail(
    'run.noSeries',
    `${lane.name} does not measure ${missing.name}.`,
    `It gives ${names.value.filter((name) => name !== 'seconds').join(', ')}. Race for one of these, or add it to [measure].`,
  ).error;
};

interface Turns {
  readonly end: RaceEnd;
  readonly failure: Failure | null;
}

const takeTurns = async (
  world: RaceWorld,
  { runs, goals, budgetSeconds }: RaceRecord,
  keep: () => Promise<Result<unknown>>,
): Promise<Turns> => {
  const began = world.now();
  const left = (): number => budgetSeconds - (world.now() - began);
  const slice = Math.min(SLICE.most, Math.max(SLICE.least, budgetSeconds / (SLICE.perLane * runs.length)));
  const lanes = new Map<string, RaceLane>();
  const failed = (failure: Failure): Turns => ({ end: 'failed', failure });
  for (const run of runs) {
    const lane = await world.report(run, goals);
    if (!lane.ok) return failed(lane.error);
    lanes.set(run, lane.value);
  }
  for (;;) {
    const waiting = [...lanes.values()].filter((lane) => !isReached(lane));
    const [next] = waiting.sort((a, b) => a.seconds - b.seconds);
    if (next === undefined) return { end: 'reached', failure: null };
    if (world.stopRequested()) return { end: 'stopped', failure: null };
    if (left() <= 0) return { end: 'budget', failure: null };
    const ended = await world.slice(next.run, Math.min(slice, Math.max(left(), SLICE.least)));
    if (!ended.ok) return failed(ended.error);
    const lane = await world.report(next.run, goals);
    if (!lane.ok) return failed(lane.error);
    lanes.set(next.run, lane.value);
    world.onTurn?.(lane.value);
    const kept = await keep();
    if (!kept.ok) return failed(kept.error);
    if (ended.value.kind === 'failed') return failed(ended.value.failure);
    if (ended.value.kind === 'stopped' && ended.value.why === 'asked')
      return { end: 'stopped', failure: null };
    const missing = await missingObservable(world, lane.value, goals);
    if (missing !== undefined) return failed(missing);
  }
};

/** Begins a race, or goes on with it. The result is an error only when it could not be carried out at all. */
export const carryOutRace = async (
  world: RaceWorld,
  id: string,
  budgetSeconds?: number,
): Promise<Result<RaceRecord>> => {
  const read = await readRace(world, id);
  if (!read.ok) return read;
  const lock = await holdRace(world, id);
  if (!lock.ok) return lock;
  const began = world.now();
  const before = { ...read.value, ...(budgetSeconds === undefined ? {} : { budgetSeconds }) };
  const write = async (change: Partial<RaceRecord>): Promise<Result<RaceRecord>> => {
    const spentSeconds = before.spentSeconds + world.now() - began;
    const written = await writeRace(world, id, { ...before, failure: null, spentSeconds, ...change });
    if (written.ok) world.onChange?.(written.value);
    return written;
  };
  try {
    const running = await write({ state: 'running' });
    if (!running.ok) return running;
    const { end, failure } = await takeTurns(world, before, async () => {
      const beat = await lock.value.heartbeat();
      return beat.ok ? write({ state: 'running' }) : beat;
    });
    return await write({ state: end, failure });
  } finally {
    await lock.value.release();
  }
};
