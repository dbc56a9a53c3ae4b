/**
 * One page that was let in: its messages are read, host calls answered here and all others passed to the engine. Calls beyond a bound wait
 * or are refused; what cannot be understood ends this page's connection and nobody else's.
 * Test: test/unit/main/server/page-client.test.ts.
 */
import type { RawData, WebSocket } from 'ws';
import { decodeMessage, strangerLimits } from '../contract/codec.ts';
import {
  clientMessage,
  type HostEvents,
  hostCalls,
  type Reply,
  type ServerMessage,
} from '../contract/index.ts';
import { CallRate } from './call-rate.ts';
import type { EngineSeat } from './engine-seat.ts';
import { Outbox } from './outbox.ts';

export interface PageClientWorld {
  readonly seat: EngineSeat;
  /** Calls that may wait for their replies at one time. */
  readonly mostCalls: number;
  answer(name: string, args: unknown): Promise<Reply<unknown>>;
}

export interface PageClient {
  tell<N extends keyof HostEvents>(name: N, payload: HostEvents[N]): void;
}

/** Codes of RFC 6455. */
const closeCode = { kindRefused: 1003, notUnderstood: 1007 } as const;

const busy: Reply<never> = {
  ok: false,
  error: {
    code: 'ipc.refused',
    message: 'This page is waiting for too many answers already.',
    remedy: 'Wait a moment, or reload the page.',
  },
};
const malformed: Reply<never> = {
  ok: false,
  error: {
    code: 'ipc.malformed',
    message: 'The server did not understand this request.',
    remedy: 'Reload the page; if it happens again, the program and the page are of different versions.',
  },
};
const noEngine: Reply<never> = {
  ok: false,
  error: {
    code: 'ipc.gone',
    message: 'The engine is being restarted.',
    remedy: 'Try again in a moment.',
  },
};

const readableId = (message: unknown): number | undefined => {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
  return Number.isSafeInteger(id) && (id as number) >= 0 ? (id as number) : undefined;
};

export const openPageClient = (id: string, socket: WebSocket, world: PageClientWorld): PageClient => {
  const rate = new CallRate(performance.now());
  /** Calls that wait for the engine, and for this server. */
  const waiting = { engine: 0, host: 0 };

  const outbox = new Outbox({
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (bytes) => socket.send(bytes, { binary: true }),
    terminate: () => socket.terminate(),
  });
  const reply = (callId: number, result: Reply<unknown>): void =>
    outbox.post({ kind: 'reply', id: callId, result });
  const tell: PageClient['tell'] = (name, payload) => outbox.post({ kind: 'event', name, payload });

  const call = async (callId: number, name: string, args: unknown): Promise<void> => {
    if (waiting.engine + waiting.host >= world.mostCalls) return reply(callId, busy);
    if (Object.hasOwn(hostCalls, name)) {
      waiting.host++;
      const result = await world.answer(name, args);
      waiting.host--;
      return reply(callId, result);
    }
    waiting.engine++;
    if (world.seat.deliver(id, { kind: 'call', id: callId, name, args })) return;
    waiting.engine--;
    reply(callId, noEngine);
  };

  const refuse = (code: number): undefined => void socket.close(code);

  const read = (data: RawData, isBinary: boolean): undefined => {
    if (socket.readyState !== socket.OPEN) return;
    if (!isBinary) return refuse(closeCode.kindRefused);
    const wait = rate.count(performance.now());
    if (wait > 0 && !socket.isPaused) {
      socket.pause();
      setTimeout(() => socket.resume(), wait);
    }
    const message = decodeMessage(data as Buffer, strangerLimits);
    if (!message.ok) return refuse(closeCode.notUnderstood);
    const parsed = clientMessage.safeParse(message.value);
    const asked = readableId(message.value);
    if (parsed.success) void call(parsed.data.id, parsed.data.name, parsed.data.args);
    else if (asked !== undefined) reply(asked, malformed);
  };

  socket.on('message', read);
  // the library closes the connection itself; without a listener the whole server would end
  socket.on('error', () => {});
  socket.on('close', () => world.seat.leave(id));
  world.seat.join(id, {
    receive: (message) => {
      const said = message as ServerMessage;
      if (said.kind === 'reply') waiting.engine = Math.max(0, waiting.engine - 1);
      outbox.post(said);
    },
    backlog: () => outbox.backlog(),
    engineState: (state) => {
      if (state.state !== 'ready') waiting.engine = 0;
      tell('engine.state', state);
    },
  });
  return { tell };
};
