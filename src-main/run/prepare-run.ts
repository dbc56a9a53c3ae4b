/** A new run from a specification: checked, made complete, and entered in the workspace; alone, or as a fork of another run. */
import { dirname, resolve } from 'node:path';
import { checkMemory } from '../../src-engine/api/spec/memory.ts';
import { readSpec } from '../../src-engine/api/spec/read-spec.ts';
import { canonicalToml } from '../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { checkLoops } from '../../src-engine/run/check-loops.ts';
import { modelStore } from '../model/model-store.ts';
import { pinModels, resolveModelPaths } from '../model/pin-models.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { specHash } from '../spec/spec-hash.ts';
import { localMachine } from '../storage/machine.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import type { RunParent } from '../workspace/run-event.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import { afterTraining } from './checkpoint-model.ts';
import { readSpecOf } from './spec-of-run.ts';

/** The fields of a run live in one 32-bit kernel memory. */
export const MEMORY_CAP = 4 * 2 ** 30 - 2 ** 26;

/** Reads a specification; a start file and paths of models are taken relative to `folder`. */
export const readRunSpec = (toml: string, folder: string): Result<RunSpec> => {
  const parsed = parseSpec(toml, checkLoops);
  return parsed.ok ? placedSpec(parsed.value, folder) : parsed;
};

/** The same from a document, keys as in a file. */
export const readRunDocument = (document: unknown, folder: string): Result<RunSpec> => {
  const read = readSpec(document, checkLoops);
  return read.ok ? placedSpec(read.value, folder) : read;
};

const placedSpec = (asked: RunSpec, folder: string): Result<RunSpec> => {
  const spec = resolveModelPaths(asked, folder);
  const fits = checkMemory(spec, MEMORY_CAP);
  if (!fits.ok) return fits;
  if (spec.start.kind !== 'file' || spec.start.file === undefined) return ok(spec);
  return ok({ ...spec, start: { ...spec.start, file: resolve(folder, spec.start.file) } });
};

export interface PrepareOptions {
  readonly codeVersion: string;
  readonly template?: string;
  readonly parent?: RunParent;
  /** Of runs, that it belongs to from the beginning. */
  readonly group?: string;
}

export const prepareRun = async (
  workspace: Workspace,
  asked: RunSpec,
  options: PrepareOptions,
): Promise<Result<RunSummary>> => {
  const models = modelStore({ files: nodeFileSystem, machine: localMachine() }, workspace.folder);
  const { parent, codeVersion } = options;
  const begun = parent === undefined ? ok(asked) : await fromParent(workspace, parent, asked, codeVersion);
  if (!begun.ok) return begun;
  const pinned = await pinModels(begun.value, models);
  if (!pinned.ok) return pinned;
  const spec = pinned.value;
  return workspace.createRun({
    spec: canonicalToml(spec),
    specHash: specHash(spec),
    name: spec.name,
    ...options,
  });
};

/** Chains begin with a field of their parent when they start, trainings with a model of it that is made now. */
const fromParent = async (
  workspace: Workspace,
  parent: RunParent,
  spec: RunSpec,
  codeVersion: string,
): Promise<Result<RunSpec>> => {
  const of = await readSpecOf(workspace, parent.run);
  // a parent whose specification is lost is checked when the run begins
  if (spec.training === undefined && (!of.ok || of.value.training === undefined)) return ok(spec);
  return afterTraining(workspace, parent, spec, codeVersion);
};

/** Folder that a specification's relative paths start from. */
export const specFolder = (file: string): string => dirname(resolve(file));
