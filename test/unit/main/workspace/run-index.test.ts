import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { encodeRecord } from '../../../../src-main/storage/record-line.ts';
import { openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';
import { countsOf, indexedRun } from '../../../../src-main/workspace/index-runs.ts';
import { readWinningRows } from '../../../../src-main/workspace/index-series.ts';
import { runPathsIn } from '../../../../src-main/workspace/layout.ts';
import { metricRecord } from '../../../../src-main/workspace/metric-record.ts';
import { followRun, forgetRun } from '../../../../src-main/workspace/run-index.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const paths = runPathsIn('/run');
const line = (update: number, value = update): Uint8Array =>
  encodeRecord(metricRecord(1, { update, values: { p: value } }));
const lines = (...updates: number[]): Uint8Array => Buffer.concat(updates.map((update) => line(update)));

const scene = async () => {
  const files = volatileFileSystem();
  await files.makeFolder('/run');
  for (const path of [paths.log, paths.metrics]) await files.open(path, 'create');
  const { database } = unwrap(openMemoryIndex());
  const follow = async (): Promise<number[]> => {
    unwrap(await followRun(files, database, 'r', paths));
    return [...readWinningRows(database, 'r', 'p')!.value];
  };
  const set = (bytes: Uint8Array): void => files.setContent(paths.metrics, bytes);
  return { files, database, follow, set };
};

describe('the index', () => {
  it('follows a growing file, and does not take a line twice', async () => {
    const { follow, set } = await scene();
    expect(await follow()).toEqual([]);
    set(lines(1, 2));
    expect(await follow()).toEqual([1, 2]);
    set(lines(1, 2, 3));
    expect(await follow()).toEqual([1, 2, 3]);
    expect(await follow()).toEqual([1, 2, 3]);
  });

  it('waits for the rest of a line that is being written', async () => {
    const { follow, set, database } = await scene();
    set(lines(1, 2).slice(0, -5));
    expect(await follow()).toEqual([1]);
    set(lines(1, 2));
    expect(await follow()).toEqual([1, 2]);
    expect(countsOf(database, 'r').damagedBytes).toBe(0);
  });

  it('begins again when the file was cut or swapped', async () => {
    const { follow, set } = await scene();
    set(lines(1, 2, 3));
    await follow();
    set(lines(1, 2));
    expect(await follow()).toEqual([1, 2]);
    set(Buffer.concat([line(1, 9), line(2, 9), line(3, 9)]));
    expect(await follow()).toEqual([9, 9, 9]);
    set(new Uint8Array(0));
    expect(await follow()).toEqual([]);
  });

  it('counts what is damaged and passes it over, whether it sees it at once or step by step', async () => {
    const bytes = lines(1, 2, 3, 4);
    const length = line(1).length;
    bytes[length + 3]! ^= 1;
    for (const cuts of [[4], [1, 2, 3, 4], [2, 4]]) {
      const { follow, set, database } = await scene();
      for (const cut of cuts) {
        set(bytes.slice(0, cut * length));
        await follow();
      }
      expect(await follow()).toEqual([1, 3, 4]);
      expect(countsOf(database, 'r').damagedBytes).toBe(length);
    }
  });

  it('knows a run of which nothing is left but the folder', async () => {
    const { files, database, follow } = await scene();
    for (const path of [paths.log, paths.metrics]) await files.remove(path);
    expect(await follow()).toEqual([]);
    expect(indexedRun(database, 'r')).toMatchObject({ lastEvent: 'prepared' });
    unwrap(forgetRun(database, 'r'));
    expect(indexedRun(database, 'r')).toBeUndefined();
  });

  it('takes each line once when several follow at the same time', async () => {
    const { follow, set, database } = await scene();
    set(lines(...Array.from({ length: 200 }, (_, i) => i)));
    await Promise.all([follow(), follow(), follow()]);
    const stored = database.prepare('SELECT SUM(count) AS rows FROM series_chunk').get();
    expect(stored).toMatchObject({ rows: 200 });
  });
});
