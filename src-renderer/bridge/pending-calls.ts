/**
 * Calls that wait for their replies on a carrier of wire messages, and the events and frames that come between.
 * Test: test/unit/renderer/bridge/pending-calls.test.ts.
 */
import type { EventName, Events, Reply, ServerMessage, StreamFrame } from '../../src-main/contract/index.ts';

type AnyHandler = (payload: never) => void;

export const goneReply = {
  ok: false,
  error: {
    code: 'ipc.gone',
    message: 'The connection to the engine broke before it could answer.',
    remedy: 'Try again once it is back; nothing that was saved is lost.',
  },
} as const;

/** To what is asked while there is no engine. */
export const awayReply = {
  ok: false,
  error: {
    code: 'ipc.gone',
    message: 'The engine is not there at the moment.',
    remedy: 'Try again when it has been started again.',
  },
} as const;

export class PendingCalls {
  private next = 0;
  private readonly waiting = new Map<number, (reply: Reply<never>) => void>();

  /** The number under which a reply will come, and the promise of it. */
  begin(): { readonly id: number; readonly reply: Promise<Reply<never>> } {
    const id = this.next++;
    return { id, reply: new Promise((resolve) => this.waiting.set(id, resolve)) };
  }

  settle(id: number, reply: Reply<never>): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(reply);
  }

  /** Answers everything that waits: the other side is gone. */
  abandon(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, goneReply);
  }
}

/** Handlers of events by name, and of frames. */
export class Listeners {
  private readonly events = new Map<EventName, Set<AnyHandler>>();
  private readonly frames = new Set<(frame: StreamFrame) => void>();

  on<N extends EventName>(name: N, handler: (payload: Events[N]) => void): () => void {
    const handlers = this.events.get(name) ?? new Set();
    this.events.set(name, handlers);
    handlers.add(handler as AnyHandler);
    return () => handlers.delete(handler as AnyHandler);
  }

  onFrame(handler: (frame: StreamFrame) => void): () => void {
    this.frames.add(handler);
    return () => this.frames.delete(handler);
  }

  emit(name: string, payload: unknown): void {
    for (const handler of this.events.get(name as EventName) ?? []) handler(payload as never);
  }

  /** Takes a message of the engine's or the server's side. */
  receive(message: ServerMessage, calls: PendingCalls): void {
    if (message.kind === 'reply') calls.settle(message.id, message.result as Reply<never>);
    else if (message.kind === 'event') this.emit(message.name, message.payload);
    else for (const handler of this.frames) handler(message.frame);
  }
}
