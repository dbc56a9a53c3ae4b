/**
 * The application served to browsers: pages over HTTP, the contract over WebSockets, the engine in this process.
 * Test: test/unit/main/server/server.test.ts; with the real engine and a browser: test/e2e/server.spec.ts.
 */
import { createServer, type Server } from 'node:http';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { type HostEvents, hostCalls, type Place } from '../contract/index.ts';
import type { FromEngine } from '../engine-host/control.ts';
import type { Engine } from '../engine-host/engine-world.ts';
import { GrantTable } from '../grant/grant-table.ts';
import { ensureFolders } from '../host/json-file.ts';
import { existingPlace, placeOf } from '../host/place.ts';
import { openRecentPlaces } from '../host/recent-places.ts';
import { openSettings } from '../host/settings-store.ts';
import { answerCall } from '../ipc/answer-call.ts';
import { openProgramLog } from '../log/program-log.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { freshToken } from './access-token.ts';
import { BadTries } from './bad-tries.ts';
import { EngineSeat } from './engine-seat.ts';
import { hostHandlers } from './host-handlers.ts';
import { answerRequest, type HttpDoor, say } from './http-door.ts';
import { listen } from './listen.ts';
import { openPageClient, type PageClient } from './page-client.ts';
import { findPageFiles } from './page-files.ts';
import { guardRule } from './request-guard.ts';
import { servedRoot } from './served-root.ts';
import { openSocketDoor } from './socket-door.ts';
import { UploadStore } from './upload-store.ts';

export interface ServerOptions {
  readonly version: string;
  readonly files: FileSystem;
  /** Where the pages lie. */
  readonly pages: string;
  /** Where settings, recent places and the log are kept. */
  readonly programFolder: string;
  /** The folder below which pages may look around. */
  readonly root: string;
  /** A workspace folder that the pages open; it may lie elsewhere. */
  readonly workspace: string | null;
  readonly host: string;
  /** Undefined: the usual one, or a free one. */
  readonly port: number | undefined;
  makeEngine(tell: (message: FromEngine) => void): Engine;
  /** What the engine says, besides what goes to the log. */
  tell(message: FromEngine): void;
  readonly uploads?: UploadStore;
  readonly badTries?: BadTries;
}

export interface RunningServer {
  readonly port: number;
  readonly token: string;
  /** Canonical. */
  readonly root: string;
  readonly workspace: Place | null;
  /** Stops runs with a checkpoint, then everything else. */
  close(): Promise<void>;
  /** What must not stay behind when the process ends at once. */
  abandon(): void;
}

const limits = { messageBytes: 2 ** 20, mostClients: 32, mostCalls: 512, pingMs: 30_000 } as const;

const makeServer = (): Server => {
  // uploads may take hours, so only the headers have a time limit; sockets on which nothing moves are closed
  const server = createServer({
    requestTimeout: 0,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5000,
  });
  server.setTimeout(120_000);
  server.maxConnections = 256;
  return server;
};

export const startServer = async (options: ServerOptions): Promise<Result<RunningServer>> => {
  const { files, version } = options;
  const pages = findPageFiles(options.pages);
  if (!pages.ok) return pages;

  const grants = new GrantTable();
  const home = homedir();
  const maker = { files, grants, home };
  const root = await existingPlace(maker, options.root);
  if (!root.ok) return root;
  const rootPath = grants.resolve(root.value.handle)!;
  const workspace = options.workspace === null ? null : await existingPlace(maker, options.workspace);
  if (workspace?.ok === false) return workspace;

  // a home that cannot be written costs kept settings, nothing more
  await ensureFolders(files, options.programFolder).catch(() => undefined);
  const settings = await openSettings(files, join(options.programFolder, 'settings.json'));
  const recents = await openRecentPlaces(maker, join(options.programFolder, 'recent.json'));
  const log = openProgramLog(files, join(options.programFolder, 'log'));

  const seat = new EngineSeat({
    grants,
    settings: () => settings.value(),
    make: (tell) => options.makeEngine(tell),
    tell: (message) => {
      if (message.kind === 'log')
        log.note(message.level, 'engine', message.text, message.traceId ?? undefined);
      options.tell(message);
    },
  });
  const clients = new Set<PageClient>();
  const tellAll = <N extends keyof HostEvents>(name: N, payload: HostEvents[N]): void => {
    for (const client of clients) client.tell(name, payload);
  };
  const handlers = hostHandlers({
    ...maker,
    settings,
    recents,
    log,
    version,
    user: userInfo().username,
    documents: () => rootPath,
    settingsChanged: (changed) => {
      seat.applySettings();
      tellAll('host.settingsChanged', { settings: changed });
    },
    root: servedRoot(maker, rootPath),
    opens: { workspace: workspace?.value ?? null, configurations: [] },
    given: workspace === null ? null : (grants.resolve(workspace.value.handle) ?? null),
    seat,
  });
  const desk = {
    calls: hostCalls,
    handlers,
    defect: (call: string, error: unknown) => log.defect(call, error),
  };

  const token = freshToken();
  const rule = guardRule(options.host, hostname());
  const badTries =
    options.badTries ?? new BadTries({ nowMs: () => performance.now(), pause: (ms) => pause(ms) });
  const uploads = options.uploads ?? new UploadStore();
  let pagesSeen = 0;
  const admit = (socket: WebSocket): void => {
    const client = openPageClient(`page-${++pagesSeen}`, socket, {
      seat,
      mostCalls: limits.mostCalls,
      answer: (name, args) => answerCall(desk, name, [args], null),
    });
    clients.add(client);
    socket.on('close', () => clients.delete(client));
  };
  const { messageBytes, mostClients, pingMs } = limits;
  const sockets = openSocketDoor({ token, rule, badTries, messageBytes, mostClients, pingMs, admit });
  const door: HttpDoor = {
    token,
    rule,
    badTries,
    uploads,
    files: pages.value,
    placeOf: (path) => placeOf(maker, path, 'file'),
  };

  const server = makeServer();
  server.on('request', (request, response) => {
    answerRequest(request, response, door).catch((error: unknown) => {
      const trace = log.defect('request', error);
      if (response.headersSent) response.destroy();
      else say(response, 500, `Something went wrong in the server; its log names it ${trace}.`);
    });
  });
  server.on('upgrade', (request, socket, head) => void sockets.upgrade(request, socket, head));
  const port = await listen(server, options.host, options.port);
  if (!port.ok) {
    await seat.close();
    return port;
  }

  return ok({
    port: port.value,
    token,
    root: rootPath,
    workspace: workspace?.value ?? null,
    close: async () => {
      // pages see the end of their runs before they are cut off
      await seat.close();
      await sockets.close();
      server.close();
      server.closeAllConnections();
      uploads.remove();
      await log.settled();
    },
    abandon: () => uploads.remove(),
  });
};
