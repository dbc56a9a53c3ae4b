import { expect, test } from 'vitest';
import type { EstimateFacts } from '../../../../../src-main/contract/index.ts';
import { eventMarks, historyModel } from '../../../../../src-renderer/screen/run/history-models.ts';

const story = {
  segments: [
    { segment: 1, started: '', host: '', fromUpdate: 0, end: 'stopped', ended: '' },
    { segment: 2, started: '', host: '', fromUpdate: 40, end: null, ended: null },
  ],
  alarmList: [{ time: '', update: 17, kind: 'acceptance', message: 'Acceptance is 0.1.', remedy: '' }],
};
const rows = {
  update: Float64Array.of(1, 2, 3),
  value: Float64Array.of(0.5, 0.55, 0.6),
  segment: Uint32Array.of(1, 1, 1),
  total: 3,
};
const estimate: EstimateFacts = {
  name: 'plaquette',
  value: 0.55,
  error: 0.01,
  formatted: '0.550(10)',
  tauInt: 1,
  tauIntError: 0.2,
  tauIntFormatted: '1.0(2)',
  samples: 3,
  min: 0.5,
  max: 0.6,
  last: 0.6,
  warnings: [],
  problem: null,
  reference: { value: 0.5495, error: 0.0001, source: 'a paper', deviations: 0.05, verdict: '' },
};
const chart = { run: 'r', runName: 'quick', name: 'plaquette', rows, story, cut: 2 };

test('marks where the run was resumed, not where it began, and its alarms', () => {
  expect(eventMarks(story).map((mark) => [mark.kind, 'at' in mark && mark.at])).toEqual([
    ['resume', 40],
    ['alarm', 17],
  ]);
});

test('draws the mean with its error and the accepted value with its source', () => {
  const { marks, cut, series } = historyModel({ ...chart, estimate });
  expect(marks?.slice(2)).toMatchObject([
    { kind: 'level', value: 0.55, error: 0.01 },
    { kind: 'accepted', value: 0.5495, error: 0.0001, source: 'a paper' },
  ]);
  expect(cut).toBe(2);
  expect(series[0]?.estimate).toEqual({ value: 0.55, error: 0.01 });
});

test('without an estimate there is no line that could pass for one', () => {
  const { marks, series } = historyModel({
    ...chart,
    estimate: { ...estimate, value: null, error: null, reference: null },
  });
  expect(marks).toHaveLength(2);
  expect(series[0]?.estimate).toBeUndefined();
});
