import { describe, expect, it } from 'vitest';
import { detectCut, samplesToDrop } from '../../../../src-main/analysis/cut.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

const chain = ar1(0.5, 400, normal(uniform(3)));
const settling = chain.map((x, i) => x + (i < 60 ? 20 * Math.exp(-i / 10) : 0));
const every = (step: number, values = chain) => Float64Array.from(values, (_, i) => step * (i + 1));

describe('detectCut', () => {
  it('is that of the plaquette, in updates or samples', () => {
    const other = { name: 'a', values: chain, update: every(5) };
    const histories = [other, { name: 'plaquette', values: settling, update: every(5) }];
    const inUpdates = detectCut(histories, 'updates');
    expect(inUpdates).toEqual({ kind: 'detected', unit: 'updates', length: expect.any(Number) });
    expect(inUpdates.length).toBeGreaterThan(100);
    expect(inUpdates.length).toBeLessThan(400);
    expect(inUpdates.length % 25).toBe(0);
    expect(detectCut(histories, 'samples').length).toBe(inUpdates.length / 5);
    const calm = detectCut(
      [
        { ...other, values: settling },
        { ...other, name: 'plaquette' },
      ],
      'updates',
    );
    expect(calm.length).toBeLessThan(inUpdates.length);
  });

  it('is the longest that any series asks for where there is no plaquette', () => {
    const long = detectCut([{ name: 'plaquette', values: settling }], 'samples');
    const histories = [
      { name: 'accepted', values: chain.map((_, i) => (i < 190 ? 0 : 1)) },
      { name: 'seconds', values: every(1) },
      { name: 'a', values: chain },
      { name: 'b', values: settling },
    ];
    expect(detectCut(histories, 'samples')).toEqual(long);
    expect(detectCut(histories.slice(0, 3), 'samples').length).toBeLessThan(long.length);
    expect(detectCut(histories.slice(0, 1), 'samples').length).toBeGreaterThan(100);
  });

  it('says when the history has not settled', () => {
    const drifting = { name: 'plaquette', values: every(1), update: every(1) };
    expect(detectCut([drifting], 'updates')).toEqual({
      kind: 'detected',
      unit: 'updates',
      length: 200,
      warning: expect.stringMatching(/still drifts/),
    });
  });

  it('says when nothing can be found', () => {
    const short = { name: 'plaquette', values: chain.subarray(0, 39) };
    const none = { kind: 'none', unit: 'updates', length: 0 };
    expect(detectCut([short], 'updates')).toEqual({ ...none, warning: expect.stringMatching(/too short/) });
    expect(detectCut([], 'updates')).toEqual({ ...none, warning: expect.stringMatching(/too short/) });
    const broken = { name: 'plaquette', values: chain.map((x, i) => (i === 399 ? NaN : x)) };
    expect(detectCut([broken], 'updates')).toEqual({ ...none, warning: expect.stringMatching(/not finite/) });
  });
});

describe('samplesToDrop', () => {
  it('counts updates where they are known, samples otherwise', () => {
    const drop = (unit: 'updates' | 'samples', length: number, update?: Float64Array) =>
      samplesToDrop(
        { name: 'x', values: chain, ...(update === undefined ? {} : { update }) },
        { kind: 'asked', unit, length },
      );
    expect(drop('samples', 30, every(10))).toBe(30);
    expect(drop('updates', 30)).toBe(30);
    expect(drop('updates', 29, every(10))).toBe(2);
    expect(drop('updates', 30, every(10))).toBe(3);
    expect(drop('updates', 39, every(10))).toBe(3);
    expect(drop('updates', 0, every(10))).toBe(0);
    expect(drop('updates', 4000, every(10))).toBe(400);
    expect(drop('samples', 4000)).toBe(400);
  });
});
