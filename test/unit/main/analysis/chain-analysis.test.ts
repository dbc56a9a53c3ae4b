import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { analyseChain } from '../../../../src-main/analysis/chain-analysis.ts';
import { reportOf } from '../../../../src-main/analysis/estimate-facts.ts';
import { sampleCost } from '../../../../src-main/analysis/run-cost.ts';
import { repeatableUniform } from '../../../../src-main/analysis/uniform.ts';

const uniform = repeatableUniform();
const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

/** x' = a x + sqrt(1 - a^2) noise: rho(t) = a^t, tau_int = (1 + a) / (2 (1 - a)), variance 1. */
const chain = (length: number, a: number): Float64Array => {
  let x = normal();
  return Float64Array.from({ length }, () => (x = a * x + Math.sqrt(1 - a * a) * normal()));
};

const A = 0.8;
const TAU = (1 + A) / (2 * (1 - A));
const LENGTH = 40_000;
const SPACING = 3;
const update = Float64Array.from({ length: LENGTH }, (_, i) => SPACING * (i + 1));
const values = chain(LENGTH, A);
const measured = { histories: [{ name: 'p', values, update }], unit: 'updates' } as const;

describe('the analysis of a chain with known autocorrelation', () => {
  const analysis = unwrap(analyseChain(measured, 'p', 0));

  it('finds rho(t) and tau_int within their errors', () => {
    const { rho, rhoError, tauInt, window } = analysis.autocorrelation!;
    for (let t = 1; t <= 8; t++) expect(Math.abs(rho[t]! - A ** t)).toBeLessThan(5 * rhoError[t]!);
    expect(Math.abs(analysis.estimate.tauInt! - TAU)).toBeLessThan(5 * analysis.estimate.tauIntError!);
    expect(tauInt[0]).toBe(0.5);
    expect(tauInt[window]).toBeCloseTo(analysis.estimate.tauInt!, 10);
    expect(analysis.spacing).toBe(SPACING);
  });

  it('ends its running average at the estimate, with its error', () => {
    const running = analysis.running!;
    expect(running.update).toHaveLength(512);
    expect(running.update.at(-1)).toBe(SPACING * LENGTH);
    expect(running.mean.at(-1)).toBeCloseTo(analysis.estimate.value!, 12);
    expect(running.error.at(-1)).toBeCloseTo(analysis.estimate.error!, 5);
    const n = running.update[100]! / SPACING;
    const mean = values.subarray(0, n).reduce((sum, x) => sum + x, 0) / n;
    expect(running.mean[100]).toBeCloseTo(mean, 12);
    expect(running.error[100]! / running.error.at(-1)!).toBeCloseTo(Math.sqrt(LENGTH / n), 0);
  });

  it('counts every sample after the cut in its histogram', () => {
    const cut = unwrap(analyseChain(measured, 'p', SPACING * 1000));
    expect(cut).toMatchObject({ cut: SPACING * 1000, estimate: { samples: LENGTH - 1000 } });
    const { edges, counts } = cut.histogram!;
    expect(edges).toHaveLength(counts.length + 1);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(LENGTH - 1000);
    expect(cut.running!.update[0]).toBeGreaterThan(SPACING * 1000);
  });

  it('says what is not there, and what is too short', () => {
    expect(analyseChain(measured, 'q', null)).toMatchObject({ ok: false, error: { code: 'run.noSeries' } });
    const short = { histories: [{ name: 'p', values: values.subarray(0, 3) }], unit: 'updates' } as const;
    expect(unwrap(analyseChain(short, 'p', 0))).toMatchObject({
      autocorrelation: null,
      running: null,
      estimate: { value: null, problem: { code: 'statistics.tooShort' }, samples: 3 },
    });
  });
});

describe('a report', () => {
  it('has for each observable the numbers of the analysis, its extremes and its last value', () => {
    const { cut, results } = reportOf(measured, SPACING * 1000);
    expect(cut).toMatchObject({ kind: 'asked', length: SPACING * 1000 });
    const used = values.subarray(1000);
    expect(results).toMatchObject([
      {
        name: 'p',
        samples: LENGTH - 1000,
        min: Math.min(...used),
        max: Math.max(...used),
        last: values.at(-1),
      },
    ]);
    expect(results[0]!.value).toBe(unwrap(analyseChain(measured, 'p', SPACING * 1000)).estimate.value);
  });

  it('of nothing is empty; of nothing after the cut says so', () => {
    expect(reportOf({ histories: [], unit: 'updates' }, null).results).toEqual([]);
    const [none] = reportOf(measured, 1e9).results;
    expect(none).toMatchObject({ value: null, min: null, max: null, samples: 0, formatted: '' });
  });
});

describe('the cost of an independent sample', () => {
  const seconds = Float64Array.from({ length: SPACING * LENGTH }, () => 0.25);
  const clock = { name: 'seconds', values: seconds, update: seconds.map((_, i) => i + 1) };

  it('is 2 tau_int in samples, times updates per sample, times seconds per update', () => {
    const plaquette = { name: 'plaquette', values, update };
    const histories = [plaquette, clock];
    const report = reportOf({ histories, unit: 'updates' }, 0);
    const [result] = report.results;
    const cost = sampleCost(histories, report);
    expect(cost.secondsPerUpdate).toBeCloseTo(0.25, 12);
    expect(cost.secondsPerIndependentSample).toBeCloseTo(2 * result!.tauInt! * SPACING * 0.25, 10);
    expect(Math.abs(cost.secondsPerIndependentSample! - 2 * TAU * SPACING * 0.25)).toBeLessThan(
      5 * cost.error!,
    );
    expect(cost.error! / cost.secondsPerIndependentSample!).toBeCloseTo(
      result!.tauIntError! / result!.tauInt!,
      10,
    );
  });

  it('is that of the slowest observable without a plaquette, and unknown without times', () => {
    const histories = [
      { name: 'fast', values: chain(LENGTH, 0), update },
      { name: 'slow', values, update },
      clock,
    ];
    const report = reportOf({ histories, unit: 'updates' }, 0);
    const slow = report.results.find(({ name }) => name === 'slow')!;
    expect(sampleCost(histories, report).secondsPerIndependentSample).toBeCloseTo(
      2 * slow.tauInt! * SPACING * 0.25,
      10,
    );
    expect(sampleCost(histories.slice(0, 2), report)).toEqual({
      secondsPerUpdate: null,
      secondsPerIndependentSample: null,
      error: null,
    });
  });
});
