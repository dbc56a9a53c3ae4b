import { expect, test } from 'vitest';
import { type Rows, SeriesBuffer } from '../../../../../src-renderer/screen/run/series-buffer.ts';

const rows = (updates: readonly number[], segment: number): Rows => ({
  update: Float64Array.from(updates),
  value: Float64Array.from(updates, (u) => 10 * segment + u / 100),
  segment: Uint32Array.from(updates, () => segment),
});
const plain = ({ update, value, segment }: Rows) => Array.from(update, (u, k) => [u, value[k], segment[k]]);

test('grows by any amount and keeps every row', () => {
  const buffer = new SeriesBuffer(rows([1, 2], 1));
  const updates = Array.from({ length: 3000 }, (_, k) => k + 3);
  for (let at = 0; at < updates.length; at += 7) buffer.append(rows(updates.slice(at, at + 7), 1));
  expect(plain(buffer.rows)).toEqual(plain(rows([1, 2, ...updates], 1)));
});

test('rows of a newer segment replace those they overlap', () => {
  const buffer = new SeriesBuffer(rows([1, 2, 3, 4, 5], 1));
  buffer.append(rows([4, 5, 6], 2));
  expect(plain(buffer.rows)).toEqual([
    [1, 10.01, 1],
    [2, 10.02, 1],
    [3, 10.03, 1],
    [4, 20.04, 2],
    [5, 20.05, 2],
    [6, 20.06, 2],
  ]);
});

test('rows that were handed out are not changed by later ones that only follow', () => {
  const buffer = new SeriesBuffer(rows([1, 2], 1));
  const before = buffer.rows;
  buffer.append(rows([3], 1));
  expect(plain(before)).toEqual(plain(rows([1, 2], 1)));
});
