import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { spectrumOf } from '../../../../src-main/analysis/spectrum.ts';

const cut = { kind: 'asked', unit: 'samples', length: 1 } as const;

it('counts all eigenvalues after the cut and keeps their order', () => {
  const named = (index: number, ...values: number[]) => ({
    name: `eigenvalue.${index}`,
    values: Float64Array.of(99, ...values),
  });
  const spectrum = unwrap(spectrumOf([named(10, 5, 7), named(0, 1, 3), named(1, 2, 2)], cut));
  expect(spectrum).toMatchObject({ count: 3, samples: 2 });
  expect([...spectrum.levels.mean]).toEqual([2, 2, 6]);
  expect(spectrum.levels.deviation[0]).toBeCloseTo(Math.SQRT2, 14);
  const { counts, edges } = spectrum.histogram;
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(6);
  expect([edges[0], edges.at(-1)]).toEqual([1, 7]);
});

it('says when none were measured, or none are left', () => {
  const none = spectrumOf([{ name: 'plaquette', values: Float64Array.of(1) }], cut);
  expect(none.ok ? '' : none.error.code).toBe('run.noSeries');
  const cutAway = spectrumOf([{ name: 'eigenvalue.0', values: Float64Array.of(1) }], cut);
  expect(cutAway.ok ? '' : cutAway.error.code).toBe('statistics.tooShort');
});
