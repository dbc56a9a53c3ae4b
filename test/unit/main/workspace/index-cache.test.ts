import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { indexCache } from '../../../../src-main/workspace/index-cache.ts';
import { openMemoryIndex } from '../../../../src-main/workspace/index-database.ts';
import { addRows, removeRows } from '../../../../src-main/workspace/index-series.ts';

describe('the cache in the index', () => {
  it('keeps one summary per run, whatever numbers it holds, until the rows are forgotten', () => {
    const { database } = unwrap(openMemoryIndex());
    const cache = indexCache(database);
    const summary = { lastUpdate: 9, segment: 1, cut: 3, value: { a: [NaN, Infinity, 0.5], b: null } };
    cache.keepSummary('r', { ...summary, lastUpdate: 5 });
    cache.keepSummary('r', summary);
    cache.keepSummary('other', summary);
    expect(cache.summaries().get('r')).toEqual(summary);
    addRows(database, 'r', [{ segment: 1, update: 1, values: [['p', [1]]] }]);
    removeRows(database, 'r');
    expect([...cache.summaries().keys()]).toEqual(['other']);
  });

  it('is as good as empty where it cannot be read', () => {
    const { database } = unwrap(openMemoryIndex());
    const cache = indexCache(database);
    cache.keepSpecFacts('s', { total: 3 });
    cache.keepSpecFacts('t', { total: 4 });
    database.prepare("UPDATE spec_facts SET value = ? WHERE spec_sha256 = 's'").run(Uint8Array.of(0xc1, 7));
    expect([...cache.specFacts()]).toEqual([
      ['s', undefined],
      ['t', { total: 4 }],
    ]);
    database.exec('DROP TABLE summary');
    expect(cache.summaries().size).toBe(0);
  });
});
