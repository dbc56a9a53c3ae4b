/**
 * The measured series of one run, live: a snapshot, then frames in order. A frame that is missing or lost opens the stream anew.
 * Test: test/unit/renderer/screen/run/live-series.test.ts.
 */
import type { ContractFailure, SeriesData, StreamFrame } from '../../../src-main/contract/index.ts';
import { call, onFrame } from '../../state/connection.svelte.ts';
import { type Rows, SeriesBuffer } from './series-buffer.ts';

/** Rows of a series that a page holds: beyond it, thinned by the engine to what keeps every spike. */
const POINTS = 200_000;
const AGAIN_MS = 1000;

export interface LiveRows extends Rows {
  /** Rows on disk. */
  readonly total: number;
}

export class LiveSeries {
  rows = $state.raw<ReadonlyMap<string, LiveRows>>(new Map());
  failure = $state.raw<ContractFailure | null>(null);
  private readonly run: string;
  private readonly names: readonly string[];
  private buffers = new Map<string, { readonly buffer: SeriesBuffer; total: number }>();
  private stream: string | undefined;
  private expected = 1;
  private early: StreamFrame[] = [];
  private closed = false;
  private readonly unlisten: () => void;

  constructor(run: string, names: readonly string[]) {
    this.run = run;
    this.names = names;
    this.unlisten = onFrame((frame) => this.take(frame));
    void this.open();
  }

  close(): void {
    this.closed = true;
    this.unlisten();
    this.drop();
  }

  private drop(): void {
    if (this.stream !== undefined) void call('stream.close', { stream: this.stream });
    this.stream = undefined;
  }

  private async open(): Promise<void> {
    this.early = [];
    this.expected = 1;
    const reply = await call('stream.open', { run: this.run, names: [...this.names], points: POINTS });
    if (this.closed) {
      if (reply.ok) void call('stream.close', { stream: reply.value.stream });
      return;
    }
    if (!reply.ok) {
      this.failure = reply.error;
      return;
    }
    this.failure = null;
    this.stream = reply.value.stream;
    this.buffers = new Map(
      reply.value.snapshot
        .filter(({ update, value }: SeriesData) => update.length === value.length)
        .map((data) => [data.name, { buffer: new SeriesBuffer(data), total: data.total }]),
    );
    this.rows = new Map(
      Array.from(this.buffers, ([name, { buffer, total }]) => [name, { ...buffer.rows, total }]),
    );
    for (const frame of this.early.splice(0)) this.take(frame);
  }

  private take(frame: StreamFrame): void {
    if (this.stream === undefined) {
      // the reply with the snapshot is on its way
      this.early.push(frame);
      return;
    }
    if (frame.stream !== this.stream) return;
    if (frame.lost || frame.sequence !== this.expected) {
      this.drop();
      setTimeout(() => {
        if (!this.closed) void this.open();
      }, AGAIN_MS);
      return;
    }
    this.expected++;
    const grown = new Map(this.rows);
    for (const { name, update, value, segment } of frame.batches) {
      const series = this.buffers.get(name);
      if (series === undefined || update.length !== value.length) continue;
      series.buffer.append({ update, value, segment });
      series.total += update.length;
      grown.set(name, { ...series.buffer.rows, total: series.total });
    }
    // series that did not grow keep their arrays, and charts what they made of them
    this.rows = grown;
  }
}
