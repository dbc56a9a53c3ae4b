import { expect, test } from 'vitest';
import { measurementCharts } from '../../../../../src-renderer/screen/configuration/measurement-charts.ts';

const facts = (observable: string, columns: string[], rows: number[][]) => ({
  observable,
  values: [],
  table: { columns, rows },
});

test('a pion is a correlator on a log axis and its effective masses where there are some', () => {
  const [correlator, masses] = measurementCharts(
    facts(
      'pion',
      ['t', 'C(t)', 'effective mass'],
      [
        [0, 8, 0.7],
        [1, 4, 0.6],
        [2, 2, Number.NaN],
      ],
    ),
    'Pion',
  );
  expect(correlator).toMatchObject({ subtitle: 'Pion', yAxis: { scale: 'log' } });
  expect([...correlator!.series[0]!.y]).toEqual([8, 4, 2]);
  expect([...masses!.series[0]!.x]).toEqual([0, 1]);
});

test('channels of mesons stand together, negative ones upright', () => {
  const [model] = measurementCharts(
    facts(
      'mesons',
      ['t', 'g5', 'gx'],
      [
        [0, 8, -4],
        [1, 4, -2],
      ],
    ),
    '',
  );
  expect(model!.series.map(({ label }) => label)).toEqual(['Meson γ₅', '−Meson γx']);
  expect([...model!.series[1]!.y]).toEqual([4, 2]);
});

test('other tables stay tables, and one row is no chart', () => {
  expect(
    measurementCharts(
      facts(
        'wilson-loops',
        ['R', 'T', 'W'],
        [
          [1, 1, 0.5],
          [1, 2, 0.3],
        ],
      ),
      '',
    ),
  ).toEqual([]);
  expect(measurementCharts(facts('eigenvalues', ['i', 'eigenvalue', 'residual'], [[0, 1, 0]]), '')).toEqual(
    [],
  );
  expect(measurementCharts({ observable: 'pion', values: [], table: null }, '')).toEqual([]);
});
