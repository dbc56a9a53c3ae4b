import { describe, expect, it } from 'vitest';
import type { CorrelatorData, CorrelatorFitFacts } from '../../../../../src-main/contract/index.ts';
import {
  alongOf,
  correlatorModel,
  effectiveMassModel,
  rangeOf,
} from '../../../../../src-renderer/screen/run/correlator-models.ts';

const values = (...list: number[]): Float64Array<ArrayBuffer> => Float64Array.from(list);
const pion: CorrelatorData = {
  name: 'pion',
  kind: 'meson',
  points: { at: values(0, 1, 2, 3), value: values(8, 4, 2, 4), error: values(0.1, 0.1, 0.1, 0.1) },
  effectiveMass: { at: values(0, 1), value: values(0.9, 0.6), error: values(0.01, 0.02) },
  extent: 4,
  models: ['cosh', 'exp'],
  range: [0, 2],
  suggested: [1, 2],
  samples: 100,
  blocks: 50,
  blockLength: 2,
  tauInt: 0.5,
  cut: 10,
  warnings: [],
};
const fit: CorrelatorFitFacts = {
  model: 'cosh',
  states: 1,
  weighing: 'full',
  from: 1,
  to: 2,
  parameters: [
    { name: 'mass', value: 0.62, error: 0.03, formatted: '0.62(3)' },
    { name: 'amplitude', value: 5, error: 0.1, formatted: '5.00(10)' },
  ],
  curve: { at: values(1, 2, 3), value: values(4, 2, 4), error: values(0.1, 0.1, 0.1) },
  chiSquare: 1,
  degreesOfFreedom: 1,
  expectedChiSquare: 1,
  pValue: 0.3,
  shrinkage: 0,
  blocks: 50,
  blockLength: 2,
  warnings: [],
};
const range = rangeOf(pion, 1, 2);

describe('charts of a correlator', () => {
  it('C(t) is on a log axis, with the fitted curve beneath the points', () => {
    const model = correlatorModel(pion, fit, range, 'run');
    expect(model.yAxis).toMatchObject({ label: 'C(t)', scale: 'log' });
    expect(model.series.map(({ id, kind }) => [id, kind])).toEqual([
      ['fit', 'band'],
      ['points', 'points'],
    ]);
    expect(model.fitRange).toEqual({ from: 1, to: 2, least: 0, greatest: 2 });
    expect(correlatorModel(pion, null, range, 'run').series).toHaveLength(1);
  });

  it('a negative correlator is turned upright and says so', () => {
    const turned = { ...pion, points: { ...pion.points, value: pion.points.value.map((v) => -v) } };
    const model = correlatorModel(
      turned,
      { ...fit, curve: { ...fit.curve, value: values(-4, -2, -4) } },
      range,
      '',
    );
    expect(model.yAxis.label).toBe('−C(t)');
    expect(model.series.map(({ y }) => [...y])).toEqual([
      [4, 2, 4],
      [8, 4, 2, 4],
    ]);
  });

  it('a potential is of r, on a linear axis, without effective masses', () => {
    const potential: CorrelatorData = {
      ...pion,
      name: 'static-potential',
      kind: 'potential',
      effectiveMass: null,
    };
    expect(alongOf(potential)).toBe('r');
    expect(correlatorModel(potential, null, range, '').yAxis).toEqual({ label: 'V(r)' });
    expect(effectiveMassModel(potential, null, range, '')).toBeNull();
  });

  it('the fitted mass is a band over the fitted points', () => {
    const model = effectiveMassModel(pion, fit, range, 'run')!;
    const [band, points] = model.series;
    expect([...band!.x, ...band!.y, ...band!.error!]).toEqual([1, 2, 0.62, 0.62, 0.03, 0.03]);
    expect(band!.label).toContain('0.62(3)');
    expect([...points!.y]).toEqual([0.9, 0.6]);
  });

  it('noise does not set the range of effective masses, and masses that are not there are no points', () => {
    const noisy: CorrelatorData = {
      ...pion,
      range: [0, 8],
      suggested: [4, 6],
      effectiveMass: {
        at: values(0, 1, 2, 3, 4, 5, 6, 7),
        value: values(2, 1, 0.64, 0.62, 0.61, 0.6, 9, Number.NaN),
        error: values(0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 8, Number.NaN),
      },
    };
    const model = effectiveMassModel(noisy, null, range, '')!;
    expect(model.series[0]!.x).toHaveLength(7);
    const [low, high] = model.yAxis.range!;
    expect(low).toBeCloseTo(0.59 - 0.15 * 0.06, 10);
    expect(high).toBeCloseTo(0.65 + 0.15 * 0.06, 10);
  });
});
