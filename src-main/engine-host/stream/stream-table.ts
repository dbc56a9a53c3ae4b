/** The streams of one workspace and whom they go to: at most twenty frames a second each. Test: test/unit/main/engine-host/live-stream.test.ts. */
import type { StreamFrame } from '../../contract/index.ts';
import type { LiveStream } from './live-stream.ts';

/** Where frames go. */
export interface FrameSink {
  readonly id: string;
  frame(frame: StreamFrame): void;
  /** Bytes on their way; undefined where the carrier does not tell. */
  backlog(): number | undefined;
}

export interface StreamTable {
  add(client: FrameSink, stream: LiveStream): void;
  remove(client: FrameSink, stream: string): void;
  /** The client is gone, or has another workspace now. */
  forget(client: FrameSink): void;
  /** A run has rows that its streams may not have. */
  poke(run: string): void;
  /** Ends every stream; its clients are told. */
  close(): void;
  readonly size: number;
}

const FRAME_MS = 50;
/** With this much on its way, a client gets nothing more for now: the rows wait on disk. */
const MOST_BACKLOG = 4 << 20;

interface Entry {
  readonly client: FrameSink;
  readonly stream: LiveStream;
  last: number;
  timer: NodeJS.Timeout | undefined;
}

export const createStreamTable = (now: () => number = () => performance.now()): StreamTable => {
  const entries = new Map<string, Entry>();

  const send = (entry: Entry): void => {
    entry.timer = undefined;
    if ((entry.client.backlog() ?? 0) > MOST_BACKLOG) {
      later(entry, FRAME_MS);
      return;
    }
    const frame = entry.stream.next();
    if (frame === undefined) return;
    entry.last = now();
    entry.client.frame(frame);
    if (frame.lost) drop(entry);
  };
  const later = (entry: Entry, ms: number): void => {
    entry.timer ??= setTimeout(() => send(entry), ms).unref();
  };
  const drop = (entry: Entry): void => {
    clearTimeout(entry.timer);
    entries.delete(entry.stream.id);
  };

  return {
    get size() {
      return entries.size;
    },
    add: (client, stream) => {
      const entry: Entry = { client, stream, last: Number.NEGATIVE_INFINITY, timer: undefined };
      entries.set(stream.id, entry);
      // rows may have come since the snapshot; the reply that carries it goes first
      later(entry, 0);
    },
    remove: (client, stream) => {
      const entry = entries.get(stream);
      if (entry?.client.id === client.id) drop(entry);
    },
    forget: (client) => {
      for (const entry of [...entries.values()]) if (entry.client.id === client.id) drop(entry);
    },
    poke: (run) => {
      for (const entry of entries.values())
        if (entry.stream.run === run) later(entry, Math.max(0, entry.last + FRAME_MS - now()));
    },
    close: () => {
      for (const entry of [...entries.values()]) {
        drop(entry);
        const frame = entry.stream.end();
        if (frame !== undefined) entry.client.frame(frame);
      }
    },
  };
};
