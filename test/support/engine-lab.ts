/** An engine in this process, with clients over message channels. Replies are checked against the contract. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type {
  Args,
  EngineCallName,
  EngineEvents,
  FileHandle,
  Reply,
  ServerMessage,
  StreamFrame,
  Value,
} from '../../src-main/contract/index.ts';
import type { FromEngine } from '../../src-main/engine-host/control.ts';
import { createEngine, type Engine, type EngineWorld } from '../../src-main/engine-host/engine.ts';
import { GrantTable } from '../../src-main/grant/grant-table.ts';
import { nodePort } from '../../src-main/port/node-port.ts';
import { localHost } from '../../src-main/workspace/workspace.ts';

export interface LabEvent<N extends keyof EngineEvents = keyof EngineEvents> {
  readonly name: N;
  readonly payload: EngineEvents[N];
}

export interface LabClient {
  readonly events: LabEvent[];
  readonly frames: StreamFrame[];
  call<N extends EngineCallName>(name: N, args: Args<N>): Promise<Reply<Value<N>>>;
  /** The value of a call that must succeed. */
  get<N extends EngineCallName>(name: N, args: Args<N>): Promise<Value<N>>;
  /** Any message with an id, and its reply. */
  post(message: { readonly id: number }): Promise<Reply<unknown>>;
  /** Anything at all. */
  send(message: unknown): void;
  of<N extends keyof EngineEvents>(name: N): EngineEvents[N][];
  /** Resolves once `isThere` answers something, looked at after each message. */
  until<T>(isThere: () => T | undefined | false): Promise<T>;
  close(): void;
}

export interface EngineLab {
  readonly folder: string;
  readonly engine: Engine;
  readonly told: FromEngine[];
  connect(): LabClient;
  /** The handle of a path, as the host would give it. */
  handle(path: string): FileHandle;
  dispose(): Promise<void>;
}

const connectTo = (engine: Engine, id: string): LabClient => {
  const { port1, port2 } = new MessageChannel();
  const port = nodePort(port1);
  const events: LabEvent[] = [];
  const frames: StreamFrame[] = [];
  const waiting = new Map<number, (reply: Reply<never>) => void>();
  const watchers = new Set<() => void>();
  let next = 1;
  port.listen((data) => {
    const message = data as ServerMessage;
    if (message.kind === 'reply') waiting.get(message.id)?.(message.result as Reply<never>);
    else if (message.kind === 'event') events.push(message as never);
    else frames.push(message.frame);
    for (const watcher of [...watchers]) watcher();
  });
  engine.connect(id, nodePort(port2));
  const post = (message: { readonly id: number }): Promise<Reply<never>> =>
    new Promise((resolve) => {
      waiting.set(message.id, resolve);
      port.post(message);
    });
  const call: LabClient['call'] = (name, args) => post({ kind: 'call', id: next++, name, args } as never);
  return {
    events,
    frames,
    call,
    get: async (name, args) => {
      const reply = await call(name, args);
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
    post,
    send: (message) => port.post(message),
    of: (name) => events.filter((event) => event.name === name).map(({ payload }) => payload) as never,
    until: (isThere) =>
      new Promise((resolve) => {
        const timer = setInterval(() => look(), 50);
        const look = (): void => {
          const found = isThere();
          if (found === undefined || found === false) return;
          clearInterval(timer);
          watchers.delete(look);
          resolve(found as never);
        };
        watchers.add(look);
        look();
      }),
    close: () => port.close(),
  };
};

export const openEngineLab = (options: Partial<EngineWorld> = {}): EngineLab => {
  const folder = mkdtempSync(join(tmpdir(), 'plaquette-engine-'));
  const told: FromEngine[] = [];
  const grants = new GrantTable();
  const engine = createEngine({
    version: 'test',
    host: localHost(),
    tell: (message) => told.push(message),
    checkReplies: true,
    pollMs: 100,
    ...options,
  });
  engine.handle({ kind: 'settings', settings: { concurrentRuns: 1, threads: 1, diskLowGiB: 0 } });
  let clients = 0;
  return {
    folder,
    engine,
    told,
    connect: () => connectTo(engine, `client ${++clients}`),
    handle: (path) => {
      const handle = grants.grant(path);
      engine.handle({ kind: 'grant', grants: [{ handle, path }] });
      return handle;
    },
    dispose: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** What went wrong inside an engine; should be nothing. */
export const defectsOf = ({ told }: Pick<EngineLab, 'told'>): readonly string[] =>
  told.flatMap((message) => (message.kind === 'log' && message.level === 'error' ? [message.text] : []));
