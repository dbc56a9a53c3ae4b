/**
 * A workspace that is open in this engine: its store, the book of its runs, their averages, streams and problems, shared by all clients
 * that have it open. Test: test/unit/main/engine-host/engine-life.test.ts.
 */
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { EngineEvents, FileHandle, WorkspaceFacts } from '../../contract/index.ts';
import { modelStore } from '../../model/model-store.ts';
import { runPaths } from '../../workspace/layout.ts';
import { repairWorkspace } from '../../workspace/repair.ts';
import { runIdsIn } from '../../workspace/run-ids.ts';
import { openWorkspace, type Workspace, type WorkspaceHost } from '../../workspace/workspace.ts';
import type { WorkspaceSession } from '../client.ts';
import type { ConnectedClient } from '../connection.ts';
import type { Notice } from '../control.ts';
import { inApplication, remedyInApplication } from '../in-application.ts';
import { traceOf } from '../router.ts';
import type { Supervisor } from '../run/supervisor.ts';
import { createStreamTable, type StreamTable } from '../stream/stream-table.ts';
import { type Analysts, startAnalysts } from '../thread/analysts.ts';
import { createAverages } from './averages.ts';
import { findRunCopies, findWorkspaceCopies } from './conflict-copies.ts';
import { freeBytes, isWritable } from './disk.ts';
import { type Follower, followOthers } from './follow-others.ts';
import { averagesOf, keepAverages } from './kept-averages.ts';
import { createRunBook, type RunBook } from './run-book.ts';

export interface OpenSession extends WorkspaceSession {
  readonly workspace: Workspace;
  readonly host: WorkspaceHost;
  readonly book: RunBook;
  readonly streams: StreamTable;
  readonly clients: ReadonlySet<ConnectedClient>;
  readonly follower: Follower;
  analysts(): Analysts;
  facts(): Promise<WorkspaceFacts>;
  /** Adds to the problems and tells it, once. */
  report(problem: Failure): void;
  tell<N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]): void;
  notice(kind: Notice['kind'], run: string | null, title: string, text: string): void;
  /** Work that nobody waits for; what breaks in it is logged. */
  inBackground(work: Promise<unknown>): void;
  join(client: ConnectedClient): void;
  leave(client: ConnectedClient): void;
  /** Rebuilds the index; what was found, one sentence each. */
  repair(): Promise<Result<readonly string[]>>;
  close(): Promise<void>;
}

export interface SessionWorld {
  readonly host: WorkspaceHost;
  readonly supervisor: Supervisor;
  readonly pollMs: number;
  /** Bytes below which the disk counts as nearly full. */
  diskLow(): number;
  notice(notice: Notice): void;
  log(text: string): void;
}

const DISK_MS = 15_000;
const MOST_PROBLEMS = 100;

const sentence = ({ message, remedy }: Failure): string => `${message} ${remedyInApplication(remedy)}`;

export const openSession = async (
  folder: string,
  handle: FileHandle,
  world: SessionWorld,
): Promise<Result<OpenSession>> => {
  const { host, supervisor } = world;
  const { files, machine } = host;
  const opened = await openWorkspace(folder, host);
  if (!opened.ok) return opened;
  let workspace = opened.value;
  const { name } = workspace;
  const clients = new Set<ConnectedClient>();
  const found: Failure[] = [...(await findWorkspaceCopies(files, folder))];
  const makeAnalysts = (): Analysts => startAnalysts({ folder, index: host.index }, world.log);
  let analysts = makeAnalysts();
  let isDiskLow = false;
  /** Why the folder cannot be looked at now. */
  let gone: Failure | undefined;
  /** How many problems of the workspace clients have been told. */
  const problems = (): readonly Failure[] => [...workspace.problems(), ...workspace.damage()];
  let toldProblems = problems().length;
  let closing: Promise<void> | undefined;

  const tell: OpenSession['tell'] = (event, payload) => {
    for (const client of clients) client.emit(event, payload);
  };
  const report = (problem: Failure): void => {
    if (found.length >= MOST_PROBLEMS || found.some(({ message }) => message === problem.message)) return;
    found.push(problem);
    tell('workspace.problem', { failure: inApplication(problem) });
  };
  const notice: OpenSession['notice'] = (kind, run, title, text) =>
    world.notice({ kind, workspace: handle, workspaceName: name, run, title, text });

  const book = createRunBook({
    host,
    workspace: () => workspace,
    statusOf: (run) => supervisor.statusOf(folder, run),
    tell,
    onRows: (run) => {
      averages.consider(run);
      streams.poke(run);
    },
    onProblem: report,
  });
  const averages = createAverages({
    rowsOf: (run) => {
      const summary = book.entries.get(run)?.summary;
      if (summary?.lastUpdate === undefined) return undefined;
      return {
        lastUpdate: summary.lastUpdate,
        segment: summary.segment,
        isRunning: summary.state === 'running',
      };
    },
    knownOf: (run) => book.entries.get(run)?.averages,
    make: async (run) => {
      const made = await analysts.ask({ kind: 'report', run, cut: null }, 'background');
      if (!made.ok) return made;
      const known = averagesOf(made.value);
      keepAverages(workspace.cache, run, known);
      book.change(run, { averages: known });
      return ok(known);
    },
    now: () => performance.now(),
  });
  const streams = createStreamTable();
  const nameOf = (run: string): string => book.entries.get(run)?.summary.name ?? run;
  const follower = followOthers({
    files,
    folder,
    book,
    workspace: () => workspace,
    nowMs: () => machine.nowMs(),
    isOurs: (run) => supervisor.statusOf(folder, run).active,
    onSilence: (run, seconds) =>
      notice(
        'stuck',
        run,
        `${nameOf(run)} seems to be stuck`,
        `It has made no progress for ${Math.round(seconds)} seconds.`,
      ),
    onTurn: (why) => {
      inBackground(lookAtModels());
      const known = problems().length;
      if (gone?.message === why?.message && known === toldProblems) return;
      gone = why;
      toldProblems = known;
      inBackground(facts().then((now) => tell('workspace.changed', { facts: now })));
    },
  });

  /** Trainings and other processes make models, too; what was there when the workspace was opened is no news. */
  const models = modelStore(host, folder);
  let knownModels: string | undefined;
  const lookAtModels = async (): Promise<void> => {
    const ids = await models.ids();
    if (!ids.ok) return;
    const now = ids.value.join();
    if (knownModels !== undefined && knownModels !== now) tell('model.listChanged', {});
    knownModels = now;
  };

  const facts = async (): Promise<WorkspaceFacts> => {
    const ids = await runIdsIn(files, folder);
    return {
      name,
      folder,
      handle,
      runs: ids.ok ? ids.value.length : book.entries.size,
      writable: await isWritable(files, folder, machine.token()),
      freeBytes: await freeBytes(folder),
      problems: [...(gone === undefined ? [] : [gone]), ...found, ...problems()].map(inApplication),
    };
  };

  const watchDisk = async (): Promise<void> => {
    const free = await freeBytes(folder);
    const isLow = free !== null && free < world.diskLow();
    if (isLow && !isDiskLow)
      notice(
        'disk-low',
        null,
        `The disk of ${name} is nearly full`,
        `${((free ?? 0) / 2 ** 30).toFixed(1)} GiB are left. Free some space: runs stop when they cannot write.`,
      );
    if (isLow !== isDiskLow) tell('workspace.changed', { facts: await facts() });
    isDiskLow = isLow;
  };

  const searchCopies = async (): Promise<void> => {
    const ids = await runIdsIn(files, folder);
    for (const id of ids.ok ? ids.value : [])
      for (const problem of await findRunCopies(files, runPaths(folder, id).folder)) report(problem);
  };

  await lookAtModels();
  follower.start(world.pollMs);
  const inBackground: OpenSession['inBackground'] = (work) =>
    void work.catch((error) => world.log(traceOf(error)));
  const diskTimer = setInterval(() => inBackground(watchDisk()), DISK_MS).unref();
  inBackground(watchDisk());
  inBackground(searchCopies());

  const session: OpenSession = {
    folder,
    handle,
    host,
    get workspace() {
      return workspace;
    },
    book,
    streams,
    clients,
    follower,
    analysts: () => analysts,
    facts,
    report,
    tell,
    notice,
    inBackground,
    join: (client) => void clients.add(client),
    leave: (client) => {
      clients.delete(client);
      streams.forget(client);
    },
    repair: async () => {
      const { active } = supervisor.runsOf(folder);
      if (active > 0)
        return fail(
          'run.locked',
          'Runs of this workspace are going on.',
          'Stop them first, then repair the workspace.',
        );
      await analysts.close();
      await workspace.close();
      const repaired = await repairWorkspace(folder, host);
      const again = await openWorkspace(folder, host);
      if (again.ok) workspace = again.value;
      analysts = makeAnalysts();
      if (!repaired.ok) return repaired;
      if (!again.ok) return again;
      await book.list();
      tell('workspace.changed', { facts: await facts() });
      return ok(repaired.value.problems.map(sentence));
    },
    close: () => {
      closing ??= (async () => {
        follower.stop();
        clearInterval(diskTimer);
        averages.close();
        book.close();
        streams.close();
        await analysts.close();
        await workspace.close();
      })();
      return closing;
    },
  };
  return ok(session);
};
