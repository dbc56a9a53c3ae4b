import { describe, expect, test } from 'vitest';
import type { EstimateFacts, LogLine, SavedConfiguration } from '../../../../../src-main/contract/index.ts';
import {
  liveNames,
  nearestSaved,
  sideSeries,
} from '../../../../../src-renderer/screen/run/history-series.ts';
import { keyEstimates, noteOf } from '../../../../../src-renderer/screen/run/key-estimates.ts';
import { filterLog, lineNear } from '../../../../../src-renderer/screen/run/log-lines.ts';
import { resultsTsv } from '../../../../../src-renderer/screen/run/results-text.ts';

const estimate = (name: string, more: Partial<EstimateFacts> = {}): EstimateFacts => ({
  name,
  value: 0.1 + 0.2,
  error: 0.01,
  formatted: '0.300(10)',
  tauInt: 1.5,
  tauIntError: 0.3,
  tauIntFormatted: '1.5(3)',
  samples: 1200,
  min: 0,
  max: 1,
  last: 0.3,
  warnings: [],
  problem: null,
  reference: null,
  ...more,
});

test('the plaquette and what tells of exactness come first among the key figures', () => {
  const names = [
    'rectangle',
    'delta-h',
    'plaquette.space',
    'exp-minus-delta-h',
    'wilson-loop.1x1',
    'acceptance',
    'plaquette',
  ];
  expect(keyEstimates(names.map((name) => estimate(name))).map(({ name }) => name)).toEqual([
    'plaquette',
    'acceptance',
    'exp-minus-delta-h',
    'rectangle',
    'wilson-loop.1x1',
  ]);
});

test('below a key figure stands the accepted value, else tau_int, else how many samples there are', () => {
  const reference = { value: 0.5495, error: 0.0001, source: '', deviations: 1.24, verdict: '' };
  expect(noteOf(estimate('plaquette', { reference }))).toBe('accepted 0.5495, 1.2 σ away');
  expect(noteOf(estimate('plaquette'))).toBe('τint 1.5(3)');
  expect(noteOf(estimate('plaquette', { tauIntFormatted: '' }))).toBe('1,200 samples');
});

test('what is followed: no times of correlators, and at most what a stream carries', () => {
  const times = Array.from({ length: 200 }, (_, t) => `pion.${t}`);
  const levels = Array.from({ length: 80 }, (_, i) => `eigenvalue.${i}`);
  const names = liveNames([...levels, ...times, 'pion.mass.3', 'plaquette', 'pcac-mass', 'force.gauge']);
  expect(names).toHaveLength(64);
  expect(names.slice(0, 4)).toEqual(['plaquette', 'pcac-mass', 'force.gauge', 'eigenvalue.0']);
});

test('small charts never repeat the large one, nor each other', () => {
  const names = ['plaquette', 'delta-h', 'accepted', 'seconds', 'rectangle', 'topological-charge.clover'];
  expect(sideSeries(names, 'plaquette')).toEqual([
    'delta-h',
    'accepted',
    'topological-charge.clover',
    'seconds',
  ]);
  expect(sideSeries(names, 'rectangle')[0]).toBe('plaquette');
});

test('the configuration nearest to a point of a chart', () => {
  const saved = [10, 20, 30].map((update) => ({ update }) as SavedConfiguration);
  expect(nearestSaved(saved, 26)?.update).toBe(30);
  expect(nearestSaved(saved, 1)?.update).toBe(10);
  expect(nearestSaved([], 1)).toBeNull();
});

test('results are copied with every digit and say which cut and method', () => {
  const lines = resultsTsv([estimate('plaquette', { tauInt: null, tauIntError: null })], 120).split('\n');
  expect(lines[0]).toContain('120 updates');
  expect(lines[2]).toBe('plaquette\t0.30000000000000004\t0.01\t\t\t1200\t0.300(10)');
});

describe('the log', () => {
  const line = (index: number, level: LogLine['level'], text: string, update: number | null): LogLine => ({
    index,
    time: '',
    event: '',
    segment: null,
    update,
    level,
    text,
  });
  const lines = [
    line(0, 'info', 'Prepared', null),
    line(1, 'warning', 'Alarm', 17),
    line(2, 'info', 'Saved', 40),
  ];

  test('is searched without regard to case, and narrowed to what is notable', () => {
    expect(filterLog(lines, 'all', 'SAVED').map(({ index }) => index)).toEqual([2]);
    expect(filterLog(lines, 'notable', '').map(({ index }) => index)).toEqual([1]);
  });

  test('has a line nearest to an update', () => {
    expect(lineNear(lines, 30)).toBe(2);
    expect(lineNear(lines, 20)).toBe(1);
    expect(lineNear(lines.slice(0, 1), 20)).toBeNull();
  });
});
