/**
 * What runs keep on disk, whatever they are: links (field-file.ts), scalar fields as SciDAC files, trainings as safetensors with their progress as JSON in the metadata.
 * Test: test/unit/main/run/scalar-run.test.ts, training-run.test.ts, and those of links.
 */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { readScalar, writeScalar } from '../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src-engine/learn/model/safetensors.ts';
import { isWalk } from '../../src-engine/learn/sample/replica-walk.ts';
import type { TrainerState, TrainingProgress } from '../../src-engine/learn/train/trainer-state.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import { groupOfSpec } from '../../src-engine/run/action-of-spec.ts';
import type { AnyRun } from '../../src-engine/run/make-run.ts';
import { ReplicaRun } from '../../src-engine/run/replica-run.ts';
import type { SavedField, SavedReplicas } from '../../src-engine/run/run-port.ts';
import type { RunState } from '../../src-engine/run/run-state.ts';
import { ScalarSimulation } from '../../src-engine/run/scalar-simulation.ts';
import { Simulation } from '../../src-engine/run/simulation.ts';
import { TrainingRun } from '../../src-engine/run/training-run.ts';
import type { ScalarConfiguration } from '../../src-engine/scalar/scalar-field.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import { openFileSource } from '../storage/file-source.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { type Provenance, readField, writeField } from './field-file.ts';

/** What one file holds. */
export type SavedPart = Exclude<SavedField, SavedReplicas>;

/** Of a file in a checkpoint. */
const fileName: Readonly<Record<SavedPart['kind'], string>> = {
  links: 'links.lime',
  scalar: 'scalar.lime',
  training: 'training.safetensors',
};

/** The files of a checkpoint by name, in the order in which they are read again. */
export const partsOf = (saved: SavedField): readonly (readonly [name: string, part: SavedPart])[] =>
  saved.kind === 'replicas'
    ? saved.replicas.map((part, r) => [`replica${r + 1}.${fileName[part.kind]}`, part])
    : [[fileName[saved.kind], saved]];

/** What is saved as a configuration. */
export const configurationOf = (saved: SavedField): SavedPart =>
  saved.kind === 'replicas' ? saved.replicas[0]! : saved;

/** Larger states of trainings are not read. */
const MAX_BYTES = 2 ** 31;

export const writeSaved = async (
  sink: ByteSink,
  saved: SavedPart,
  precision: 'f64' | 'f32',
  provenance: Provenance,
): Promise<Result<void>> => {
  switch (saved.kind) {
    case 'links':
      return writeField(sink, saved.links, precision, provenance);
    case 'scalar':
      return writeScalar(sink, saved.field, { precision, provenance: JSON.stringify(provenance) });
    case 'training': {
      const { progress, tensors } = saved.training;
      const texts = { progress: JSON.stringify(progress), provenance: JSON.stringify(provenance) };
      const bytes = encodeSafetensors(tensors, texts, fileName.training);
      if (!bytes.ok) return bytes;
      await sink.write(bytes.value);
      return ok(undefined);
    }
  }
};

/** What a run starts or goes on from, read and checked, but not yet taken. */
export type ReadState =
  | { readonly kind: 'links'; readonly configuration: GaugeConfiguration }
  | { readonly kind: 'scalar'; readonly configuration: ScalarConfiguration }
  | { readonly kind: 'training'; readonly training: TrainerState };

export const readSaved = async (
  files: FileSystem,
  path: string,
  spec: RunSpec,
): Promise<Result<ReadState>> => {
  if (spec.training !== undefined) {
    const training = await readTraining(files, path);
    return training.ok ? ok({ kind: 'training', training: training.value }) : training;
  }
  const { dims, group } = spec.lattice;
  if (group === 'scalar') {
    const configuration = await readScalarFor(files, path, dims);
    return configuration.ok ? ok({ kind: 'scalar', configuration: configuration.value }) : configuration;
  }
  const configuration = await readField(files, path, dims, groupOfSpec(spec).colours);
  return configuration.ok ? ok({ kind: 'links', configuration: configuration.value }) : configuration;
};

/** Puts files read into the run that its specification made; `state`: of a run that goes on. All replicas start from one file. */
export const takeStates = (
  run: AnyRun,
  read: readonly ReadState[],
  state: RunState | undefined,
): Result<void> => {
  if (!(run instanceof ReplicaRun)) return takeState(run, read[0]!, state?.update);
  const { replicas } = run;
  if (state !== undefined) {
    if (read.length !== replicas.length || !isWalk(state.walk, replicas.length))
      return fail(
        'run.checkpointDamaged',
        `The checkpoint of update ${state.update} does not hold ${replicas.length} replicas.`,
        'Start the run again.',
      );
    run.restore(state.walk);
  }
  for (const [r, replica] of replicas.entries()) {
    const taken = takeState(replica, read[r] ?? read[0]!, state?.update);
    if (!taken.ok) return taken;
  }
  return ok(undefined);
};

const takeState = (run: AnyRun, state: ReadState, update: number | undefined): Result<void> => {
  if (state.kind === 'training' && run instanceof TrainingRun) return run.restore(state.training);
  if (state.kind === 'scalar' && run instanceof ScalarSimulation) {
    if (update === undefined) run.begin(state.configuration);
    else run.restore(state.configuration, update);
  }
  if (state.kind === 'links' && run instanceof Simulation) {
    if (update === undefined) run.begin(state.configuration);
    else run.restore(state.configuration, update);
  }
  return ok(undefined);
};

const readScalarFor = async (
  files: FileSystem,
  path: string,
  dims: readonly number[],
): Promise<Result<ScalarConfiguration>> => {
  const source = await openFileSource(files, path);
  if (!source.ok) return source;
  try {
    const read = await readScalar(source.value);
    if (!read.ok || read.value.dims.join() === dims.join()) return read;
    return fail(
      'format.geometryMismatch',
      `${path} holds a scalar field on ${read.value.dims.join(' x ')}, the run asks for ${dims.join(' x ')}.`,
      'Set lattice.dims to those of the file, or choose another file.',
    );
  } finally {
    await source.value.close();
  }
};

const isProgress = (value: unknown): value is TrainingProgress => {
  const v = value as Partial<TrainingProgress> | null;
  return (
    typeof v === 'object' &&
    v !== null &&
    v.version === 1 &&
    Number.isSafeInteger(v.step) &&
    Number.isSafeInteger(v.optimiserStep) &&
    typeof v.stopped === 'boolean' &&
    Array.isArray(v.alarms?.raised) &&
    Number.isFinite(v.alarms.best)
  );
};

const progressIn = (text: string | undefined): TrainingProgress | undefined => {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return isProgress(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const readTraining = async (files: FileSystem, path: string): Promise<Result<TrainerState>> => {
  const bytes = await attempt(`read ${path}`, () => readSmallFile(files, path, MAX_BYTES));
  if (!bytes.ok) return bytes;
  const read = decodeSafetensors(bytes.value, path);
  if (!read.ok) return read;
  const progress = progressIn(read.value.metadata.progress);
  if (progress !== undefined) return ok({ progress, tensors: read.value.tensors });
  return fail(
    'run.checkpointDamaged',
    `${path} does not say how far the training had come.`,
    'Go on from an earlier checkpoint, or start the training again.',
  );
};
