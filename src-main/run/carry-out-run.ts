/**
 * Carries out a run of a workspace, from its beginning or from its last checkpoint, on this machine's threads, until it ends or is asked
 * to stop. Everything it reports has been made durable by the run's writer (workspace/run-writer.ts).
 */
import { checkMemory } from '../../src-engine/api/spec/memory.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { type Failure, FailureError, fail, ok, type Result, unwrap } from '../../src-engine/base/result.ts';
import type { Alarm } from '../../src-engine/run/alarm/alarm.ts';
import { makeRun } from '../../src-engine/run/make-run.ts';
import type { Progress } from '../../src-engine/run/progress.ts';
import { type RunEnd, runLoop } from '../../src-engine/run/run-loop.ts';
import type { MetricRow, RunPort } from '../../src-engine/run/run-port.ts';
import { isRunState, type RunState } from '../../src-engine/run/run-state.ts';
import { TrainingRun } from '../../src-engine/run/training-run.ts';
import { specHash } from '../spec/spec-hash.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import { machineMemory } from '../worker/machine-memory.ts';
import { defaultThreads } from '../worker/thread-count.ts';
import { threadPoolExecutor } from '../worker/thread-pool.ts';
import type { RunWriter, StateChange } from '../workspace/run-writer.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import { keepCheckpoint } from './checkpoint-model.ts';
import { CheckpointFlag } from './checkpoint-request.ts';
import type { Provenance } from './field-file.ts';
import { readRunSpec } from './prepare-run.ts';
import { processorWatch } from './processor-watch.ts';
import { keepModel, loadModels } from './run-models.ts';
import {
  configurationOf,
  partsOf,
  type ReadState,
  readSaved,
  takeStates,
  writeSaved,
} from './saved-field.ts';
import type { StopFlag } from './stop-request.ts';

export interface CarryOutOptions {
  readonly codeVersion: string;
  readonly stop: StopFlag;
  /** Overrides the specification's number; the chain does not depend on it. */
  readonly threads?: number;
  /** Overrides the specification's wall-clock budget, in seconds. */
  readonly budget?: number;
  /** Bytes that there are to compute in; those of this machine when absent. */
  readonly memory?: number;
  /** Enters in the log how much the processors worked, with all threads of this process. */
  readonly watchProcessors?: boolean;
  readonly onStart?: (facts: StartFacts) => void;
  readonly onUpdate?: (row: MetricRow, progress: Progress, phase: string) => void;
  readonly onAlarm?: (alarm: Alarm) => void;
}

export interface StartFacts {
  readonly spec: RunSpec;
  readonly threads: number;
  readonly fromUpdate: number;
  /** Things found wrong and worked around: torn logs set aside, a damaged checkpoint passed over. */
  readonly problems: readonly Failure[];
}

interface Origin {
  readonly state: RunState | undefined;
  /** What it goes on from, or begins with; none for a start from nothing. */
  readonly files: readonly string[];
  readonly problems: readonly Failure[];
}

/** Where a run goes on: its newest intact checkpoint, or its beginning. */
const originOf = async (workspace: Workspace, run: RunSummary, spec: RunSpec): Promise<Result<Origin>> => {
  const found = await workspace.latestCheckpoint(run.id);
  if (!found.ok && found.error.code !== 'run.checkpointMissing') return found;
  if (!found.ok) {
    // a fork of a training names its first model (checkpoint-model.ts)
    if (spec.training !== undefined) return ok({ state: undefined, files: [], problems: [] });
    const parent =
      run.parent === undefined
        ? ok(spec.start.file)
        : await parentField(workspace, run.parent.run, run.parent.update);
    if (!parent.ok) return parent;
    return ok({ state: undefined, files: parent.value === undefined ? [] : [parent.value], problems: [] });
  }
  const { checkpoint, problems } = found.value;
  const files = checkpoint.files.map(({ path }) => path);
  if (!isRunState(checkpoint.state) || files.length === 0)
    return fail(
      'run.checkpointDamaged',
      `Checkpoint ${checkpoint.manifest} does not hold a state of a run.`,
      'Start the run again.',
    );
  return ok({ state: checkpoint.state, files, problems });
};

/** The links that a fork starts from: a saved configuration of its parent, or the parent's last checkpoint. */
const parentField = async (
  workspace: Workspace,
  parent: string,
  update: number | undefined,
): Promise<Result<string>> => {
  const saved = await workspace.configurations(parent);
  if (!saved.ok) return saved;
  const match = saved.value.find((c) => c.update === update);
  const run = await workspace.getRun(parent);
  if (!run.ok) return run;
  if (match !== undefined) return ok(`${run.value.paths.configurations}/${match.file}`);
  const found = await workspace.latestCheckpoint(parent);
  if (!found.ok) return found;
  const { checkpoint } = found.value;
  if (update !== undefined && checkpoint.update !== update)
    return fail(
      'run.checkpointMissing',
      `Run ${parent} has kept no configuration of update ${update}.`,
      `Fork from one of its saved configurations, or from update ${checkpoint.update}.`,
    );
  return ok(checkpoint.files[0]!.path);
};

const portOf = (writer: RunWriter, run: RunSummary, spec: RunSpec, options: CarryOutOptions): RunPort => {
  const provenance = (update: number): Provenance => ({
    run: run.id,
    update,
    specHash: specHash(spec),
    codeVersion: options.codeVersion,
  });
  const checkpoint = new CheckpointFlag(run.paths.folder);
  return {
    now: () => performance.now() / 1000,
    stopRequested: () => options.stop.isSet,
    checkpointRequested: () => checkpoint.take(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    appendMetrics: (rows) => writer.appendMetrics(rows),
    appendAlarm: (alarm) => {
      options.onAlarm?.(alarm);
      return writer.appendEvent('alarm', { ...alarm });
    },
    saveConfiguration: async (saving) => {
      const field = configurationOf(saving);
      const { update } = field;
      const precision = spec.run.savePrecision === 'single' ? 'f32' : 'f64';
      const plaquette = field.kind === 'links' ? field.plaquette : null;
      const saved = await writer.stageConfiguration({ update, plaquette, extension: 'lime' }, (sink) =>
        writeSaved(sink, field, precision, provenance(update)),
      );
      return saved.ok ? ok(undefined) : saved;
    },
    keepConfigurations: () => writer.keepConfigurations(),
    writeCheckpoint: async (field, state) => {
      const { update } = field;
      const written = await writer.writeCheckpoint({
        update,
        specHash: specHash(spec),
        state: field.kind === 'replicas' ? { ...state, walk: field.walk } : state,
        parts: partsOf(field).map(([name, part]) => ({
          name,
          write: (sink) => writeSaved(sink, part, 'f64', provenance(update)),
        })),
      });
      return written.ok ? ok(undefined) : written;
    },
  };
};

/** Runs to the end; the result is an error only when the run could not be carried out at all. */
export const carryOutRun = async (
  workspace: Workspace,
  id: string,
  options: CarryOutOptions,
): Promise<Result<RunEnd>> => {
  const run = await workspace.getRun(id);
  if (!run.ok) return run;
  if (run.value.state === 'finished')
    return fail(
      'run.finished',
      `Run ${id} has finished.`,
      'Fork it with more updates to go on: plaquette run SPEC --from RUN.',
    );
  const text = await workspace.readSpec(id);
  if (!text.ok) return text;
  const read = readRunSpec(text.value, run.value.paths.folder);
  if (!read.ok) return read;
  const fits = checkMemory(read.value, options.memory ?? machineMemory());
  if (!fits.ok) return fits;
  const spec =
    options.budget === undefined
      ? read.value
      : { ...read.value, run: { ...read.value.run, budget: options.budget } };
  const writer = await workspace.openWriter(id);
  if (!writer.ok) return writer;
  try {
    return await withWriter(workspace, run.value, spec, writer.value, options);
  } finally {
    options.stop.clear();
    await writer.value.close();
  }
};

const withWriter = async (
  workspace: Workspace,
  run: RunSummary,
  spec: RunSpec,
  writer: RunWriter,
  options: CarryOutOptions,
): Promise<Result<RunEnd>> => {
  const origin = await originOf(workspace, run, spec);
  if (!origin.ok) return origin;
  const { state, files, problems } = origin.value;
  const saved: ReadState[] = [];
  for (const file of files) {
    const read = await readSaved(nodeFileSystem, file, spec);
    if (!read.ok) return read;
    saved.push(read.value);
  }
  const models = await loadModels(workspace, run, spec);
  if (!models.ok) return models;
  const memory = options.memory ?? machineMemory();
  const holds = checkMemory(spec, memory, (word) => models.value.get(word)?.manifest.architecture);
  if (!holds.ok) return holds;
  const fromUpdate = state?.update ?? 0;
  const running = await writer.setState({ state: 'running', fromUpdate });
  if (!running.ok) return running;
  const threads = options.threads ?? (spec.run.threads > 0 ? spec.run.threads : defaultThreads());
  const executor = threadPoolExecutor({ threads });
  let end: RunEnd;
  try {
    const simulation = makeRun(spec, executor, models.value);
    if (saved.length > 0) unwrap(takeStates(simulation, saved, state));
    options.onStart?.({ spec, threads, fromUpdate, problems: [...writer.problems, ...problems] });
    const watch = options.watchProcessors ? processorWatch() : undefined;
    end = await runLoop(simulation, portOf(writer, run, spec, options), {
      ...(state === undefined ? {} : { state }),
      onUpdate: (...facts) => {
        watch?.mark();
        options.onUpdate?.(...facts);
      },
    });
    if (simulation instanceof TrainingRun) {
      const { codeVersion } = options;
      const kept =
        end.kind === 'finished'
          ? await keepModel(workspace, run, spec, {
              trained: simulation.result(),
              models: models.value,
              codeVersion,
              isWhole: true,
            })
          : await keepCheckpoint(workspace, run, spec, {
              codeVersion,
              hasDiverged: end.kind === 'failed' && end.failure.code === 'run.diverged',
            });
      // what ended it first is what is told
      if (!kept.ok && end.kind !== 'failed') end = { kind: 'failed', failure: kept.error };
      if (kept.ok && kept.value !== undefined) {
        const noted = await writer.appendEvent('model', { model: kept.value });
        if (!noted.ok) return noted;
      }
    }
    const watched = watch?.facts();
    if (watched !== undefined) {
      const noted = await writer.appendEvent('cost', watched);
      if (!noted.ok) return noted;
    }
  } catch (error) {
    if (error instanceof FailureError) end = { kind: 'failed', failure: error.failure };
    else if (!(error instanceof RangeError)) throw error;
    else
      end = {
        kind: 'failed',
        failure: fail(
          'resource.memory',
          `The run does not fit into memory: ${error.message}.`,
          'Choose smaller lattice.dims.',
        ).error,
      };
  } finally {
    executor.dispose();
  }
  const told = await writer.setState(stateChangeOf(end));
  return told.ok ? ok(end) : told;
};

/** Whatever it was that could not be found, it lies in the folder of the run. */
const bringBack = 'Bring the folder of the run, or its disk, back; then the run can be resumed.';

const stateChangeOf = (end: RunEnd): StateChange => {
  switch (end.kind) {
    case 'finished':
      return { state: 'finished' };
    case 'stopped':
      return { state: 'stopped', why: end.why };
    case 'failed':
      return {
        state: 'failed',
        code: end.failure.code,
        message: end.failure.message,
        remedy: end.failure.code === 'store.notFound' ? bringBack : end.failure.remedy,
      };
  }
};
