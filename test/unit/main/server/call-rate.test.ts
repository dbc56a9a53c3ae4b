import { expect, it } from 'vitest';
import { CallRate } from '../../../../src-main/server/call-rate.ts';

const limits = { burst: 10, perSecond: 100 };

it('lets a burst pass and then holds calls to their rate', () => {
  const rate = new CallRate(0, limits);
  for (let k = 0; k < 10; k++) expect(rate.count(0)).toBe(0);
  expect(rate.count(0)).toBe(10);
  expect(rate.count(0)).toBe(20);
});

it('fills again with time, up to the burst', () => {
  const rate = new CallRate(0, limits);
  for (let k = 0; k < 10; k++) rate.count(0);
  expect(rate.count(10)).toBe(0);
  expect(rate.count(10)).toBe(10);
  for (let k = 0; k < 10; k++) expect(rate.count(1e6)).toBe(0);
  expect(rate.count(1e6)).toBe(10);
});

it('does not drain when the clock goes back', () => {
  const rate = new CallRate(1000, limits);
  expect(rate.count(0)).toBe(0);
});
