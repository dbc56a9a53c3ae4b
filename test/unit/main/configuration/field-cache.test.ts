import { expect, it } from 'vitest';
import { createFieldCache } from '../../../../src-main/configuration/field-cache.ts';
import type { SiteField } from '../../../../src-main/configuration/site-field.ts';

const field = (sites: number): SiteField => ({
  dims: [sites],
  axes: ['x'],
  values: new Float32Array(sites),
  min: 0,
  max: 0,
  mean: 0,
  sum: 0,
  histogram: new Uint32Array(64),
});

it('drops what was not used for longest', () => {
  const cache = createFieldCache(99);
  cache.put('a', field(10));
  cache.put('b', field(10));
  expect(cache.get('a')).toBeDefined();
  cache.put('c', field(5));
  expect([cache.get('a'), cache.get('b'), cache.get('c')].map((f) => f !== undefined)).toEqual([
    true,
    false,
    true,
  ]);
  expect(cache.bytes).toBe(60);
});

it('keeps the newest one, however large', () => {
  const cache = createFieldCache(100);
  cache.put('a', field(10));
  cache.put('b', field(1000));
  expect([cache.get('a'), cache.get('b')].map((f) => f !== undefined)).toEqual([false, true]);
  cache.put('b', field(1));
  expect(cache.bytes).toBe(4);
});

it('forgets what belongs together', () => {
  const cache = createFieldCache(1000);
  for (const key of ['c-1 plaquette', 'c-1 charge', 'c-2 plaquette']) cache.put(key, field(1));
  cache.forget('c-1');
  expect([cache.get('c-1 charge'), cache.get('c-2 plaquette')].map((f) => f !== undefined)).toEqual([
    false,
    true,
  ]);
  expect(cache.bytes).toBe(4);
});
