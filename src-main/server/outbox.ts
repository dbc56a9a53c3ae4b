/**
 * Messages on their way to one page. A page behind a slow tunnel gets fewer frames of live series instead of late ones: while too many bytes
 * wait, frames are dropped, and once there is room each stream that lost some is told so (`lost`), after which the page opens it again.
 * Replies and events are never dropped, except `run.progressed`, which the next one replaces. A page that takes nothing at all is cut off.
 * Test: test/unit/main/server/outbox.test.ts.
 */
import { encodeMessage } from '../contract/codec.ts';
import type { ServerMessage, StreamFrame } from '../contract/index.ts';

/** The part of a WebSocket that is used here. */
export interface ByteCarrier {
  readonly bufferedAmount: number;
  send(bytes: Uint8Array, sent: () => void): void;
  terminate(): void;
}

export interface OutboxLimits {
  /** Bytes waiting above which frames are dropped. */
  readonly frames: number;
  /** Bytes waiting above which the page is cut off. */
  readonly all: number;
}

export const outboxLimits: OutboxLimits = { frames: 4 * 2 ** 20, all: 2 ** 30 };

export class Outbox {
  private readonly carrier: ByteCarrier;
  private readonly limits: OutboxLimits;
  /** Tells the engine that nobody listens to a stream any more. */
  private readonly onLost: (stream: string) => void;
  private readonly lost = new Set<string>();

  constructor(carrier: ByteCarrier, onLost: (stream: string) => void, limits: OutboxLimits = outboxLimits) {
    this.carrier = carrier;
    this.onLost = onLost;
    this.limits = limits;
  }

  post(message: ServerMessage): void {
    if (message.kind === 'frame' && this.isDropped(message.frame)) return;
    const isFull = this.carrier.bufferedAmount > this.limits.frames;
    if (isFull && message.kind === 'event' && message.name === 'run.progressed') return;
    this.send(message);
    if (this.carrier.bufferedAmount > this.limits.all) this.carrier.terminate();
  }

  private isDropped({ stream }: StreamFrame): boolean {
    if (!this.lost.has(stream)) {
      if (this.carrier.bufferedAmount <= this.limits.frames) return false;
      this.lost.add(stream);
      this.onLost(stream);
    }
    return true;
  }

  private send(message: ServerMessage): void {
    this.carrier.send(encodeMessage(message), () => this.tellLost());
  }

  private tellLost(): void {
    if (this.lost.size === 0 || this.carrier.bufferedAmount > this.limits.frames / 2) return;
    const streams = [...this.lost];
    this.lost.clear();
    for (const stream of streams)
      this.send({ kind: 'frame', frame: { stream, sequence: 0, lost: true, batches: [] } });
  }
}
