import { afterEach, expect, test, vi } from 'vitest';
import type { StreamFrame } from '../../../../../src-main/contract/index.ts';

const opened: string[] = [];
let frame: (frame: StreamFrame) => void = () => {};
vi.mock('../../../../../src-renderer/state/connection.svelte.ts', () => ({
  onFrame: (handler: (frame: StreamFrame) => void) => {
    frame = handler;
    return () => {};
  },
  call: async (name: string) => {
    if (name !== 'stream.open') return { ok: true, value: null };
    const stream = `s-${opened.length}`;
    opened.push(stream);
    const update = Float64Array.from({ length: 3 * opened.length }, (_, k) => k + 1);
    const data = {
      name: 'plaquette',
      update,
      value: update,
      segment: new Uint32Array(update.length),
      total: update.length,
      kind: 'raw',
    };
    return { ok: true, value: { stream, snapshot: [data] } };
  },
}));

const { LiveSeries } = await import('../../../../../src-renderer/screen/run/live-series.svelte.ts');

const rowsOf = (updates: readonly number[]) => ({
  name: 'plaquette',
  update: Float64Array.from(updates),
  value: Float64Array.from(updates),
  segment: new Uint32Array(updates.length),
});
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => {});

afterEach(() => {
  opened.length = 0;
  vi.useRealTimers();
});

test('begins with the snapshot and appends frames in order', async () => {
  vi.useFakeTimers();
  const live = new LiveSeries('run', ['plaquette']);
  await settle();
  frame({ stream: 's-0', sequence: 1, lost: false, batches: [rowsOf([4, 5])] });
  frame({ stream: 's-9', sequence: 1, lost: false, batches: [rowsOf([99])] });
  frame({ stream: 's-0', sequence: 2, lost: false, batches: [rowsOf([6])] });
  expect([...live.rows.get('plaquette')!.update]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(live.rows.get('plaquette')!.total).toBe(6);
});

test('a frame that came before the reply is not lost', async () => {
  vi.useFakeTimers();
  const live = new LiveSeries('run', ['plaquette']);
  frame({ stream: 's-0', sequence: 1, lost: false, batches: [rowsOf([4])] });
  await settle();
  expect([...live.rows.get('plaquette')!.update]).toEqual([1, 2, 3, 4]);
});

test.each([
  ['a missing number', { sequence: 3, lost: false }],
  ['a lost stream', { sequence: 1, lost: true }],
])('after %s the stream is opened anew', async (_, wrong) => {
  vi.useFakeTimers();
  const live = new LiveSeries('run', ['plaquette']);
  await settle();
  frame({ stream: 's-0', batches: [rowsOf([9])], ...wrong });
  await vi.advanceTimersByTimeAsync(1500);
  expect(opened).toEqual(['s-0', 's-1']);
  expect([...live.rows.get('plaquette')!.update]).toEqual([1, 2, 3, 4, 5, 6]);
});
