import { describe, expect, it } from 'vitest';
import type { StreamFrame } from '../../../../src-main/contract/index.ts';
import { liveStream } from '../../../../src-main/engine-host/stream/live-stream.ts';
import { createStreamTable, type FrameSink } from '../../../../src-main/engine-host/stream/stream-table.ts';
import { type SeriesPlace, type SeriesTail, seriesStart } from '../../../../src-main/workspace/index-tail.ts';

/** A series as the index would tell it: rows in the order of writing, places counted by row. */
const source = () => {
  const rows: (readonly [update: number, segment: number])[] = [];
  let isBroken = false;
  return {
    rows,
    damage: () => {
      isBroken = true;
    },
    tail: (_name: string, place: SeriesPlace): SeriesTail | undefined => {
      if (isBroken) return undefined;
      const later = rows.slice(place.count);
      return {
        update: Float64Array.from(later, ([update]) => update),
        value: Float64Array.from(later, ([update]) => update / 8),
        segment: Uint32Array.from(later, ([, segment]) => segment),
        place: { segment: 1, part: 0, count: rows.length },
      };
    },
  };
};

const open = (s: ReturnType<typeof source>, last = 0, names = ['p']) =>
  liveStream(
    's-1',
    'r',
    names.map((name) => ({ name, place: { ...seriesStart, count: last }, last })),
    s.tail,
  );
const updates = (frame: StreamFrame | undefined) => frame?.batches.map(({ update }) => [...update]);

describe('a stream', () => {
  it('gives later rows once, in numbered frames, and nothing when there is nothing', () => {
    const s = source();
    s.rows.push([1, 1], [2, 1]);
    const stream = open(s, 2);
    expect(stream.next()).toBeUndefined();
    s.rows.push([3, 1], [4, 1]);
    expect(stream.next()).toMatchObject({ stream: 's-1', sequence: 1, lost: false });
    s.rows.push([5, 1]);
    const second = stream.next();
    expect(second).toMatchObject({ sequence: 2, batches: [{ name: 'p' }] });
    expect(updates(second)).toEqual([[5]]);
    expect([...second!.batches[0]!.value]).toEqual([5 / 8]);
    expect(stream.next()).toBeUndefined();
  });

  it('passes over the rows that a resumed run writes again', () => {
    const s = source();
    s.rows.push([1, 1], [2, 1], [3, 1]);
    const stream = open(s, 3);
    s.rows.push([2, 2], [3, 2]);
    expect(stream.next()).toBeUndefined();
    s.rows.push([4, 2], [5, 2]);
    const frame = stream.next()!;
    expect(updates(frame)).toEqual([[4, 5]]);
    expect([...frame.batches[0]!.segment]).toEqual([2, 2]);
  });

  it('is lost, once, when the index was made anew or is damaged, and when too much has come', () => {
    const s = source();
    const stream = open(s);
    s.damage();
    expect(stream.next()).toEqual({ stream: 's-1', sequence: 1, lost: true, batches: [] });
    expect(stream.next()).toBeUndefined();
    expect(stream.end()).toBeUndefined();
    const long = source();
    for (let i = 1; i <= 100_001; i++) long.rows.push([i, 1]);
    expect(open(long).next()).toMatchObject({ lost: true });
    const mixed = source();
    mixed.rows.push([2, 1], [1, 1]);
    expect(open(mixed).next()).toMatchObject({ lost: true });
  });
});

describe('the table of streams', () => {
  const sink = (id: string): FrameSink & { frames: StreamFrame[]; waiting: number } => {
    const frames: StreamFrame[] = [];
    const made = {
      id,
      frames,
      waiting: 0,
      frame: (frame: StreamFrame) => void frames.push(frame),
      backlog: () => made.waiting,
    };
    return made;
  };
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('sends at most twenty frames a second, and no row twice or never', async () => {
    const s = source();
    const client = sink('a');
    const table = createStreamTable();
    table.add(client, open(s));
    const began = performance.now();
    let written = 0;
    while (performance.now() - began < 400) {
      s.rows.push([++written, 1]);
      table.poke('r');
      table.poke('another');
      await wait(2);
    }
    await wait(120);
    const took = performance.now() - began;
    expect(client.frames.length).toBeGreaterThan(1);
    expect(client.frames.length).toBeLessThanOrEqual(took / 50 + 1);
    expect(client.frames.flatMap((frame) => updates(frame)![0])).toEqual(
      Array.from({ length: written }, (_, i) => i + 1),
    );
    table.close();
    expect(client.frames.at(-1)).toMatchObject({ lost: true });
    expect(table.size).toBe(0);
  });

  it('lets a client that does not keep up wait; its rows come together later', async () => {
    const s = source();
    const client = sink('a');
    const table = createStreamTable();
    table.add(client, open(s));
    client.waiting = 100 << 20;
    for (let i = 1; i <= 5; i++) {
      s.rows.push([i, 1]);
      table.poke('r');
      await wait(30);
    }
    expect(client.frames).toEqual([]);
    client.waiting = 0;
    await wait(150);
    expect(updates(client.frames[0])).toEqual([[1, 2, 3, 4, 5]]);
    table.forget(client);
    expect(table.size).toBe(0);
  });

  it('closes a stream only for its own client', () => {
    const table = createStreamTable();
    table.add(sink('a'), open(source()));
    table.remove(sink('b'), 's-1');
    expect(table.size).toBe(1);
    table.remove(sink('a'), 's-1');
    expect(table.size).toBe(0);
  });
});
