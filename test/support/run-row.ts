/** Rows of the table of runs, made up. */

import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { EstimateFacts, RunRow } from '../../src-main/contract/index.ts';

export const estimate = (
  name: string,
  value: number | null,
  error: number | null,
  rest: Partial<EstimateFacts> = {},
): EstimateFacts => ({
  name,
  value,
  error,
  formatted: value === null || error === null ? '' : formatWithError(value, error),
  tauInt: value === null ? null : 1.5,
  tauIntError: value === null ? null : 0.2,
  tauIntFormatted: value === null ? '' : '1.50(20)',
  samples: 1000,
  min: value === null ? null : value - 0.01,
  max: value === null ? null : value + 0.01,
  last: value,
  warnings: [],
  problem: null,
  reference: null,
  ...rest,
});

export const runRow = (id: string, rest: Partial<RunRow> = {}): RunRow => ({
  id,
  name: `run ${id}`,
  state: 'finished',
  code: null,
  why: null,
  reason: 'The run reached its end.',
  queued: null,
  active: false,
  progress: {
    done: 1000,
    total: 1000,
    rate: null,
    remainingSeconds: null,
    remainingError: null,
    phase: null,
    silentSeconds: null,
  },
  lattice: { dims: [8, 8, 8, 16], group: 'SU(3)' },
  action: 'Wilson action, beta 5.7',
  algorithms: 'heat bath + over-relaxation',
  results: [estimate('plaquette', 0.54947, 0.0002)],
  summaryPending: false,
  alarms: 0,
  configurations: 4,
  created: '2026-11-20T10:00:00Z',
  changed: '2026-11-20T11:00:00Z',
  template: null,
  parent: null,
  mark: { pinned: false, archived: false, group: null, note: null },
  ...rest,
});
