import { describe, expect, it } from 'vitest';
import type { ChartModel } from '../../../../src-renderer/chart/chart-model.ts';
import { type ViewOptions, viewOf } from '../../../../src-renderer/chart/data/view.ts';
import { csvOf, jsonOf } from '../../../../src-renderer/chart/export/data-files.ts';
import { fileName } from '../../../../src-renderer/chart/export/file-name.ts';
import { model, options, series } from '../../../support/chart-lab.ts';

const shown: ChartModel = model(
  [
    series([0.1, 1 / 3, Number.NaN], {
      id: 'p',
      label: 'first, "raw"',
      runId: 'run-1',
      error: Float64Array.of(0.01, 0.02, 0.03),
    }),
    series([5], { id: 'q', label: 'q', runId: 'run-2' }),
  ],
  { cut: 1, xAxis: { label: 'Update' }, yAxis: { label: 'Time', unit: 's' } },
);
const view = (more: Partial<ViewOptions> = {}) => viewOf(shown, options(more));

/** CSV read back by its own rules, without the lines of the header. */
const read = (csv: string): string[][] =>
  csv
    .split('\n')
    .filter((line) => !line.startsWith('#') && line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );

describe('CSV', () => {
  it('has all points in full precision under the names of their columns', () => {
    expect(read(csvOf(view()))).toEqual([
      ['series', 'run', 'x', 'y', 'error'],
      ['first, "raw"', 'run-1', '0', '0.1', '0.01'],
      ['first, "raw"', 'run-1', '1', '0.3333333333333333', '0.02'],
      ['first, "raw"', 'run-1', '2', 'nan', '0.03'],
      ['q', 'run-2', '0', '5', ''],
    ]);
  });

  it('says in its header what is needed to use it', () => {
    const header = csvOf(view({ weight: 0.5 }))
      .split('\n')
      .filter((line) => line.startsWith('#'))
      .join('\n');
    for (const part of [
      'title: Plaquette',
      'y: Time (s)',
      'run-1',
      'run-2',
      'cut: 1',
      '"drawn":3',
      '"nonFinite":1',
      '"rows":4',
      'w = 0.5',
    ])
      expect(header).toContain(part);
  });

  it('keeps raw values beside smoothed ones', () => {
    const rows = read(csvOf(view({ weight: 0.5 })));
    expect(rows[0]).toEqual(['series', 'run', 'x', 'y', 'error', 'smoothed']);
    expect(rows[2]![3]).toBe('0.3333333333333333');
    expect(Number(rows[2]![5])).toBeCloseTo(0.1 + (2 / 3) * (1 / 3 - 0.1), 12);
  });

  it('has the points in the shown range only', () => {
    expect(read(csvOf(view({ xRange: [0.5, 1.5] }))).map(([, , x]) => x)).toEqual(['x', '1']);
  });
});

describe('JSON', () => {
  it('is valid whatever the values, one entry per series', () => {
    const file = JSON.parse(jsonOf(view()));
    expect(file).toMatchObject({
      format: 'plaquette-chart',
      cut: 1,
      y: { label: 'Time', unit: 's' },
      points: { drawn: 3, total: 3, nonFinite: 1, rows: 4 },
      smoothing: null,
    });
    expect(file.series).toMatchObject([
      {
        id: 'p',
        run: 'run-1',
        x: [0, 1, 2],
        y: [0.1, 1 / 3, 'nan'],
        error: [0.01, 0.02, 0.03],
        rowsOnDisk: 3,
      },
      { id: 'q', run: 'run-2', x: [0], y: [5] },
    ]);
  });
});

it('suggests names that every file system takes', () => {
  expect(fileName('Plaquette, run SU(3) β=6.0')).toBe('plaquette-run-su-3-β-6-0');
  expect(fileName('../..\\:*?')).toBe('chart');
  expect(fileName('x'.repeat(300))).toHaveLength(80);
});
