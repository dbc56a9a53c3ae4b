import { describe, expect, it } from 'vitest';
import { laneReport } from '../../../../src-main/race/lane-report.ts';
import { raceReport } from '../../../../src-main/race/race-report.ts';
import { type MadeLane, madeLane } from '../../../support/race-lab.ts';
import { ar1, normal, uniform } from '../../engine/statistics/ar1.ts';

const verdict = (error: number, ...lanes: readonly Omit<MadeLane, 'secondsPerUpdate'>[]): string =>
  raceReport(
    lanes.map((lane) =>
      laneReport(madeLane({ secondsPerUpdate: 1e-3, ...lane }), [{ name: 'plaquette', error }], {
        points: 0,
      }),
    ),
  ).verdict.join('\n');

const chain = (seed: number, a: number, length = 40_000) => ({
  plaquette: ar1(a, length, normal(uniform(seed))),
});

describe('the verdict', () => {
  it('names the cheapest with the price and the factor, whichever comes first', () => {
    const fast = { name: 'fast', series: chain(1, 0) };
    const slow = { name: 'slow', series: chain(2, 0.9) };
    const expected =
      /^plaquette: fast takes 1\.0\d+\(\d+\) ms for an independent sample, (17|18|19|20)(\.\d+)? \+- \d(\.\d+)? times cheaper than slow\.$/;
    expect(verdict(1, fast, slow)).toMatch(expected);
    expect(verdict(1, slow, fast)).toMatch(expected);
  });

  it('calls equal ones equal', () => {
    const text = verdict(1, { name: 'one', series: chain(3, 0.5) }, { name: 'two', series: chain(4, 0.5) });
    expect(text).toMatch(/no different from (one|two) within errors\.$/);
  });

  it('says how much is missing: error^2 scales with the time', () => {
    // 40 s gave 1/200; half of that error takes four times as long
    const text = verdict(0.0025, { name: 'one', series: chain(5, 0) }, { name: 'two', series: chain(6, 0) });
    expect(text).toMatch(
      /^one has not reached the error 0\.0025 of plaquette: it is at 0\.00(49|5|51)\. About (2m0s|2m\d?s?|1[12]\d s|2m) more would be needed\.$/m,
    );
  });

  it('trusts no error of a chain that has not settled', () => {
    const { plaquette } = chain(8, 0);
    const quieter = plaquette!.map((value, i) => (i < 0.6 * plaquette!.length ? 3 * value : value));
    const text = verdict(
      1,
      { name: 'one', series: { plaquette: quieter } },
      { name: 'two', series: chain(9, 0) },
    );
    expect(text).toMatch(
      /^one has not reached the error 1 of plaquette: .* may still depend on where it began/m,
    );
    expect(text).not.toMatch(/two has not reached/);
  });

  it('says that nothing is known of short histories, and what never changed', () => {
    const text = verdict(
      1,
      { name: 'short', series: chain(7, 0.5, 30) },
      { name: 'dead', series: { plaquette: new Float64Array(500).fill(0.5) } },
    );
    expect(text).toMatch(/^plaquette never changed in dead: its tau_int is not measurable/m);
    expect(text).toMatch(/^No sampler has run long enough to know what plaquette costs\.$/m);
    expect(text).toMatch(/^short has not reached the error 1 of plaquette: .* not yet to be trusted\.$/m);
  });
});
