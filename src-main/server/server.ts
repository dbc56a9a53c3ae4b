/**
 * The application served to browsers: pages over HTTP, the contract over WebSockets, the engine in this process.
 * Test: test/unit/main/server/server.test.ts; with the real engine and a browser: test/e2e/browser/server.spec.ts.
 */
import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { Place } from '../contract/index.ts';
import { freshToken } from './access-token.ts';
import { BadTries } from './bad-tries.ts';
import { answerRequest, type HttpDoor, say } from './http-door.ts';
import { listen } from './listen.ts';
import { openPageClient, type PageClient } from './page-client.ts';
import { findPageFiles } from './page-files.ts';
import { guardRule } from './request-guard.ts';
import { openServerHost, type ServerHost, type ServerHostOptions } from './server-host.ts';
import { openSocketDoor } from './socket-door.ts';
import { UploadStore } from './upload-store.ts';

export interface ServerOptions extends Omit<ServerHostOptions, 'tellPages'> {
  /** Where the pages lie. */
  readonly pages: string;
  readonly host: string;
  /** Undefined: the usual one, or a free one. */
  readonly port: number | undefined;
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

const makeServer = (door: HttpDoor, host: ServerHost): Server => {
  // uploads may take hours, so only the headers have a time limit; sockets on which nothing moves are closed
  const server = createServer({
    requestTimeout: 0,
    headersTimeout: 10_000,
    connectionsCheckingInterval: 5000,
  });
  server.setTimeout(120_000);
  server.maxConnections = 256;
  server.on('request', (request, response) => {
    answerRequest(request, response, door).catch((error: unknown) => {
      const trace = host.log.defect('request', error);
      if (response.headersSent) response.destroy();
      else say(response, 500, `Something went wrong in the server; its log names it ${trace}.`);
    });
  });
  return server;
};

export const startServer = async (options: ServerOptions): Promise<Result<RunningServer>> => {
  const files = findPageFiles(options.pages);
  if (!files.ok) return files;
  const pages = new Set<PageClient>();
  const opened = await openServerHost({
    ...options,
    tellPages: (name, payload) => {
      for (const page of pages) page.tell(name, payload);
    },
  });
  if (!opened.ok) return opened;
  const host = opened.value;

  const uploads = options.uploads ?? new UploadStore();
  const guard = {
    token: freshToken(),
    rule: guardRule(options.host, hostname()),
    badTries: options.badTries ?? new BadTries({ nowMs: () => performance.now(), pause: (ms) => pause(ms) }),
  };
  let admitted = 0;
  const admit = (socket: WebSocket, opens: string | null): void => {
    const page = openPageClient(`page-${++admitted}`, socket, {
      seat: host.seat,
      mostCalls: limits.mostCalls,
      answer: (name, args) => host.answer(name, args, { opens }),
    });
    pages.add(page);
    socket.on('close', () => pages.delete(page));
  };
  const sockets = openSocketDoor({ ...guard, ...limits, admit });
  const server = makeServer({ ...guard, uploads, files: files.value, placeOf: host.placeOf }, host);
  server.on('upgrade', (request, socket, head) => void sockets.upgrade(request, socket, head));
  const port = await listen(server, options.host, options.port);
  if (!port.ok) {
    await host.seat.close();
    return port;
  }
  return ok({
    port: port.value,
    token: guard.token,
    root: host.root,
    workspace: host.workspace,
    close: async () => {
      // pages see the end of their runs before they are cut off
      await host.seat.close();
      await sockets.close();
      server.close();
      server.closeAllConnections();
      uploads.remove();
      await host.log.settled();
    },
    abandon: () => uploads.remove(),
  });
};
