import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { reportOf } from '../../../../src-main/analysis/estimate-facts.ts';
import {
  averagesOf,
  keepAverages,
  readAverages,
} from '../../../../src-main/engine-host/session/kept-averages.ts';
import { indexCache } from '../../../../src-main/workspace/index-cache.ts';
import { openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';

const values = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i * i));
const broken = values.map((x, i) => (i === 250 ? NaN : x));

it('come back from the index to the last bit, with what could not be averaged; others are made again', () => {
  const histories = [
    { name: 'plaquette', values },
    { name: 'polyakov', values: broken },
  ];
  const report = reportOf({ histories, unit: 'updates' }, null);
  const cost = { secondsPerUpdate: 0.1, secondsPerIndependentSample: null, error: null };
  const averages = averagesOf({ ...report, lastUpdate: 300, segment: 2, cost });
  expect(averages.results[1]!.problem?.code).toBe('statistics.notFinite');
  const cache = indexCache(unwrap(openMemoryIndex()).database);
  keepAverages(cache, 'r', averages);
  const kept = cache.summaries().get('r')!;
  expect(readAverages(kept)).toEqual(averages);
  expect(kept.cut).toBe(averages.cut.length);
  const value = kept.value as Record<string, unknown>;
  expect(readAverages({ ...kept, value: { ...value, version: 0 } })).toBeUndefined();
  expect(readAverages({ ...kept, value: { ...value, results: [{ name: 'plaquette' }] } })).toBeUndefined();
  expect(readAverages({ ...kept, value: undefined })).toBeUndefined();
  expect(readAverages(undefined)).toBeUndefined();
});
