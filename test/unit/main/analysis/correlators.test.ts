import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { correlatorFacts } from '../../../../src-main/analysis/correlator-facts.ts';
import {
  type FitRequest,
  fitCorrelator,
  suggestedRange,
} from '../../../../src-main/analysis/correlator-fit.ts';
import { correlatorIn } from '../../../../src-main/analysis/correlators.ts';
import type { CommonCut } from '../../../../src-main/analysis/cut.ts';
import type { History } from '../../../../src-main/analysis/history.ts';
import { quarkSeries, quarkTruth } from '../../../support/quark-series.ts';

const update = Float64Array.from({ length: 600 }, (_, n) => 5 * (n + 1));
const histories: readonly History[] = Object.entries(quarkSeries(600)).map(([name, values]) => ({
  name,
  values,
  update,
}));
const cut: CommonCut = { kind: 'asked', unit: 'updates', length: 500 };
const correlator = (name: string) => unwrap(correlatorIn(histories, name, cut));
const fitOf = (name: string, request: Partial<FitRequest>) => {
  const one = correlator(name);
  const [from, to] = suggestedRange(one);
  return fitCorrelator(one, { from, to, model: 'cosh', states: 1, weighing: 'full', ...request });
};
const measuredOf = (made: ReturnType<typeof fitOf>, name: string) => {
  const { value, error } = unwrap(made).parameters.find((one) => one.name === name)!;
  return { value, error };
};
const near = (made: ReturnType<typeof fitOf>, name: string, truth: number, most: number): void => {
  const { value, error } = measuredOf(made, name);
  expect(Math.abs(value - truth), name).toBeLessThan(3 * error);
  expect(error, name).toBeLessThan(most);
};

describe('correlators of a run', () => {
  it('are put together from the series after the cut', () => {
    const facts = correlatorFacts(correlator('pion'), cut);
    expect(facts).toMatchObject({ kind: 'meson', extent: 32, samples: 500, cut: 500, range: [0, 16] });
    expect(facts.models).toEqual(['cosh', 'exp']);
    expect(facts.points.at).toHaveLength(32);
    const mean = histories.find(({ name }) => name === 'pion.3')!.values.subarray(100);
    expect(facts.points.value[3]).toBeCloseTo(mean.reduce((sum, v) => sum + v, 0) / 500, 12);
    expect(facts.tauInt).toBeGreaterThan(1);
    expect(facts.blockLength).toBeGreaterThanOrEqual(4 * 1);
    expect(facts.blocks).toBe(Math.floor(500 / facts.blockLength));
    expect(facts.effectiveMass!.value).toHaveLength(16);
    expect(Math.abs(facts.effectiveMass!.value[12]! - quarkTruth.pion)).toBeLessThan(
      4 * facts.effectiveMass!.error[12]!,
    );
  });

  it('find the masses that the data were made with', () => {
    near(fitOf('pion', { from: 7 }), 'mass', quarkTruth.pion, 0.005);
    near(fitOf('pion', { weighing: 'diagonal' }), 'mass', quarkTruth.pion, 0.01);
    near(fitOf('pion', { from: 7, weighing: 'shrunk' }), 'mass', quarkTruth.pion, 0.01);
    near(fitOf('rho', { from: 1, to: 10, states: 2, weighing: 'diagonal' }), 'mass', quarkTruth.rho, 0.1);
    near(fitOf('nucleon', { model: 'exp' }), 'mass', quarkTruth.nucleon, 0.05);
    near(fitOf('pcac-mass', { model: 'constant', weighing: 'diagonal' }), 'constant', quarkTruth.pcac, 0.001);
  });

  it('find the potential and its scale', () => {
    const made = fitOf('static-potential', { model: 'potential', from: 1, to: 6, weighing: 'diagonal' });
    near(made, 'sigma', quarkTruth.sigma, 0.01);
    near(made, 'e', quarkTruth.e, 0.05);
    near(made, 'r0', Math.sqrt((1.65 - quarkTruth.e) / quarkTruth.sigma), 0.5);
    expect(unwrap(made).parameters.map(({ name }) => name)).toEqual(['v0', 'sigma', 'e', 'root-sigma', 'r0']);
  });

  it('have a curve over the fitted range, of a cosh there and back', () => {
    const { curve, from, to } = unwrap(fitOf('pion', { from: 6, to: 14 }));
    expect([from, to]).toEqual([6, 14]);
    expect([curve.at[0], curve.at.at(-1)]).toEqual([6, 26]);
    expect(curve.value.at(-1)! / curve.value[0]!).toBeCloseTo(1, 12);
    const half = unwrap(fitOf('pion', { from: 6, to: 14, model: 'exp' })).curve;
    expect([half.at[0], half.at.at(-1)]).toEqual([6, 14]);
  });

  it('suggests the range of one state: beyond the excited one, within the signal', () => {
    const [pionFrom, pionTo] = suggestedRange(correlator('pion'));
    expect(pionFrom).toBeGreaterThanOrEqual(2);
    expect(pionFrom).toBeLessThan(9);
    expect(pionTo).toBe(16);
    const [, nucleonTo] = suggestedRange(correlator('nucleon'));
    expect(nucleonTo).toBeLessThan(25);
    expect(suggestedRange(correlator('pcac-mass'))).toEqual([8, 24]);
  });

  it('uses the rows that all times have', () => {
    const gaps = histories.map((history) =>
      history.name === 'pion.4'
        ? { ...history, values: history.values.slice(0, 550), update: update.slice(0, 550) }
        : history,
    );
    expect(unwrap(correlatorIn(gaps, 'pion', cut)).whole.samples).toBe(450);
  });

  it('carries the doubts about the cut, and says when blocks are few', () => {
    const short = histories.map((history) => ({
      ...history,
      values: history.values.slice(0, 130),
      update: update.slice(0, 130),
    }));
    const { warnings } = unwrap(correlatorIn(short, 'pion', { ...cut, warning: 'Drifts.' }));
    expect(warnings).toEqual(['Drifts.', expect.stringContaining('blocks of')]);
  });

  it('refuses what is not there, not fitted so, too short or empty', () => {
    const one = correlator('pion');
    const asked: FitRequest = { from: 4, to: 10, model: 'cosh', states: 1, weighing: 'diagonal' };
    const codes = [
      correlatorIn(histories, 'kaon', cut),
      correlatorIn(histories, 'pion', { ...cut, length: 2990 }),
      fitCorrelator(one, { ...asked, model: 'potential' }),
      fitCorrelator(one, { ...asked, from: 40, to: 50 }),
      fitCorrelator(one, { ...asked, to: 4 }),
      fitCorrelator(one, { ...asked, states: 2, to: 6 }),
    ].map((result) => (result.ok ? '' : result.error.code));
    expect(codes).toEqual([
      'run.noSeries',
      'statistics.tooShort',
      ...Array.from({ length: 4 }, () => 'statistics.noFit'),
    ]);
  });
});
