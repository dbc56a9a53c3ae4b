/** The bridge in a window of Electron: host calls through the preload's functions, engine calls over a port of their own. */
import {
  type CallName,
  ENGINE_PORT_MESSAGE,
  isHostCall,
  type PreloadSurface,
  type Reply,
  type ServerMessage,
} from '../../src-main/contract/index.ts';
import type { Bridge, Connection } from './bridge.ts';
import { awayReply, Listeners, PendingCalls } from './pending-calls.ts';

export const electronBridge = (surface: PreloadSurface): Bridge => {
  const listeners = new Listeners();
  const watchers = new Set<(connection: Connection) => void>();
  let calls = new PendingCalls();
  let port: MessagePort | undefined;
  let connection: Connection = { connected: false, epoch: 0, message: null };
  /** Calls made before the first port came wait for it. */
  let arrived: () => void = () => {};
  let firstPort = new Promise<void>((resolve) => {
    arrived = resolve;
  });

  const change = (next: Partial<Connection>): void => {
    connection = { ...connection, ...next };
    for (const watcher of watchers) watcher(connection);
  };

  addEventListener('message', ({ source, data, ports }) => {
    if (source !== window || (data as { plaquette?: unknown } | null)?.plaquette !== ENGINE_PORT_MESSAGE)
      return;
    calls.abandon();
    port?.close();
    calls = new PendingCalls();
    port = ports[0]!;
    const current = calls;
    port.onmessage = (event: MessageEvent<ServerMessage>) => listeners.receive(event.data, current);
    change({ connected: true, epoch: connection.epoch + 1, message: null });
    arrived();
  });
  surface.onHostEvent((name, payload) => {
    if (name === 'engine.state') {
      const { state, message } = payload as { state: string; message: string | null };
      if (state === 'restarting' || state === 'failed') {
        calls.abandon();
        port = undefined;
        firstPort = new Promise((resolve) => {
          arrived = resolve;
        });
        change({ connected: false, message });
      }
    }
    listeners.emit(name, payload);
  });
  surface.requestEnginePort();

  const ask = async (name: CallName, args: unknown): Promise<Reply<never>> => {
    if (isHostCall(name)) return (surface.host[name] as (args: unknown) => Promise<Reply<never>>)(args);
    if (port === undefined) {
      if (connection.message !== null) return awayReply;
      await firstPort;
    }
    const { id, reply } = calls.begin();
    port!.postMessage({ kind: 'call', id, name, args });
    return reply;
  };

  return {
    kind: 'electron',
    call: (name, args) => ask(name, args),
    on: (name, handler) => listeners.on(name, handler),
    onFrame: (handler) => listeners.onFrame(handler),
    onConnection: (handler) => {
      watchers.add(handler);
      handler(connection);
      return () => watchers.delete(handler);
    },
    fileHandle: (file) => surface.grantFile(file),
  };
};
