import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { estimate, expectedAcceptance, expMinusDeltaH } from '../../../../src-engine/statistics/index.ts';
import { allObservables } from '../../../../src-main/analysis/observables.ts';
import { type ObservableResult, resultsOf } from '../../../../src-main/analysis/run-results.ts';
import { hasEstimate } from '../../../../src-main/analysis/summary.ts';
import { quickSpec } from '../../../support/sample-run.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

const length = 1000;
const update = Float64Array.from({ length }, (_, i) => i + 1);
const plaquette = ar1(0.5, length, normal(uniform(4))).map(
  (x, i) => 0.5495 + 0.002 * x - 0.4 * Math.exp(-i / 8),
);
/** In equilibrium dH is normal with variance twice its mean, so that <exp(-dH)> = 1. */
const deltaH = (mean: number, variance = 0.2): Float64Array => {
  const gauss = normal(uniform(11));
  return Float64Array.from({ length }, () => mean + Math.sqrt(variance) * gauss());
};
const accepted = deltaH(0.1).map((dh, i) => (uniform(100 + i)() < Math.exp(-dh) ? 1 : 0));
const histories = (dh = deltaH(0.1)) => [
  { name: 'accepted', values: accepted, update },
  { name: 'delta-h', values: dh, update },
  { name: 'plaquette', values: plaquette, update },
];
const find = (results: readonly ObservableResult[], name: string) => {
  const one = results.find((result) => result.name === name);
  if (one === undefined || !hasEstimate(one)) throw new Error(`no estimate of ${name}`);
  return one;
};

describe('resultsOf', () => {
  it('cuts all series in common, at the place found in the plaquette', () => {
    const { cut, observables } = resultsOf({ histories: histories(), unit: 'updates' });
    expect(cut).toMatchObject({ kind: 'detected', unit: 'updates' });
    expect(cut.length).toBeGreaterThan(20);
    for (const { name } of observables) expect(find(observables, name).cut).toBe(cut.length);
  });

  it('takes the cut of the specification, or the one that is asked for', () => {
    const spec = { ...quickSpec(), run: { ...quickSpec().run, thermalisation: 300 } };
    const measured = { histories: histories(), unit: 'updates', spec } as const;
    expect(resultsOf(measured).cut).toEqual({ kind: 'specified', unit: 'updates', length: 300 });
    expect(resultsOf(measured, { cut: 7 }).cut).toEqual({ kind: 'asked', unit: 'updates', length: 7 });
    expect(resultsOf(measured, { cut: 'auto' }).cut.kind).toBe('detected');
    expect(find(resultsOf(measured).observables, 'plaquette').samples).toBe(700);
  });

  it('passes doubts about the cut on to every average and verdict', () => {
    const drifting = plaquette.map((x, i) => x + i / 10_000);
    const { cut, observables } = resultsOf({
      histories: [{ name: 'plaquette', values: drifting, update }],
      unit: 'updates',
      spec: quickSpec(),
    });
    expect(cut).toMatchObject({ length: 500, warning: expect.stringMatching(/drifts/) });
    const result = find(observables, 'plaquette');
    expect(result.warnings).toContain(cut.warning);
    expect(result.reference).toMatchObject({ verdict: 'unknown', pull: expect.any(Number) });
  });

  it('checks hybrid Monte Carlo: <exp(-dH)> is 1, and the acceptance follows from <dH>', () => {
    const { cut, observables } = resultsOf({ histories: histories(), unit: 'updates' });
    const identity = find(observables, 'exp-minus-delta-h');
    expect(identity.reference).toMatchObject({ value: 1, verdict: 'agrees' });
    const direct = unwrap(expMinusDeltaH(deltaH(0.1), { cut: cut.length }));
    expect(identity).toMatchObject({ value: direct.value, error: direct.error, tauInt: direct.tauInt });
    const acceptance = find(observables, 'acceptance');
    const mean = unwrap(estimate(deltaH(0.1), { cut: cut.length })).value;
    expect(acceptance.expected?.value).toBeCloseTo(expectedAcceptance(mean), 12);
    expect(acceptance.expected?.value).toBeCloseTo(0.823, 1);
    expect(acceptance.expected?.error).toBeGreaterThan(0);
    expect(acceptance.value).toBeCloseTo(acceptance.expected!.value, 1);

    const wrong = resultsOf({ histories: histories(deltaH(0.4)), unit: 'updates' }).observables;
    expect(find(wrong, 'exp-minus-delta-h').reference?.verdict).toBe('differs');
    expect(find(wrong, 'exp-minus-delta-h').reference?.pull).toBeLessThan(-5);
  });

  it('averages other observables on demand, at the same cut', () => {
    const measured = { histories: histories(), unit: 'updates' } as const;
    const wanted = allObservables(measured.histories).filter(({ name }) => name === 'accepted');
    const { cut, observables } = resultsOf(measured, { observables: wanted });
    expect(observables.map(({ name }) => name)).toEqual(['accepted']);
    expect(cut).toEqual(resultsOf(measured).cut);
  });
});
