/**
 * Messages on their way to one page. The engine holds back live series while too much is on its way (it asks `backlog`); progress of runs
 * is dropped meanwhile, because the next one replaces it; all else is sent. A page that takes nothing any more is cut off.
 * Test: test/unit/main/server/outbox.test.ts.
 */
import { encodeMessage } from '../contract/codec.ts';
import type { ServerMessage } from '../contract/index.ts';

/** The part of a WebSocket that is used here. */
export interface ByteCarrier {
  readonly bufferedAmount: number;
  send(bytes: Uint8Array): void;
  terminate(): void;
}

/** Bytes on their way. */
export interface OutboxLimits {
  readonly progress: number;
  readonly all: number;
}

export const outboxLimits: OutboxLimits = { progress: 2 ** 22, all: 2 ** 30 };

export class Outbox {
  private readonly carrier: ByteCarrier;
  private readonly limits: OutboxLimits;

  constructor(carrier: ByteCarrier, limits: OutboxLimits = outboxLimits) {
    this.carrier = carrier;
    this.limits = limits;
  }

  backlog(): number {
    return this.carrier.bufferedAmount;
  }

  post(message: ServerMessage): void {
    const isProgress = message.kind === 'event' && message.name === 'run.progressed';
    if (isProgress && this.backlog() > this.limits.progress) return;
    this.carrier.send(encodeMessage(message));
    if (this.backlog() > this.limits.all) this.carrier.terminate();
  }
}
