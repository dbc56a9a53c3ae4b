/**
 * Sweeps: one run for each combination of values of some keys, made as one group of runs, all of them or none.
 * Test: test/unit/main/run/sweep.test.ts.
 */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { planSweep, type Sweep } from '../../src-engine/api/spec/sweep.ts';
import { readVariation, type Varied } from '../../src-engine/api/spec/variation.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { modelStore } from '../model/model-store.ts';
import { pinModels } from '../model/pin-models.ts';
import { parseToml } from '../spec/parse-toml.ts';
import { localMachine } from '../storage/machine.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import { type PrepareOptions, prepareRun, readRunDocument } from './prepare-run.ts';

/** The longest name of a group of runs. */
const LONGEST_GROUP = 80;

/** Every run of a sweep of the specification in `toml`; paths in it are relative to `folder`. */
export const readSweep = (toml: string, folder: string, varied: readonly Varied[]): Result<Sweep> => {
  const document = parseToml(toml);
  if (!document.ok) return document;
  const variations = [];
  for (const one of varied) {
    const read = readVariation(one);
    if (!read.ok) return read;
    variations.push(read.value);
  }
  return planSweep(document.value as Readonly<Record<string, unknown>>, variations, (changed) =>
    readRunDocument(changed, folder),
  );
};

export const checkGroup = (group: string): Result<string> => {
  const name = group.trim();
  if (name !== '' && name.length <= LONGEST_GROUP) return ok(name);
  return fail(
    'usage.wrong',
    name === '' ? 'The group of runs has no name.' : 'The name of the group is too long.',
    `Name it in 1 to ${LONGEST_GROUP} characters.`,
  );
};

/** Makes them all, or none: what was made before one could not be made goes to the trash. */
export const prepareSweep = async (
  workspace: Workspace,
  specs: readonly RunSpec[],
  options: PrepareOptions & { readonly group: string },
): Promise<Result<readonly RunSummary[]>> => {
  const models = modelStore({ files: nodeFileSystem, machine: localMachine() }, workspace.folder);
  for (const spec of specs) {
    const pinned = await pinModels(spec, models);
    if (!pinned.ok) return pinned;
  }
  const made: RunSummary[] = [];
  for (const spec of specs) {
    const prepared = await prepareRun(workspace, spec, options);
    if (!prepared.ok) {
      for (const { id } of made) await workspace.trashRun(id);
      return prepared;
    }
    made.push(prepared.value);
  }
  return ok(made);
};
