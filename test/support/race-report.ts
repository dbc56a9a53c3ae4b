/** A report of a race between hybrid Monte Carlo, frozen, and a trained flow, made up. */
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { RaceLane, RaceObservable, RaceReport } from '../../src-main/contract/index.ts';
import { estimate } from './run-row.ts';

const told = (value: number, error: number) => ({ value, error, formatted: formatWithError(value, error) });

export const raceObservable = (name: string, rest: Partial<RaceObservable> = {}): RaceObservable => ({
  name,
  wanted: 0.001,
  estimate: estimate(name, 0.5, 0.001),
  tau: { kind: 'measured', updates: 5, error: 0.5, formatted: '5.0(5)', short: false },
  reached: true,
  tunnellings: null,
  cost: told(0.01, 0.001),
  processorCost: told(0.02, 0.002),
  samplesWanted: 100,
  secondsWanted: told(1, 0.1),
  history: {
    seconds: Float64Array.of(0.1, 1, 10),
    value: Float64Array.of(0.5, 0.5, 0.5),
    error: Float64Array.of(0.01, 0.003, 0.001),
  },
  ...rest,
});

export const raceLane = (run: string, name: string, rest: Partial<RaceLane> = {}): RaceLane => ({
  run,
  name,
  algorithms: 'HMC',
  state: 'stopped',
  updates: 2000,
  secondsPerUpdate: told(0.001, 0.0001),
  processors: 2,
  seconds: 2,
  processorSeconds: 4,
  thermalisation: { updates: 100, seconds: 0.1 },
  operations: { forces: 11, seaForces: 0, linkUpdates: 128, networkEvaluations: 0 },
  training: null,
  observables: [raceObservable('plaquette')],
  ...rest,
});

const nothing = new Float64Array(0);

/** The charge of the first is frozen; the second was trained for 300 s and is ten times cheaper by the plaquette. */
export const trainedReport = (): RaceReport => ({
  lanes: [
    raceLane('r1', 'HMC', {
      observables: [
        raceObservable('plaquette'),
        raceObservable('topological-charge-squared', {
          wanted: null,
          tau: { kind: 'bound', updates: 160, error: null, formatted: '> 160', short: true },
          tunnellings: 0,
          cost: told(0.32, 0.03),
          samplesWanted: null,
          secondsWanted: null,
          history: { seconds: nothing, value: nothing, error: nothing },
        }),
      ],
    }),
    raceLane('r2', 'Flow', {
      algorithms: 'flow',
      training: { model: 'm-20260101-000000-abcd', name: 'm', seconds: 300, processorSeconds: null },
      observables: [
        raceObservable('plaquette', { cost: told(0.001, 0.0001) }),
        raceObservable('topological-charge-squared', { wanted: null, cost: told(0.001, 0.0001) }),
      ],
    }),
  ],
  pairs: [
    {
      observable: 'plaquette',
      a: 0,
      b: 1,
      ratio: 0.1,
      error: 0.014,
      formatted: '0.100(14)',
      verdict: 'b-cheaper',
      bound: 'none',
      deviations: 0.3,
    },
    {
      observable: 'topological-charge-squared',
      a: 0,
      b: 1,
      ratio: 0.0031,
      error: null,
      formatted: '< 0.0031',
      verdict: 'b-cheaper',
      bound: 'at-most',
      deviations: null,
    },
  ],
  breakEvens: [
    {
      observable: 'plaquette',
      lane: 1,
      other: 0,
      verdict: 'from',
      samples: 33_333,
      error: 4000,
      formatted: '33000(4000)',
    },
    {
      observable: 'topological-charge-squared',
      lane: 1,
      other: 0,
      verdict: 'at-most',
      samples: 940,
      error: null,
      formatted: '< 940',
    },
  ],
  verdict: ['The flow is cheaper.'],
});
