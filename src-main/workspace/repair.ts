/**
 * Rebuilds the index of a workspace from its folders and reports what is not as it should be. Changes nothing inside runs.
 *
 * Unfinished folders (a crash while a run or a model was being made) go to the trash folder; an unreadable plaquette.toml and a
 * damaged index are moved aside. Proof: test/unit/main/workspace/repair.test.ts.
 */
import { basename, join } from 'node:path';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { isModelId } from '../../src-engine/learn/model/manifest.ts';
import { modelStore } from '../model/model-store.ts';
import { digestFile } from '../storage/file-bytes.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { Machine } from '../storage/machine.ts';
import { type ByteRange, readLog } from '../storage/read-log.ts';
import { attempt } from '../storage/store-failure.ts';
import { openIndex } from './index-database.ts';
import { indexedRunIds } from './index-runs.ts';
import {
  indexFile,
  isRunId,
  layoutVersion,
  modelsFolder,
  runsFolder,
  timeName,
  trashFolder,
  unfinishedPrefix,
  workspaceFile,
} from './layout.ts';
import { moveFolder } from './run-folder.ts';
import { runIdsIn } from './run-ids.ts';
import { forgetRun } from './run-index.ts';
import {
  localHost,
  openWorkspace,
  type RunSummary,
  type Workspace,
  type WorkspaceHost,
} from './workspace.ts';
import { openWorkspaceFile, replaceWorkspaceFile } from './workspace-file.ts';

export interface RepairReport {
  readonly runs: number;
  /** What was found; what could be mended has been. */
  readonly problems: readonly Failure[];
}

const note = (message: string, remedy: string): Failure => fail('workspace.damaged', message, remedy).error;

const suffixOf = (machine: Machine): string => `${timeName(machine.nowMs())}-${machine.token().slice(0, 4)}`;

/** Replaces an unreadable plaquette.toml by a fresh one, keeping the old. */
export const mendWorkspaceFile = async (
  host: WorkspaceHost,
  folder: string,
): Promise<Result<readonly Failure[]>> => {
  const { files, machine } = host;
  const suffix = suffixOf(machine);
  const facts = await openWorkspaceFile(files, folder);
  if (facts.ok) return ok([]);
  const hasRuns = (await runIdsIn(files, folder).then((ids) => ids.ok && ids.value.length > 0)) === true;
  const mendable =
    facts.error.code === 'workspace.damaged' || (facts.error.code === 'workspace.notFound' && hasRuns);
  if (!mendable) return facts;
  const path = workspaceFile(folder);
  const aside = `${path}.damaged-${suffix}`;
  const moved = await attempt(`move ${path} aside`, async () => {
    if ((await files.facts(path)) === undefined) return '';
    await files.rename(path, aside);
    return ` The old one is ${aside}.`;
  });
  if (!moved.ok) return moved;
  const created = new Date(machine.nowMs()).toISOString();
  const replaced = await replaceWorkspaceFile(files, folder, {
    name: basename(folder),
    schema: layoutVersion,
    created,
  });
  if (!replaced.ok) return replaced;
  return ok([note(`${path} could not be read and was made anew.${moved.value}`, 'Check the name in it.')]);
};

/** What a folder of the workspace holds: each in a folder of its own, named by its identifier. */
interface Kept {
  readonly what: 'run' | 'model';
  readonly place: string;
  isId(name: string): boolean;
}

const setStrangersAside = async (
  files: FileSystem,
  folder: string,
  suffix: string,
  { what, place: parent, isId }: Kept,
): Promise<Result<readonly Failure[]>> => {
  const names = await attempt(`list ${parent}`, () => files.list(parent));
  if (!names.ok) return names.error.code === 'store.notFound' ? ok([]) : names;
  const problems: Failure[] = [];
  for (const name of names.value.filter((entry) => !isId(entry))) {
    const path = join(parent, name);
    if (!name.startsWith(unfinishedPrefix)) {
      problems.push(
        note(`${path} is not a ${what} of this workspace.`, 'Move it elsewhere if it does not belong here.'),
      );
      continue;
    }
    const place = join(trashFolder(folder), `${name.slice(1)}-${suffix}`);
    const moved = await moveFolder(files, path, place);
    if (!moved.ok) return moved;
    problems.push(
      note(
        `${path} was left by a ${what} that was never finished being made; it is now ${place}.`,
        'It may be deleted.',
      ),
    );
  }
  return ok(problems);
};

const emptyIndex = async (
  files: FileSystem,
  folder: string,
  suffix: string,
): Promise<Result<readonly Failure[]>> => {
  const opened = await openIndex(files, indexFile(folder), suffix, 'full');
  if (!opened.ok) return opened;
  const { database, problems } = opened.value;
  try {
    for (const run of indexedRunIds(database)) {
      const forgotten = forgetRun(database, run);
      if (!forgotten.ok) return forgotten;
    }
    return ok(problems);
  } finally {
    database.close();
  }
};

/** A live run may be in the middle of a line; otherwise nothing should follow the last intact one. */
const checkLog = async (
  files: FileSystem,
  path: string,
  live: boolean,
): Promise<Result<readonly Failure[]>> => {
  const damage: ByteRange[] = [];
  const end = await attempt(`read ${path}`, async () => {
    if ((await files.facts(path)) === undefined) return { tailBytes: 0 };
    return readLog(files, path, 0, (piece) => damage.push(...piece.damage));
  });
  if (!end.ok) return end;
  const problems: Failure[] = [];
  if (damage.length > 0)
    problems.push(
      fail(
        'workspace.damaged',
        `${path} is not intact in ${damage.length} place(s).`,
        'All other records were kept.',
        {
          ranges: damage,
        },
      ).error,
    );
  if (end.value.tailBytes > 0 && !live)
    problems.push(
      note(
        `${path} ends in ${end.value.tailBytes} bytes of an unfinished or damaged record.`,
        'They are moved aside when the run is next resumed; all other records were kept.',
      ),
    );
  return ok(problems);
};

const checkRun = async (
  files: FileSystem,
  workspace: Workspace,
  run: RunSummary,
): Promise<Result<readonly Failure[]>> => {
  const problems: Failure[] = [];
  if (run.created === undefined)
    problems.push(
      note(
        `The first record of ${run.paths.log} is lost: who made the run and from what is not known.`,
        'Its rows and files are kept.',
      ),
    );
  for (const path of [run.paths.log, run.paths.metrics]) {
    const checked = await checkLog(files, path, run.state === 'running');
    if (!checked.ok) return checked;
    problems.push(...checked.value);
  }
  const spec = await workspace.readSpec(run.id);
  if (!spec.ok) problems.push(spec.error);
  const configurations = await workspace.configurations(run.id);
  if (!configurations.ok) return configurations;
  for (const { file, sha256 } of configurations.value) {
    const path = join(run.paths.configurations, file);
    const digest = await attempt(`read ${path}`, () => digestFile(files, path));
    if (!digest.ok) problems.push(digest.error);
    else if (digest.value.sha256 !== sha256)
      problems.push(
        fail(
          'format.checksumMismatch',
          `${path} is not the file that the run wrote.`,
          'Do not use it; measure from the others.',
          {
            expected: sha256,
            found: digest.value.sha256,
          },
        ).error,
      );
  }
  const checkpoint = await workspace.latestCheckpoint(run.id);
  if (checkpoint.ok) problems.push(...checkpoint.value.problems);
  else if (checkpoint.error.code !== 'run.checkpointMissing') problems.push(checkpoint.error);
  return ok(problems);
};

const checkModels = async (
  files: FileSystem,
  machine: Machine,
  folder: string,
): Promise<Result<readonly Failure[]>> => {
  const store = modelStore({ files, machine }, folder);
  const listed = await store.list();
  if (!listed.ok) return listed;
  const { models, damaged } = listed.value;
  const problems = damaged.map(({ failure }) => failure);
  for (const { manifest, problem } of models) {
    const loaded = await store.load(manifest.id);
    if (!loaded.ok) problems.push(loaded.error);
    else if (problem !== undefined) problems.push(problem);
  }
  return ok(problems);
};

/** Rebuilds and checks everything; reads every configuration once. */
export const repairWorkspace = async (
  folder: string,
  host: WorkspaceHost = localHost(),
): Promise<Result<RepairReport>> => {
  const { files, machine } = host;
  const suffix = suffixOf(machine);
  const problems: Failure[] = [];
  const steps = [
    () => mendWorkspaceFile(host, folder),
    () => setStrangersAside(files, folder, suffix, { what: 'run', place: runsFolder(folder), isId: isRunId }),
    () =>
      setStrangersAside(files, folder, suffix, {
        what: 'model',
        place: modelsFolder(folder),
        isId: isModelId,
      }),
    () => checkModels(files, machine, folder),
    () => (host.index === 'file' ? emptyIndex(files, folder, suffix) : Promise.resolve(ok([]))),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
    problems.push(...done.value);
  }
  const opened = await openWorkspace(folder, host);
  if (!opened.ok) return opened;
  const workspace = opened.value;
  try {
    const runs = await workspace.listRuns();
    if (!runs.ok) return runs;
    for (const run of runs.value) {
      const checked = await checkRun(files, workspace, run);
      if (!checked.ok) return checked;
      problems.push(...checked.value);
    }
    return ok({ runs: runs.value.length, problems: [...problems, ...workspace.problems()] });
  } finally {
    await workspace.close();
  }
};
