import { describe, expect, it } from 'vitest';
import {
  amortisedModel,
  costKindsOf,
  errorModel,
  notDrawn,
  observablesOf,
} from '../../../../../src-renderer/screen/race/race-charts.ts';
import { raceLane, trainedReport } from '../../../../support/race-report.ts';

const report = trainedReport();
const untrained = { ...report, lanes: [raceLane('a', 'A'), raceLane('b', 'B', { processors: null })] };

describe('errors against cost', () => {
  it('one line for each sampler over logarithmic axes, with the wanted error', () => {
    const { series, xAxis, yAxis, marks } = errorModel(report, 'race', 'plaquette', 'wall');
    expect([xAxis.scale, yAxis.scale]).toEqual(['log', 'log']);
    expect(series.map(({ label, colour }) => [label, colour])).toEqual([
      ['HMC', 0],
      ['Flow', 1],
    ]);
    expect([...series[0]!.x]).toEqual([0.1, 1, 10]);
    expect(marks).toMatchObject([{ kind: 'level', value: 0.001 }]);
  });

  it('processors and training are counted in when asked for', () => {
    const x = (kind: 'processor' | 'training') =>
      errorModel(report, 'race', 'plaquette', kind).series.map((line) => [...line.x]);
    expect(x('processor')).toEqual([
      [0.2, 2, 20],
      [0.2, 2, 20],
    ]);
    expect(x('training')).toEqual([
      [0.1, 1, 10],
      [300.1, 301, 310],
    ]);
  });

  it('what cannot be told of every sampler is not offered', () => {
    expect(costKindsOf(report)).toEqual(['wall', 'processor', 'training']);
    expect(costKindsOf(untrained)).toEqual(['wall']);
  });

  it('a frozen sampler has no line and is named', () => {
    const charge = 'topological-charge-squared';
    expect(observablesOf(report)).toEqual(['plaquette', charge]);
    const { series, marks } = errorModel(report, 'race', charge, 'wall');
    expect(series.map(({ label, colour }) => [label, colour])).toEqual([['Flow', 1]]);
    expect(notDrawn(report, charge)).toEqual(['HMC']);
    expect(marks).toEqual([]);
  });
});

describe('cost of a sample with its training', () => {
  const model = amortisedModel(report, 'race', 'plaquette')!;

  it('lines cross where the engine sees the break-even', () => {
    expect(model.marks).toMatchObject([{ kind: 'window', at: 33_333 }]);
    const [hmc, flow] = model.series;
    const dearer = Array.from(flow!.x, (n, k) => [n, flow!.y[k]! > hmc!.y[k]!] as const);
    for (const [n, is] of dearer) expect([n, is]).toEqual([n, n < 33_333]);
    expect(flow!.x[0]).toBe(1);
    expect(flow!.y[0]).toBeCloseTo(300.001);
  });

  it('there is none where nobody was trained, or only one cost is known', () => {
    expect(amortisedModel(untrained, 'race', 'plaquette')).toBeNull();
    expect(amortisedModel(report, 'race', 'topological-charge-squared')).toBeNull();
  });
});
