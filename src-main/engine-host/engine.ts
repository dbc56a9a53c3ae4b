/**
 * One engine: answers clients over ports, keeps workspaces open, works on runs and tasks. Knows nothing of Electron or sockets.
 * Test: test/unit/main/engine-host/engine-life.test.ts, engine-calls.test.ts.
 */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { fail, ok } from '../../src-engine/base/result.ts';
import { configurationService } from '../configuration/handlers.ts';
import {
  type EngineCallName,
  type EngineEvents,
  engineCalls,
  type FileHandle,
  type Handlers,
} from '../contract/index.ts';
import { GrantTable } from '../grant/grant-table.ts';
import { createTaskRegistry } from '../task/task-registry.ts';
import { machineMemory } from '../worker/machine-memory.ts';
import { defaultThreads } from '../worker/thread-count.ts';
import { setKernelCompilerFlags } from '../worker/v8-flags.ts';
import { type ConnectedClient, connectClient } from './connection.ts';
import type { EngineSettings, FromEngine, ToEngine } from './control.ts';
import type { Engine, EngineWorld } from './engine-world.ts';
import { type HandlerWorld, noWorkspace } from './handler/handler-world.ts';
import { modelHandlers } from './handler/model-handlers.ts';
import { raceHandlers } from './handler/race-handlers.ts';
import { runHandlers } from './handler/run-handlers.ts';
import { specHandlers } from './handler/spec-handlers.ts';
import { streamHandlers } from './handler/stream-handlers.ts';
import { workspaceHandlers } from './handler/workspace-handlers.ts';
import { createRaces } from './race/races.ts';
import { createRouter } from './router.ts';
import { createSupervisor } from './run/supervisor.ts';
import { createActivity } from './session/activity.ts';
import { createSessions } from './session/sessions.ts';
import { createTimeProbe } from './spec/time-probe.ts';
import { runThreadFile } from './thread-files.ts';

export type { Engine, EngineWorld } from './engine-world.ts';

const SHUTDOWN_MS = 30_000;
const POLL_MS = 2_000;

export const createEngine = (world: EngineWorld): Engine => {
  // they hold for the whole process, and must be there before the first kernel is compiled
  setKernelCompilerFlags();
  let settings: EngineSettings = { concurrentRuns: 1, threads: 0, diskLowGiB: 2 };
  const clients = new Set<ConnectedClient>();
  let closing: Promise<void> | undefined;

  const tell = (message: FromEngine): void => world.tell(message);
  const log = (text: string, traceId: string | null = null): void =>
    tell({ kind: 'log', level: 'error', text, traceId });
  const emit = <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]): void => {
    for (const client of clients) client.emit(name, payload);
  };

  const grants = new GrantTable();
  /** A handle for a path of ours; the host must be able to resolve it, too. */
  const grant = (path: string): FileHandle => {
    const handle = grants.grant(path);
    tell({ kind: 'grant', grants: [{ handle, path }] });
    return handle;
  };
  const supervisor = createSupervisor(world.runThread ?? runThreadFile, () => activity.changed(), log);
  const sessions = createSessions({
    host: world.host,
    supervisor,
    isBusy: (folder) => races.isBusy(folder),
    pollMs: world.pollMs ?? POLL_MS,
    diskLow: () => settings.diskLowGiB * 2 ** 30,
    notice: (notice) => tell({ kind: 'notice', notice }),
    log,
  });
  const activity = createActivity(supervisor, sessions, tell);
  const probe = createTimeProbe(log);
  const tasks = createTaskRegistry((task) => emit('task.changed', { task }));

  const configurations = configurationService({
    files: world.host.files,
    resolve: (handle) => grants.resolve(handle),
    threads: () => (supervisor.runsOf().active > 0 ? 1 : settings.threads || defaultThreads()),
    tasks,
    emit,
    runFile: async (client, run, update) => {
      const session = (client as ConnectedClient).workspace;
      if (session === undefined) return noWorkspace;
      const summary = await session.workspace.getRun(run);
      if (!summary.ok) return summary;
      const saved = await session.workspace.configurations(run);
      if (!saved.ok) return saved;
      // of several with one number, that of the newest segment
      const found = saved.value.filter((one) => one.update === update).at(-1);
      if (found !== undefined) return ok(join(summary.value.paths.configurations, found.file));
      return fail(
        'run.checkpointMissing',
        `This run has kept no configuration of update ${update}.`,
        'Choose one from its list of configurations.',
      );
    },
    runHere: async (client, run) => {
      const session = (client as ConnectedClient).workspace;
      const summary = await session?.workspace.getRun(run);
      return summary?.ok ? { here: true, name: summary.value.name ?? null } : { here: false, name: null };
    },
  });

  const handlerWorld: HandlerWorld = {
    host: world.host,
    version: world.version,
    resolve: (handle) => grants.resolve(handle),
    grant,
    sessions,
    supervisor,
    probe,
    tasks,
    threads: () => settings.threads,
    memory: () => world.memory ?? machineMemory(),
    freshSeed: () => randomInt(2 ** 48 - 1),
    onIdle: () => {
      if (closing === undefined) void sessions.sweep().catch((error) => log(String(error)));
    },
  };
  const races = createRaces(handlerWorld, log);
  const handlers: Handlers<EngineCallName, ConnectedClient> = {
    ...workspaceHandlers(handlerWorld),
    ...runHandlers(handlerWorld),
    ...modelHandlers(handlerWorld),
    ...raceHandlers(handlerWorld, races),
    ...specHandlers(handlerWorld),
    ...streamHandlers(),
    ...configurations.handlers,
  };
  const route = createRouter(engineCalls, handlers, { log, checkReplies: world.checkReplies ?? false });

  const connect: Engine['connect'] = (id, port) => {
    const client = connectClient(id, port, route, log, (gone) => {
      clients.delete(gone);
      void sessions.leave(gone).catch((error) => log(String(error)));
    });
    clients.add(client);
  };

  const close = (): Promise<void> => {
    closing ??= (async () => {
      races.stopAll();
      await supervisor.shutdown(world.shutdownMs ?? SHUTDOWN_MS);
      await races.settled();
      await configurations.close();
      await probe.close();
      await sessions.closeAll();
      activity.close();
    })();
    return closing;
  };

  return {
    connect,
    close,
    handle: (message: ToEngine, port) => {
      switch (message.kind) {
        case 'grant':
          for (const grant of message.grants) grants.adopt(grant);
          return;
        case 'settings':
          settings = message.settings;
          supervisor.setConcurrent(settings.concurrentRuns);
          return;
        case 'connect':
          if (port === undefined) log('A client was announced without a port.');
          else connect(message.client, port);
          return;
        case 'shutdown':
          void close()
            .catch((error) => log(String(error)))
            .then(() => tell({ kind: 'stopped' }));
          return;
      }
    },
  };
};
