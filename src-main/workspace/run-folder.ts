/**
 * A run's folder: made in one step, and read without changing it.
 * Proof: test/unit/main/workspace/run-folder.test.ts, test/crash/storage-power-loss.test.ts.
 */
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { invariant } from '../../src-engine/base/invariant.ts';
import type { Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { ensureFolder, replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import { errnoOf, type FileSystem } from '../storage/file-system.ts';
import type { Machine } from '../storage/machine.ts';
import { encodeRecord } from '../storage/record-line.ts';
import { attempt } from '../storage/store-failure.ts';
import { type RunPaths, runId, runPathsIn, unfinishedPrefix } from './layout.ts';
import { noMark, writeMark } from './marks.ts';
import type { PreparedEvent, RunParent } from './run-event.ts';

/** What a run is made from. */
export interface RunRequest {
  /** The text of spec.toml. */
  readonly spec: string;
  /** Hash of the canonical spec. */
  readonly specHash: string;
  readonly codeVersion: string;
  readonly name?: string;
  readonly template?: string;
  readonly parent?: RunParent;
  /** The group of runs that it belongs to from the beginning. */
  readonly group?: string;
}

export const sha256OfText = (text: string): string => createHash('sha256').update(text).digest('hex');

const preparedEvent = (request: RunRequest, nowMs: number): PreparedEvent => {
  const { spec, group: _, ...facts } = request;
  return { event: 'prepared', time: new Date(nowMs).toISOString(), specSha256: sha256OfText(spec), ...facts };
};

const fill = async (
  files: FileSystem,
  paths: RunPaths,
  request: RunRequest,
  nowMs: number,
): Promise<Result<void>> => {
  const made = await attempt(`make ${paths.folder}`, async () => {
    await files.makeFolder(paths.folder);
    for (const folder of [paths.configurations, paths.checkpoints]) await ensureFolder(files, folder);
  });
  if (!made.ok) return made;
  const spec = await replaceFile(files, paths.spec, new TextEncoder().encode(request.spec));
  if (!spec.ok) return spec;
  if (request.group !== undefined) {
    const marked = await writeMark(files, paths.folder, { ...noMark, group: request.group });
    if (!marked.ok) return marked;
  }
  const log = await replaceFile(files, paths.log, encodeRecord({ ...preparedEvent(request, nowMs) }));
  return log.ok ? ok(undefined) : log;
};

/** Makes the folder of a new run under `runs`; it appears complete, by one rename, or not at all. Answers its name. */
export const makeRunFolder = async (
  files: FileSystem,
  machine: Machine,
  runs: string,
  request: RunRequest,
): Promise<Result<string>> => {
  for (;;) {
    const id = runId(machine.nowMs(), machine.token());
    const unfinished = join(runs, `${unfinishedPrefix}${id}-${machine.token()}`);
    const filled = await fill(files, runPathsIn(unfinished), request, machine.nowMs());
    const named = filled.ok
      ? await attempt(`make the run ${id}`, async () => {
          if ((await files.facts(join(runs, id))) !== undefined) return false;
          try {
            await files.rename(unfinished, join(runs, id));
          } catch (error) {
            if (['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) return false;
            throw error;
          }
          await files.syncFolder(runs);
          return true;
        })
      : filled;
    // What is left of an unfinished folder is set aside by repair; its name can never be taken for a run.
    if (!named.ok) return named;
    if (named.value) return ok(id);
  }
};

/** The text of spec.toml, verified against the digest taken when the run was made (when that is known). */
export const readSpecText = async (
  files: FileSystem,
  paths: RunPaths,
  specSha256: string | undefined,
): Promise<Result<string>> => {
  const read = await attempt(`read ${paths.spec}`, () => readSmallFile(files, paths.spec));
  if (!read.ok) return read;
  const text = new TextDecoder().decode(read.value);
  if (specSha256 !== undefined && sha256OfText(text) !== specSha256)
    return fail(
      'run.specChanged',
      `${paths.spec} is not what the run was made with.`,
      'Undo the change, or make a new run from the changed file with plaquette new and plaquette run.',
    );
  return ok(text);
};

/** Moves a folder to another parent, durably in both. */
export const moveFolder = (files: FileSystem, from: string, to: string): Promise<Result<void>> => {
  invariant(dirname(from) !== dirname(to), 'a folder moves to another parent');
  return attempt(`move ${from} to ${to}`, async () => {
    await ensureFolder(files, dirname(to));
    await files.rename(from, to);
    await files.syncFolder(dirname(to));
    await files.syncFolder(dirname(from));
  });
};
