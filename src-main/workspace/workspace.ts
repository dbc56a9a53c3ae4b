/**
 * A workspace: its runs, read through the index, changed through one writer per run.
 *
 * The folders are the truth. Every reading call first lets the index catch up with the run's files, so it shows what is
 * durable at that moment, whoever wrote it. Proof: test/unit/main/workspace/workspace.test.ts, repair.test.ts.
 */
import { join } from 'node:path';
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { ensureFolder } from '../storage/durable-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { localMachine, type Machine } from '../storage/machine.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import { readLog } from '../storage/read-log.ts';
import type { LogRecord } from '../storage/record-line.ts';
import { attempt } from '../storage/store-failure.ts';
import { acquireWriterLock, readWriterLock } from '../storage/writer-lock.ts';
import { type FoundCheckpoint, latestCheckpoint, newestCheckpointUpdate } from './checkpoint.ts';
import { type Glance, glanceAt } from './glance.ts';
import { type IndexCache, indexCache } from './index-cache.ts';
import {
  attemptSql,
  type IndexCheck,
  type IndexDatabase,
  inSnapshot,
  openIndex,
  openMemoryIndex,
} from './index-database.ts';
import {
  countsOf,
  type IndexedConfiguration,
  indexedConfigurations,
  indexedRun,
  indexedRunIds,
} from './index-runs.ts';
import { readWinningRows, type Series, seriesNames } from './index-series.ts';
import { endOfSeries, readTail, recentRows, type SeriesPlace, type SeriesTail } from './index-tail.ts';
import {
  indexFile,
  isRunId,
  layoutVersion,
  type RunPaths,
  runPaths,
  runsFolder,
  timeName,
  trashFolder,
} from './layout.ts';
import { makeRunFolder, moveFolder, type RunRequest, readSpecText } from './run-folder.ts';
import { checkThere, runIdsIn } from './run-ids.ts';
import { damagedFiles, followRun, forgetRun } from './run-index.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';
import { openRunWriter, type RunWriter } from './run-writer.ts';
import { workingIndex } from './working-index.ts';
import { createWorkspaceFile, openWorkspaceFile } from './workspace-file.ts';

export interface WorkspaceHost {
  readonly files: FileSystem;
  readonly machine: Machine;
  /** `memory`: an index that is not kept, for file systems that SQLite cannot see. */
  readonly index: 'file' | 'memory';
  /** How often a writer renews its heartbeat; 0 leaves it to the caller. */
  readonly heartbeatMs: number;
  /** How the index is looked at on opening; `quick` when absent. */
  readonly check?: IndexCheck;
}

export const localHost = (): WorkspaceHost => ({
  files: nodeFileSystem,
  machine: localMachine(),
  index: 'file',
  heartbeatMs: 15_000,
});

export type { RunSummary };

export interface PlacedSeries {
  readonly series: Series;
  readonly place: SeriesPlace;
}

export interface Workspace {
  readonly folder: string;
  readonly name: string;
  /** What was found wrong and mended, or worked around, on opening and since. */
  problems(): readonly Failure[];
  /** Logs of runs in which the index met records that are not intact. */
  damage(): readonly Failure[];
  createRun(request: RunRequest): Promise<Result<RunSummary>>;
  /** Oldest first; every run looked at closely. */
  listRuns(): Promise<Result<readonly RunSummary[]>>;
  /** All runs at once, from the index as far as it goes (glance.ts). */
  glance(): Promise<Result<Glance>>;
  readonly cache: IndexCache;
  getRun(id: string): Promise<Result<RunSummary>>;
  readSpec(id: string): Promise<Result<string>>;
  /** Every intact record of log.ndjson, in order. */
  readEvents(id: string): Promise<Result<readonly LogRecord[]>>;
  /** The index follows the writer; with `onChange`, called after each durable change, that is left to others. */
  openWriter(id: string, onChange?: () => void): Promise<Result<RunWriter>>;
  seriesNames(id: string): Promise<Result<readonly string[]>>;
  /** The winning rows: of rows with one update number, that of the newest segment. */
  readSeries(id: string, name: string): Promise<Result<Series>>;
  /** With the place after which later rows will stand. */
  readSeriesToPlace(id: string, name: string): Promise<Result<PlacedSeries>>;
  /** At least the last `count` rows of a series. */
  recentRows(id: string, name: string, count: number): Promise<Result<SeriesTail>>;
  /** What the index has of a series after a place, in the order of writing; undefined when the place is not there any more. */
  tail(id: string, name: string, place: SeriesPlace): Result<SeriesTail | undefined>;
  endOfSeries(id: string, name: string): Result<SeriesPlace>;
  configurations(id: string): Promise<Result<readonly IndexedConfiguration[]>>;
  /** Of an update below `before`. */
  latestCheckpoint(id: string, before?: number): Promise<Result<FoundCheckpoint>>;
  /** Update of the newest checkpoint that looks intact; its fields are not read. */
  checkpointUpdate(id: string): Promise<Result<number | null>>;
  /** Moves a run that nobody writes to into the trash folder. Answers its new place. */
  trashRun(id: string): Promise<Result<string>>;
  close(): Promise<void>;
}

const damageOf = (path: string, bytes: number): Failure =>
  fail(
    'workspace.damaged',
    `${path} is not intact: ${bytes} bytes of it are no records. All other records count.`,
    'Nothing needs to be done; check the disk if this happens again.',
  ).error;

const makeFolders = (files: FileSystem, folder: string): Promise<Result<void>> =>
  attempt(`make ${folder}`, async () => {
    await ensureFolder(files, folder);
    await ensureFolder(files, runsFolder(folder));
  });

/** Makes a workspace of `folder` (whose parent exists) and opens it. */
export const createWorkspace = async (
  folder: string,
  name: string,
  host: WorkspaceHost = localHost(),
): Promise<Result<Workspace>> => {
  const made = await makeFolders(host.files, folder);
  if (!made.ok) return made;
  const created = new Date(host.machine.nowMs()).toISOString();
  const marked = await createWorkspaceFile(host.files, folder, { name, schema: layoutVersion, created });
  return marked.ok ? openWorkspace(folder, host) : marked;
};

/** Opens a workspace; 'workspace.notFound', 'workspace.versionTooNew', or 'workspace.damaged'. */
export const openWorkspace = async (
  folder: string,
  host: WorkspaceHost = localHost(),
): Promise<Result<Workspace>> => {
  const { files, machine } = host;
  const facts = await openWorkspaceFile(files, folder);
  if (!facts.ok) return facts;
  const suffix = `${timeName(machine.nowMs())}-${machine.token().slice(0, 4)}`;
  const index =
    host.index === 'memory'
      ? openMemoryIndex()
      : await openIndex(files, indexFile(folder), suffix, host.check ?? 'quick');
  if (!index.ok) return index;
  return ok(buildWorkspace(folder, facts.value.name, host, index.value.database, [...index.value.problems]));
};

const buildWorkspace = (
  folder: string,
  name: string,
  { files, machine, heartbeatMs }: WorkspaceHost,
  database: IndexDatabase,
  problems: Failure[],
): Workspace => {
  const index = workingIndex(database, (problem) => problems.push(problem));
  const pathsOf = (id: string): RunPaths => runPaths(folder, id);

  /** The paths of a run that exists. */
  const locate = async (id: string): Promise<Result<RunPaths>> => {
    const missing = fail(
      'run.notFound',
      `There is no run ${id} in ${folder}.`,
      'List the runs with plaquette list.',
    );
    if (!isRunId(id)) return missing;
    const facts = await attempt(`look for the run ${id}`, () => files.facts(pathsOf(id).folder));
    if (!facts.ok) return facts;
    if (facts.value?.kind === 'folder') return ok(pathsOf(id));
    const there = await checkThere(files, folder);
    return there.ok ? missing : there;
  };
  /** Asks an index that has been brought up to date with the run. */
  const query = async <T>(
    id: string,
    ask: (database: IndexDatabase, paths: RunPaths) => T,
  ): Promise<Result<T>> => {
    const located = await locate(id);
    if (!located.ok) return located;
    const paths = located.value;
    return index.use(async (database) => {
      const followed = await followRun(files, database, id, paths);
      return followed.ok ? attemptSql(() => ask(database, paths)) : followed;
    });
  };
  const find = (id: string): Promise<Result<RunPaths>> => query(id, (_, paths) => paths);
  const forget = (id: string): Promise<Result<void>> =>
    index.use(async (database) => forgetRun(database, id));

  const getRun = async (id: string): Promise<Result<RunSummary>> => {
    // The lock first: a writer says how the run ended before it lets go, so the log is never older than the lock.
    const lock = await readWriterLock(files, machine, pathsOf(id).folder);
    return query(id, (database, paths) =>
      summaryOf(
        machine,
        indexedRun(database, id)!,
        countsOf(database, id),
        lock.ok ? lock.value.state : 'none',
        paths,
      ),
    );
  };

  const readSeriesToPlace = async (id: string, series: string): Promise<Result<PlacedSeries>> => {
    const read = () =>
      query(id, (database) =>
        inSnapshot(database, () => ({
          series: readWinningRows(database, id, series),
          place: endOfSeries(database, id, series),
        })),
      );
    const rows = await read();
    if (!rows.ok || rows.value.series !== undefined) return rows as Result<PlacedSeries>;
    problems.push(
      fail(
        'workspace.damaged',
        `The index entries of run ${id} were damaged and have been rebuilt from its folder.`,
        'Nothing needs to be done; check the disk if this happens again.',
      ).error,
    );
    const forgotten = await forget(id);
    if (!forgotten.ok) return forgotten;
    const again = await read();
    if (!again.ok || again.value.series !== undefined) return again as Result<PlacedSeries>;
    return fail(
      'workspace.damaged',
      'The index does not keep what is written to it.',
      'Check the disk, then run plaquette workspace repair.',
    );
  };

  /** Forgets in the index what is not on disk any more. Answers the runs that are. */
  const presentRuns = async (): Promise<Result<readonly string[]>> => {
    const ids = await runIdsIn(files, folder);
    if (!ids.ok) return ids;
    const present = new Set(ids.value);
    const gone = await index.use(async (database) =>
      attemptSql(() => indexedRunIds(database).filter((id) => !present.has(id))),
    );
    if (!gone.ok) return gone;
    for (const id of gone.value) {
      const forgotten = await forget(id);
      if (!forgotten.ok) return forgotten;
    }
    return ids;
  };

  /** The index follows a writer without holding it up; its failures are not the writer's. */
  const follower = (id: string) => {
    let running: Promise<void> | undefined;
    let again = false;
    const follow = async (): Promise<void> => {
      do {
        again = false;
        const followed = await index.use((database) => followRun(files, database, id, pathsOf(id)));
        if (!followed.ok) {
          problems.push(followed.error);
          return;
        }
      } while (again);
    };
    return {
      poke: () => {
        again = true;
        running ??= follow().finally(() => {
          running = undefined;
        });
      },
      settle: async () => {
        await running;
      },
    };
  };
  const openWriters = new Set<() => Promise<unknown>>();

  const openWriter = async (id: string, onChange?: () => void): Promise<Result<RunWriter>> => {
    const found = await find(id);
    if (!found.ok) return found;
    const { poke, settle } =
      onChange === undefined ? follower(id) : { poke: onChange, settle: () => Promise.resolve() };
    const opened = await openRunWriter(files, machine, found.value, { onChange: poke });
    if (!opened.ok) return opened;
    const writer = opened.value;
    const timer =
      heartbeatMs > 0 ? setInterval(() => void writer.heartbeat(), heartbeatMs).unref() : undefined;
    const close = async (): Promise<Result<void>> => {
      if (!openWriters.delete(close)) return ok(undefined);
      clearInterval(timer);
      const closed = await writer.close();
      await settle();
      return closed;
    };
    openWriters.add(close);
    return ok({ ...writer, close });
  };

  return {
    folder,
    name,
    problems: () => problems,
    damage: () => {
      const damaged = attemptSql(() => damagedFiles(index.now()));
      return damaged.ok
        ? damaged.value.map(({ run, file, damaged: bytes }) => damageOf(pathsOf(run)[file], bytes))
        : [];
    },
    getRun,
    readSeriesToPlace,
    readSeries: async (id, series) => {
      const read = await readSeriesToPlace(id, series);
      return read.ok ? ok(read.value.series) : read;
    },
    openWriter,
    createRun: async (request) => {
      const made = await makeRunFolder(files, machine, runsFolder(folder), request);
      return made.ok ? getRun(made.value) : made;
    },
    listRuns: async () => {
      const ids = await presentRuns();
      if (!ids.ok) return ids;
      const runs: RunSummary[] = [];
      for (const id of ids.value) {
        const run = await getRun(id);
        if (run.ok) runs.push(run.value);
        else if (run.error.code !== 'run.notFound') return run;
      }
      return ok(runs);
    },
    glance: async () => {
      const ids = await presentRuns();
      if (!ids.ok) return ids;
      return index.use((database) => glanceAt(files, machine, database, folder, ids.value));
    },
    get cache() {
      return indexCache(index.now());
    },
    readSpec: async (id) => {
      const digest = await query(id, (database) => indexedRun(database, id)?.specSha256);
      return digest.ok ? readSpecText(files, pathsOf(id), digest.value) : digest;
    },
    readEvents: async (id) => {
      const found = await find(id);
      if (!found.ok) return found;
      return attempt(`read ${found.value.log}`, async () => {
        const records: LogRecord[] = [];
        // a folder whose log was lost is still a run
        if ((await files.facts(found.value.log)) === undefined) return records;
        await readLog(files, found.value.log, 0, (piece) => records.push(...piece.records));
        return records;
      });
    },
    seriesNames: (id) => query(id, (database) => seriesNames(database, id)),
    recentRows: (id, name, count) => query(id, (database) => recentRows(database, id, name, count)),
    tail: (id, name, place) => attemptSql(() => readTail(index.now(), id, name, place)),
    endOfSeries: (id, name) => attemptSql(() => endOfSeries(index.now(), id, name)),
    configurations: (id) => query(id, (database) => indexedConfigurations(database, id)),
    latestCheckpoint: async (id, before) => {
      const found = await find(id);
      return found.ok ? latestCheckpoint(files, found.value.checkpoints, before) : found;
    },
    checkpointUpdate: async (id) => {
      const found = await find(id);
      return found.ok ? newestCheckpointUpdate(files, found.value.checkpoints) : found;
    },
    trashRun: async (id) => {
      const found = await find(id);
      if (!found.ok) return found;
      const lock = await acquireWriterLock(files, machine, found.value.folder);
      if (!lock.ok) return lock;
      const place = join(trashFolder(folder), id);
      const moved = await moveFolder(files, found.value.folder, place);
      if (!moved.ok) {
        await lock.value.release();
        return moved;
      }
      const forgotten = await forget(id);
      return forgotten.ok ? ok(place) : forgotten;
    },
    close: async () => {
      for (const close of [...openWriters]) await close();
      index.close();
    },
  };
};
