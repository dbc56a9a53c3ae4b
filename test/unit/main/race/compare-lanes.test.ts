import { describe, expect, it } from 'vitest';
import { laneReport } from '../../../../src-main/race/lane-report.ts';
import { raceReport } from '../../../../src-main/race/race-report.ts';
import { type MadeLane, madeLane } from '../../../support/race-lab.ts';
import { ar1, exactTauInt, normal, uniform } from '../../engine/statistics/ar1.ts';

const goals = [{ name: 'plaquette', error: 0.02 }];
const N = 40_000;

interface Sampler extends Partial<MadeLane> {
  readonly a: number;
  readonly seed: number;
  readonly secondsPerUpdate: number;
  readonly length?: number;
  readonly shift?: number;
}

const lane = ({ a, seed, length = N, shift = 0, series = {}, ...rest }: Sampler) => {
  const plaquette = ar1(a, length, normal(uniform(seed))).map((x) => x + shift);
  return laneReport(madeLane({ ...rest, series: { plaquette, ...series } }), goals, { points: 0 });
};

describe('two samplers', () => {
  // 9 ms against 20 ms
  const slow = { a: 0.8, seed: 1, secondsPerUpdate: 1e-3 };
  const dear = { a: 0, seed: 2, secondsPerUpdate: 20e-3 };
  const ratio = 20 / (2 * exactTauInt(0.8));

  it('of known tau_int and cost have the known ratio', () => {
    const [pair] = raceReport([lane(slow), lane(dear)]).pairs;
    expect(pair!.verdict).toBe('a-cheaper');
    expect(Math.abs(pair!.ratio! - ratio)).toBeLessThan(4 * pair!.error!);
    expect(pair!.error! / pair!.ratio!).toBeLessThan(0.06);
    const [turned] = raceReport([lane(dear), lane(slow)]).pairs;
    expect(turned!.verdict).toBe('b-cheaper');
    expect(turned!.ratio).toBeCloseTo(1 / pair!.ratio!, 10);
  });

  it('break even at training / (difference of costs)', () => {
    const trained = { ...slow, training: 11 };
    const exact = 11 / (20e-3 - 2 * exactTauInt(0.8) * 1e-3);
    const { breakEvens } = raceReport([lane(trained), lane(dear)]);
    expect(breakEvens).toHaveLength(1);
    expect(breakEvens[0]).toMatchObject({ verdict: 'from', lane: 0, other: 1 });
    expect(Math.abs(breakEvens[0]!.samples! - exact)).toBeLessThan(4 * breakEvens[0]!.error!);
    expect(exact).toBeCloseTo(1000, 8);
    expect(breakEvens[0]!.error! / exact).toBeLessThan(0.1);
  });

  it('never break even when the trained one is dearer without its training, and cannot be told in a tie', () => {
    expect(raceReport([lane(slow), lane({ ...dear, training: 5 })]).breakEvens[0]!.verdict).toBe('never');
    const same = raceReport([lane({ ...slow, training: 5 }), lane({ ...slow, seed: 9 })]);
    expect(same.pairs[0]!.verdict).toBe('tie');
    expect(same.breakEvens[0]!.verdict).toBe('unknown');
    expect(same.verdict.join(' ')).toMatch(/cannot be told yet/);
  });

  it('subtract the training of both when both were trained', () => {
    const { breakEvens } = raceReport([lane({ ...slow, training: 30 }), lane({ ...dear, training: 19 })]);
    expect(breakEvens.map(({ lane: one, other }) => [one, other])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(Math.abs(breakEvens[0]!.samples! - 1000)).toBeLessThan(4 * breakEvens[0]!.error!);
  });

  it('that are equal tie, 95 times of 100', () => {
    let ties = 0;
    for (let k = 0; k < 200; k++) {
      const one = lane({ a: 0.6, seed: 100 + k, secondsPerUpdate: 1e-3, length: 4000 });
      const two = lane({ a: 0.6, seed: 5000 + k, secondsPerUpdate: 1e-3, length: 4000 });
      const [pair] = raceReport([one, two]).pairs;
      if (pair!.verdict === 'tie') ties++;
    }
    expect(ties / 200).toBeGreaterThan(0.9);
    expect(ties / 200).toBeLessThan(1);
  });

  it('whose averages differ by many errors are told to contradict each other, first of all', () => {
    const { pairs, verdict } = raceReport([
      lane({ ...slow, name: 'right' }),
      lane({ ...slow, seed: 4, shift: 1, name: 'wrong' }),
    ]);
    expect(pairs[0]!.deviations).toBeGreaterThan(10);
    expect(verdict[0]).toMatch(/^right and wrong disagree about plaquette by \d+\.\d errors: at least one/);
  });

  it('are not compared by a history too short for its tau_int', () => {
    const [pair] = raceReport([lane({ ...slow, length: 100 }), lane(dear)]).pairs;
    expect(pair).toMatchObject({ verdict: 'unknown', ratio: null, deviations: null });
  });
});

describe('frozen topology', () => {
  const moving = Float64Array.from(ar1(0.5, N, normal(uniform(12))), (x) => Math.round(2 * x));
  const frozen = new Float64Array(N).fill(1);
  const charged = (name: string, seed: number, charge: Float64Array, training?: number) =>
    lane({
      name,
      a: 0.3,
      seed,
      secondsPerUpdate: 1e-3,
      series: { 'topological-charge': charge },
      ...(training === undefined ? {} : { training }),
    });

  it('gives a ratio that is only bounded, a break-even at the latest, and a sentence', () => {
    const report = raceReport([charged('flow', 1, moving, 60), charged('HMC', 2, frozen)]);
    const pair = report.pairs.find(({ observable }) => observable === 'topological-charge-squared')!;
    expect(pair).toMatchObject({ verdict: 'a-cheaper', bound: 'at-least', error: null, deviations: null });
    expect(pair.ratio).toBeGreaterThan(1000);
    const even = report.breakEvens.find(({ observable }) => observable === 'topological-charge-squared')!;
    expect(even.verdict).toBe('at-most');
    const text = report.verdict.join('\n');
    expect(text).toMatch(
      /^Topology is frozen in HMC: its charge never changed in \d+ samples\. tau_int of topological-charge-squared is not measurable, more than about \d+ updates/m,
    );
    expect(text).toMatch(
      /^topological-charge-squared: flow takes [^,]* for an independent sample, at least \d+ times cheaper than HMC\.$/m,
    );
    expect(text).not.toMatch(/frozen in flow/);
  });

  it('on both sides compares nothing', () => {
    const report = raceReport([charged('one', 1, frozen), charged('two', 2, frozen)]);
    expect(report.pairs.find(({ observable }) => observable === 'topological-charge-squared')!.verdict).toBe(
      'unknown',
    );
  });
});
