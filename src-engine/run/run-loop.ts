/**
 * Carries a run from its present update to its end: update, measure, record, watch, checkpoint, save, stop cleanly.
 *
 * Metrics and saved configurations become durable in batches, a checkpoint is written only after those up to it, so a resumed run repeats at most what
 * came after its checkpoint, with the same numbers. Test: test/unit/engine/run/run-loop.test.ts, test/crash/run-kill.test.ts.
 */
import type { RunSpec } from '../api/spec/run-spec.ts';
import { attempt, type Failure, fail, ok, type Result } from '../base/result.ts';
import type { Alarm } from './alarm/alarm.ts';
import { AlarmBoard } from './alarm/alarm-board.ts';
import { type Progress, ProgressMeter } from './progress.ts';
import type { MetricRow, RunPort, SavedField } from './run-port.ts';
import type { RunState } from './run-state.ts';

/** Seconds between batches of metrics and configurations (each is a synced write). */
const BATCH_SECONDS = 0.5;
/** Seconds between chances for the host to take in messages. */
const BREATH_SECONDS = 0.05;

export type RunEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped'; readonly why: 'asked' | 'budget' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What is carried from its present update to its last. */
export interface Advancing {
  readonly spec: Pick<RunSpec, 'run' | 'alarm'>;
  /** Updates done so far. */
  readonly update: number;
  /** Fewer than specified, for a training that is good enough. */
  readonly totalUpdates: number;
  /** Name of the phase of the next update (of the last one, at the end). */
  readonly phase: string;
  /** Does the next update; returns what it gave, by metric name. */
  step(): Readonly<Record<string, number>>;
  /** What there is to be kept now; to be read before the next update. */
  saved(): SavedField;
  /** Alarms of its own since they were last taken. */
  takeAlarms?(): readonly Alarm[];
}

export interface RunLoopOptions {
  /** Where to go on from; absent for a new run. */
  readonly state?: RunState;
  /** Called after each update, with what has been measured (durable only after the next batch). */
  readonly onUpdate?: (row: MetricRow, progress: Progress, phase: string) => void;
}

export const runLoop = async (
  simulation: Advancing,
  port: RunPort,
  options: RunLoopOptions = {},
): Promise<RunEnd> => {
  const { run } = simulation.spec;
  const board = new AlarmBoard(simulation.spec.alarm, options.state?.alarms);
  const meter = new ProgressMeter();
  const began = port.now();
  let batch: MetricRow[] = [];
  let hasSaved = false;
  let batched = began;
  let breathed = began;
  let checkpointed = began;
  let checkpointUpdate = options.state === undefined ? -1 : simulation.update;

  const flush = async (): Promise<Result<void>> => {
    batched = port.now();
    if (batch.length > 0) {
      const rows = batch;
      batch = [];
      const appended = await port.appendMetrics(rows);
      if (!appended.ok) return appended;
    }
    if (!hasSaved) return ok(undefined);
    hasSaved = false;
    return port.keepConfigurations();
  };
  const checkpoint = async (): Promise<Result<void>> => {
    if (checkpointUpdate === simulation.update) return ok(undefined);
    const flushed = await flush();
    if (!flushed.ok) return flushed;
    const written = await port.writeCheckpoint(simulation.saved(), {
      version: 1,
      update: simulation.update,
      alarms: board.state(),
    });
    checkpointed = port.now();
    checkpointUpdate = simulation.update;
    return written;
  };
  const end = async (kind: RunEnd): Promise<RunEnd> => {
    const written = await checkpoint();
    return written.ok ? kind : { kind: 'failed', failure: written.error };
  };
  const failed = (failure: Failure): RunEnd => ({ kind: 'failed', failure });

  /** One update and everything that belongs to it. */
  const advance = async (): Promise<Result<void>> => {
    const started = port.now();
    const update = simulation.update + 1;
    const stepped = attempt(() => simulation.step());
    const seconds = port.now() - started;
    const own = simulation.takeAlarms?.() ?? [];
    for (const alarm of own) {
      const noted = await port.appendAlarm(alarm);
      if (!noted.ok) return noted;
    }
    if (!stepped.ok) return broke(update, stepped.error, await flush());
    const values = stepped.value;
    const row = { update, values: { ...values, seconds } };
    batch.push(row);
    const broken = Object.entries(values).find(([, value]) => !Number.isFinite(value));
    if (broken !== undefined) return diverged(update, broken, await flush());
    const kind = Object.keys(values).join();
    for (const alarm of board.check({ update, values, seconds, usualSeconds: meter.usualOf(kind) })) {
      const noted = await port.appendAlarm(alarm);
      if (!noted.ok) return noted;
    }
    meter.add(seconds, kind);
    if (run.saveEvery > 0 && update % run.saveEvery === 0) {
      const saved = await port.saveConfiguration(simulation.saved());
      if (!saved.ok) return saved;
      hasSaved = true;
    }
    const now = port.now();
    const due =
      port.checkpointRequested?.() === true ||
      (run.checkpointEvery > 0 && update % run.checkpointEvery === 0) ||
      (run.checkpointInterval > 0 && now - checkpointed >= run.checkpointInterval);
    if (due) {
      const written = await checkpoint();
      if (!written.ok) return written;
    } else if (now - batched >= BATCH_SECONDS) {
      const flushed = await flush();
      if (!flushed.ok) return flushed;
    }
    options.onUpdate?.(row, meter.report(update, simulation.totalUpdates), simulation.phase);
    return ok(undefined);
  };

  const first = await checkpoint();
  if (!first.ok) return failed(first.error);
  while (simulation.update < simulation.totalUpdates) {
    if (port.now() - breathed >= BREATH_SECONDS) {
      await port.breathe();
      breathed = port.now();
    }
    if (port.stopRequested()) return end({ kind: 'stopped', why: 'asked' });
    if (run.budget > 0 && port.now() - began + (meter.usual ?? 0) > run.budget)
      return end({ kind: 'stopped', why: 'budget' });
    const advanced = await advance();
    if (!advanced.ok) return failed(advanced.error);
  }
  return end({ kind: 'finished' });
};

/** An update that could not be done ends the run with its reason; what was done before is kept. */
const broke = (update: number, failure: Failure, flushed: Result<void>): Result<void> => {
  if (!flushed.ok) return flushed;
  const { code, message, remedy, detail } = failure;
  return fail(code, `Update ${update} could not be done: ${message}`, remedy, { ...detail, update });
};

/** A number that is not finite ends the run: everything after it would be worthless. */
const diverged = (
  update: number,
  [name, value]: readonly [string, number],
  flushed: Result<void>,
): Result<void> => {
  if (!flushed.ok) return flushed;
  return fail(
    'run.diverged',
    `${name} became ${value} in update ${update}.`,
    'Resume from the last checkpoint with a smaller step, or check the start configuration with "plaquette inspect".',
    { name, update },
  );
};
