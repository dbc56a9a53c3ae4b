import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../../src-main/analysis/estimate-facts.ts';
import type { History } from '../../../../src-main/analysis/history.ts';
import { resultsOf } from '../../../../src-main/analysis/run-results.ts';
import { trainingResults } from '../../../../src-main/analysis/training-results.ts';

const every = (name: string, values: readonly number[]): History => ({
  name,
  values: Float64Array.from(values),
  update: Float64Array.from(values, (_, i) => i + 1),
});
const atSteps = (name: string, values: readonly (readonly [step: number, value: number])[]): History => ({
  name,
  values: Float64Array.from(values, ([, value]) => value),
  update: Float64Array.from(values, ([step]) => step),
});

/** 60 steps, the loss falling by one each; evaluated at 20, 40 and 60. */
const histories: readonly History[] = [
  every(
    'loss',
    Array.from({ length: 60 }, (_, i) => 60 - i),
  ),
  every('gradient-norm', Array(60).fill(2)),
  every('learning-rate', Array(60).fill(1e-3)),
  every('seconds', Array(60).fill(0.25)),
  atSteps('evaluation-ess', [
    [20, 0.3],
    [40, 0.6],
    [60, 0.5],
  ]),
  atSteps('evaluation-ess-error', [
    [20, 0.01],
    [40, 0.02],
    [60, 0.03],
  ]),
  atSteps('acceptance', [
    [20, 0.4],
    [40, 0.7],
    [60, 0.71234],
  ]),
  atSteps('log-z', [
    [20, 11],
    [40, 12],
    [60, 13.5],
  ]),
  atSteps('log-z-error', [
    [20, 0.1],
    [40, 0.1],
    [60, 0.5],
  ]),
];
const measured = { histories, unit: 'updates' } as const;

describe('what a training came to', () => {
  it('is the last of everything, with its error, beside the best', () => {
    const { cut, observables, training } = resultsOf(measured);
    expect(observables).toEqual([]);
    expect(cut).toEqual({ kind: 'none', unit: 'updates', length: 0 });
    const of = (name: string) => training?.find((one) => one.name === name);
    expect(training?.map(({ name }) => name)).toEqual([
      'evaluation-ess',
      'acceptance',
      'log-z',
      'loss',
      'training-seconds',
    ]);
    expect(of('evaluation-ess')).toMatchObject({
      value: 0.5,
      error: 0.03,
      formatted: '0.50(3)',
      step: 60,
      samples: 1,
      best: { value: 0.6, step: 40 },
    });
    expect(of('acceptance')).toMatchObject({ error: null, formatted: '0.7123', best: { step: 60 } });
    expect(of('log-z')).toMatchObject({ value: 13.5, error: 0.5, best: null });
    expect(of('training-seconds')).toMatchObject({ value: 15, samples: 60 });
    // the last six of 60 steps: 6, 5, ..., 1 with the variance 3.5
    expect(of('loss')).toMatchObject({ value: 3.5, samples: 6, step: 60, best: null });
    expect(of('loss')!.error).toBeCloseTo(Math.sqrt(3.5 / 6), 12);
  });

  it('is told to interfaces in place of averages, whatever cut is asked for', () => {
    const { cut, results } = reportOf(measured, 30);
    expect(cut.length).toBe(0);
    const ess = results.find(({ name }) => name === 'evaluation-ess');
    expect(ess).toMatchObject({ value: 0.5, error: 0.03, min: 0.3, max: 0.6, tauInt: null, problem: null });
    expect(results.some(({ name }) => name === 'gradient-norm' || name === 'learning-rate')).toBe(false);
  });

  it('stands beside a reference value, at the distance of both errors', () => {
    const references = [{ observable: 'log-z', value: 13, error: 0, source: 'exact' }];
    const [found] = trainingResults(histories, references).filter(({ name }) => name === 'log-z');
    expect(found!.reference).toMatchObject({ value: 13, pull: 1, verdict: 'agrees' });
    const without = histories.filter(({ name }) => name !== 'log-z-error');
    const [bare] = trainingResults(without, references).filter(({ name }) => name === 'log-z');
    expect(bare).toMatchObject({ error: null, reference: { pull: null, verdict: 'unknown' } });
  });

  it('can still be averaged when somebody asks for one series', () => {
    const { observables } = resultsOf(measured, { observables: [histories[1]!], cut: 10 });
    expect(observables[0]).toMatchObject({ name: 'gradient-norm', samples: 50 });
  });

  it('is nothing of columns of a file that happen to have such names', () => {
    expect(resultsOf({ histories, unit: 'samples' }).training).toBeUndefined();
  });
});
