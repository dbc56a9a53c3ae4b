/** A server on a free port with an engine that a test plays, and clients that speak to it as a browser would, or worse. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { unwrap } from '../../src-engine/base/result.ts';
import { decodeMessage, encodeMessage } from '../../src-main/contract/codec.ts';
import type { Reply, ServerMessage } from '../../src-main/contract/index.ts';
import type { ToEngine } from '../../src-main/engine-host/control.ts';
import type { Engine } from '../../src-main/engine-host/engine-world.ts';
import type { Port } from '../../src-main/port/port.ts';
import { BadTries } from '../../src-main/server/bad-tries.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src-main/server/server.ts';
import { UploadStore, uploadLimits } from '../../src-main/server/upload-store.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';

export interface PlayedEngine extends Engine {
  readonly ports: Map<string, Port>;
  readonly told: ToEngine[];
  /** Calls that came, by client. */
  readonly calls: { readonly client: string; readonly name: string; readonly args: unknown }[];
  closed: boolean;
}

/** Answers each call with its own name; those named `silent` never. */
export const playEngine = (): PlayedEngine => {
  const engine: PlayedEngine = {
    ports: new Map(),
    told: [],
    calls: [],
    closed: false,
    connect: (client, port) => {
      engine.ports.set(client, port);
      port.onClose(() => engine.ports.delete(client));
      port.listen((message) => {
        const { id, name, args } = message as { id: number; name: string; args: unknown };
        engine.calls.push({ client, name, args });
        if (name !== 'silent') port.post({ kind: 'reply', id, result: { ok: true, value: name } });
      });
    },
    handle: (message) => engine.told.push(message),
    close: async () => {
      engine.closed = true;
    },
  };
  return engine;
};

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  /** Sent as it is, dots and all. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Page {
  readonly socket: WebSocket;
  /** Events and frames, in order. */
  readonly told: ServerMessage[];
  readonly closed: Promise<number>;
  call(name: string, args?: unknown): Promise<Reply<never>>;
}

export interface ServerLab {
  readonly server: RunningServer;
  /** The newest is the one that is asked. */
  readonly engines: PlayedEngine[];
  /** Pauses for bad tries, in milliseconds; they cost nothing. */
  readonly pauses: number[];
  readonly folder: string;
  ask(ask: Ask): Promise<Answer>;
  /** The status that a refused upgrade got, 101 for one that was let in, 0 for one that got no answer. */
  knock(
    headers: Readonly<Record<string, string>>,
    protocols?: readonly string[],
    path?: string,
  ): Promise<number>;
  open(): Promise<Page>;
  stop(): Promise<void>;
}

export const startLab = async (changes: Partial<ServerOptions> = {}): Promise<ServerLab> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-server-')));
  const at = (...parts: string[]): string => join(folder, ...parts);
  mkdirSync(at('pages', 'assets'), { recursive: true });
  mkdirSync(at('root'));
  mkdirSync(at('uploads'));
  writeFileSync(at('pages', 'index.html'), '<!doctype html><title>Plaquette</title>');
  writeFileSync(at('pages', 'assets', 'main-abc.js'), 'export {};');
  writeFileSync(at('secret.txt'), 'secret');
  const engines: PlayedEngine[] = [];
  const pauses: number[] = [];
  const server = unwrap(
    await startServer({
      version: '0.0.0',
      files: nodeFileSystem,
      pages: at('pages'),
      programFolder: at('program'),
      root: at('root'),
      workspace: null,
      host: '127.0.0.1',
      port: 0,
      makeEngine: () => {
        const engine = playEngine();
        engines.push(engine);
        return engine;
      },
      tell: () => {},
      uploads: new UploadStore({ ...uploadLimits, freeBytes: 0 }, at('uploads')),
      badTries: new BadTries({
        nowMs: () => 0,
        pause: async (ms) => {
          pauses.push(ms);
        },
      }),
      ...changes,
    }),
  );
  const own = `127.0.0.1:${server.port}`;
  const connect = (
    headers: Readonly<Record<string, string>>,
    protocols: readonly string[] = ['plaquette.1', `token.${server.token}`],
    path = '/socket',
  ): WebSocket =>
    new WebSocket(`ws://${own}${path}`, [...protocols], {
      headers: { origin: `http://${own}`, ...headers },
    });

  return {
    server,
    engines,
    pauses,
    folder,
    ask: ({ method = 'GET', path, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port: server.port, method, path, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (piece: string) => {
            text += piece;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    knock: (headers, protocols, path) =>
      new Promise((resolve) => {
        const socket = connect(headers, protocols, path);
        socket.on('unexpected-response', (_request, response) => {
          resolve(response.statusCode ?? 0);
          socket.terminate();
        });
        socket.on('open', () => {
          resolve(101);
          socket.close();
        });
        socket.on('error', () => resolve(0));
      }),
    open: async () => {
      const socket = connect({});
      const told: ServerMessage[] = [];
      const waiting = new Map<number, (reply: Reply<never>) => void>();
      let ids = 0;
      socket.on('message', (data: Buffer) => {
        const message = unwrapReply(decodeMessage(data)) as ServerMessage;
        if (message.kind === 'reply') waiting.get(message.id)?.(message.result as Reply<never>);
        else told.push(message);
      });
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.on('error', () => {});
      await new Promise((resolve) => socket.once('open', resolve));
      return {
        socket,
        told,
        closed,
        call: (name, args = {}) =>
          new Promise((resolve) => {
            const id = ids++;
            waiting.set(id, resolve);
            socket.send(encodeMessage({ kind: 'call', id, name, args }));
          }),
      };
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const unwrapReply = (reply: Reply<unknown>): unknown => {
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value;
};
