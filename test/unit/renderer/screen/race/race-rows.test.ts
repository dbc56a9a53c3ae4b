import { describe, expect, it, test } from 'vitest';
import {
  breakEvenRows,
  costRows,
  costText,
  factRows,
} from '../../../../../src-renderer/screen/race/race-rows.ts';
import { typeset } from '../../../../../src-renderer/screen/race/typeset.ts';
import { raceText as text } from '../../../../../src-renderer/text/race.ts';
import { raceLane, raceObservable, trainedReport } from '../../../../support/race-report.ts';

const report = trainedReport();
const charge = 'topological-charge-squared';

describe('what an independent sample costs', () => {
  it('the training is shared among the samples that are asked for', () => {
    const [hmc, flow] = costRows(report, 'plaquette', 30_000);
    expect(hmc).toMatchObject({ cost: '10.0(1.0) ms', amortised: '10.0(1.0) ms', ratio: text.reference });
    // 1 ms and 300 s / 30,000
    expect(flow).toMatchObject({ cost: '1.00(10) ms', amortised: '11.00(10) ms', ratio: '0.100(14) ×' });
  });

  it('a frozen charge is told as such, and its cost as a bound', () => {
    const [hmc, flow] = costRows(report, charge, 1);
    expect(hmc).toMatchObject({ tau: '> 160', cost: '> 320 ms', toError: '' });
    expect(hmc!.remark).toEqual({ tone: 'warning', text: text.frozen, hint: text.frozenHint(0, '2,000') });
    expect(flow!.ratio).toBe('< 0.0031 ×');
  });

  it('a tie is no ratio, and a short history is not trusted', () => {
    const short = raceObservable('plaquette', {
      reached: false,
      tau: { kind: 'measured', updates: 5, error: 1, formatted: '5(1)', short: true },
    });
    const lanes = [raceLane('a', 'A'), raceLane('b', 'B', { observables: [short] })];
    const pairs = [{ ...report.pairs[0]!, verdict: 'tie' as const }];
    const [, b] = costRows({ ...report, lanes, pairs }, 'plaquette', 1);
    expect(b).toMatchObject({ ratio: text.tie, remark: { text: text.short } });
  });

  it('from when on training pays', () => {
    expect(breakEvenRows(report, 'plaquette')).toMatchObject([
      { trained: 'Flow', other: 'HMC', words: text.breakEvenSamples('33000(4000)') },
    ]);
    expect(breakEvenRows(report, charge)[0]!.words).toBe(text.breakEvenSamples('< 940'));
  });
});

test('what samplers do, training apart', () => {
  const [hmc, flow] = factRows(report);
  expect(hmc).toMatchObject({ training: text.noTraining, model: null, forces: '11', networks: '' });
  expect(flow).toMatchObject({ training: '5 min', model: 'm', perUpdate: '1.00(10) ms' });
});

test('costs have the units and durations of the page', () => {
  expect(costText(2e-6, 1e-7)).toBe('2.00(10) µs');
  expect(costText(4000, 200)).toBe('1 h 06 min');
});

test('sentences of the engine get their signs', () => {
  expect(typeset('takes 51(12) us, 43 +- 13 times; tau_int of plaquette; us two')).toBe(
    'takes 51(12) µs, 43 ± 13 times; τint of plaquette; us two',
  );
});
