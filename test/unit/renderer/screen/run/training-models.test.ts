import { describe, expect, it } from 'vitest';
import type { ChartModel } from '../../../../../src-renderer/chart/chart-model.ts';
import {
  hidesFirstFall,
  isTraining,
  trainingFigures,
  trainingModels,
} from '../../../../../src-renderer/screen/run/training-models.ts';
import { trainingText as text } from '../../../../../src-renderer/text/training.ts';
import { estimate } from '../../../../support/run-row.ts';

const rows = (update: number[], value: number[]) => ({
  update: Float64Array.from(update),
  value: Float64Array.from(value),
  segment: new Uint32Array(value.length),
  total: value.length,
});
const steps = [1, 2, 3, 4, 5, 6];
const all = new Map([
  ['loss', rows(steps, [9, 7, 5, 4, 3, 2.5])],
  ['ess', rows(steps, [0.01, 0.02, 0.1, 0.2, 0.3, 0.4])],
  ['gradient-norm', rows(steps, [10, 5, 4, 3, 2, 1])],
  ['learning-rate', rows(steps, [1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-3])],
  ['evaluation-ess', rows([2, 4, 6], [0.03, 0.25, 0.412])],
  // the second evaluation has lost its error
  ['evaluation-ess-error', rows([2, 6], [0.005, 0.011])],
  ['acceptance', rows([2, 4, 6], [0.1, 0.3, 0.5])],
  ['log-z', rows([2, 4, 6], [-3, -2.2, -2.05])],
  ['log-z-error', rows([2, 4, 6], [0.5, 0.1, 0.03])],
]);
const reference = { value: -2, error: 0.04, source: 'exact', deviations: 77, verdict: 'differs' };
const made = (logZ: typeof reference | null, from = all) =>
  trainingModels({ rows: from, runName: 'run', events: [], logZ });
const named = (title: string, models: readonly ChartModel[] = made(null)) =>
  models.find((model) => model.title === title)!;

describe('charts of a training', () => {
  it('there is one for each thing that was recorded, the loss first', () => {
    expect(made(null).map(({ title }) => title)).toEqual([
      text.loss,
      text.ess,
      text.acceptance,
      text.logZ,
      text.gradient,
      text.rate,
    ]);
    expect(made(null, new Map())).toEqual([]);
  });

  it('shares reach from nothing to all, gradients over powers of ten', () => {
    expect(named(text.ess).yAxis.range).toEqual([0, 1]);
    expect(named(text.acceptance).yAxis.range).toEqual([0, 1]);
    expect(named(text.gradient).yAxis.scale).toBe('log');
  });

  it('errors stand at the evaluations that they belong to', () => {
    const { series } = named(text.ess);
    expect(series.map(({ label }) => label)).toEqual([text.essOfBatch, text.essEvaluated]);
    expect([...series[1]!.error!]).toEqual([0.005, Number.NaN, 0.011]);
  });

  it('the loss has its floor at minus log Z: the reference, or else the last evaluation', () => {
    expect(named(text.loss).marks).toEqual([{ kind: 'level', value: 2.05, label: text.lossFloor }]);
    expect(named(text.loss, made(reference)).marks).toMatchObject([{ value: 2 }]);
  });

  it('a first steep fall does not hide the rest, and one that is not steep is shown', () => {
    const steep = new Map([
      ['loss', rows([1, 2, 3, 4, 5, 6, 7, 8], [400, 50, -1, -1.5, -1.4, -1.6, -1.8, -1.7])],
      ['log-z', rows([8], [2])],
    ]);
    const models = made(null, steep);
    const [low, high] = named(text.loss, models).yAxis.range!;
    expect([low < -2, high > -1, high < 0]).toEqual([true, true, true]);
    expect([hidesFirstFall(models), hidesFirstFall(made(null))]).toEqual([true, false]);
  });

  it('log Z stands beside its reference where there is one', () => {
    expect(named(text.logZ).marks).toEqual([]);
    expect(named(text.logZ, made(reference)).marks).toMatchObject([
      { kind: 'accepted', value: -2, error: 0.04 },
    ]);
  });

  it('a learning rate that falls far is told on a logarithmic axis', () => {
    const falling = new Map([...all, ['learning-rate', rows([1, 2], [1e-3, 1e-5])]]);
    expect(named(text.rate).yAxis.scale).toBe('linear');
    expect(named(text.rate, made(null, falling)).yAxis.scale).toBe('log');
  });
});

const known = (name: string, value: number, error: number | null, samples: number) => ({
  ...estimate(name, value, error),
  samples,
});

describe('values of a training', () => {
  it('the newest ones, with their errors and steps', () => {
    expect(trainingFigures(all, [])).toEqual([
      { label: text.ess, value: '0.412(11)', note: text.atStep('6') },
      { label: text.acceptance, value: '0.5', note: text.atStep('6') },
      { label: text.logZ, value: '-2.05(3)', note: text.atStep('6') },
      { label: text.loss, value: '2.5', note: text.atStep('6') },
    ]);
  });

  it('the loss of the last steps and the time are those of the results', () => {
    const results = [known('loss', 2.25, 0.04, 10), known('training-seconds', 75, null, 100)];
    expect(trainingFigures(all, results).slice(3)).toEqual([
      { label: text.loss, value: '2.25(4)', note: text.lastSteps('10') },
      { label: text.seconds, value: '1 min 15 s', note: text.steps('100') },
    ]);
  });

  it('a better value than the newest one is told', () => {
    const fell = new Map([...all, ['evaluation-ess', rows([2, 4, 6], [0.2, 0.61, 0.5])] as const]);
    expect(trainingFigures(fell, [])[0]!.note).toBe(`${text.atStep('6')}, ${text.bestOf('0.61', '4')}`);
  });

  it('the distance from a reference is that of the newest value, not of an average over the training', () => {
    const results = [{ ...known('log-z', 0, 0.1, 1), reference }];
    expect(trainingFigures(all, results)[2]!.note).toBe(text.referenceOf('-2', '1.0'));
  });

  it('what was not evaluated says so', () => {
    expect(trainingFigures(new Map([['loss', rows([1], [3])]]), [])[0]).toEqual({
      label: text.ess,
      value: '–',
      note: text.notEvaluated,
    });
  });
});

it('a training is known by its series', () => {
  expect(isTraining(['loss', 'ess', 'gradient-norm', 'learning-rate'])).toBe(true);
  expect(isTraining(['plaquette', 'acceptance', 'seconds'])).toBe(false);
});
