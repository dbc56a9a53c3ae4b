import { expect, it } from 'vitest';
import type { CommonCut } from '../../../../src-main/analysis/cut.ts';
import type { ObservableResult } from '../../../../src-main/analysis/run-results.ts';
import { styleFor } from '../../../../src-main/cli/style.ts';
import { resultLines } from '../../../../src-main/cli/text/result-lines.ts';

const plain = styleFor(false);
const cut: CommonCut = { kind: 'detected', unit: 'updates', length: 50 };
const numbers = { errorError: 0, naiveError: 0, tauInt: 1, tauIntError: 0.1, cut: 50, segments: 1 };

const plaquette: ObservableResult = {
  name: 'plaquette',
  formatted: '0.5501(3)',
  tauIntFormatted: '1.00(10)',
  value: 0.5501,
  error: 0.0003,
  ...numbers,
  samples: 950,
  warnings: [],
};
const identity: ObservableResult = {
  ...plaquette,
  name: 'exp-minus-delta-h',
  formatted: '0.82(2)',
  reference: {
    observable: 'exp-minus-delta-h',
    value: 1,
    error: 0,
    source: 'exact',
    formatted: '1',
    pull: -9,
    verdict: 'differs',
  },
};
const acceptance: ObservableResult = {
  ...plaquette,
  name: 'acceptance',
  formatted: '0.80(1)',
  expected: { value: 0.82, error: 0.01, formatted: '0.82(1)' },
};
const short: ObservableResult = {
  name: 'flow.t0',
  samples: 3,
  reference: {
    observable: 't0',
    value: 2.7854,
    error: 0.0062,
    source: 'a paper',
    formatted: '2.785(6)',
    pull: null,
    verdict: 'unknown',
  },
  problem: { code: 'statistics.tooShort', message: 'It has 3 samples.', remedy: 'Run longer.' },
};

it('is one table, then each remark once', () => {
  const doubtful = { ...plaquette, name: 'rectangle', warnings: ['The error is uncertain.'] };
  const lines = resultLines({ cut, observables: [acceptance, identity, doubtful, short] }, plain);
  expect(lines).toEqual([
    'observable         mean(error)   tau_int  samples  accepted value',
    'acceptance             0.80(1)  1.00(10)      950',
    'exp-minus-delta-h      0.82(2)  1.00(10)      950  1 differs (-9.0 sigma)',
    'rectangle            0.5501(3)  1.00(10)      950',
    'flow.t0            no estimate                  3  2.785(6)',
    'The first 50 updates are left out as thermalisation (detected).',
    'Accepted exp-minus-delta-h 1: exact.',
    'From <dH>, acceptance 0.82(1) is expected in a large volume.',
    'exp-minus-delta-h is not 1: the chain is not in equilibrium, or the steps are too large.',
    'rectangle: The error is uncertain.',
    'flow.t0: It has 3 samples. Run longer.',
  ]);
});

it('has no column for accepted values where there are none', () => {
  expect(resultLines({ cut, observables: [plaquette] }, plain)[0]).toBe(
    'observable  mean(error)   tau_int  samples',
  );
});

it('says what was left out, by whom, and what is doubtful about it', () => {
  const line = (one: CommonCut) => resultLines({ cut: one, observables: [plaquette] }, plain)[2];
  expect(line({ ...cut, length: 0 })).toBe('Nothing is left out as thermalisation (detected).');
  expect(line({ ...cut, length: 1 })).toBe('The first update is left out as thermalisation (detected).');
  expect(line({ kind: 'specified', unit: 'updates', length: 200 })).toBe(
    'The first 200 updates are left out as thermalisation (as the specification says).',
  );
  expect(line({ kind: 'asked', unit: 'samples', length: 9 })).toBe(
    'The first 9 samples are left out as thermalisation (as asked).',
  );
  expect(line({ kind: 'none', unit: 'updates', length: 0, warning: 'Too short.' })).toBe('Too short.');
  const drifting = { ...cut, warning: 'It drifts.' };
  const lines = resultLines(
    { cut: drifting, observables: [{ ...plaquette, warnings: ['It drifts.', 'It is short.'] }] },
    plain,
  );
  expect(lines.slice(2)).toEqual([
    'The first 50 updates are left out as thermalisation (detected). It drifts.',
    'plaquette: It is short.',
  ]);
});

it('says that there is nothing yet', () => {
  expect(resultLines({ cut, observables: [] }, plain)).toEqual(['There is nothing to average yet.']);
});
