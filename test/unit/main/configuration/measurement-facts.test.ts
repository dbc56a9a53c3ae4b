/** Measurements as the application shows them: a table, and beside it what the table does not hold. */
import { expect, it } from 'vitest';
import type { ValenceSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type MeasureRequest, measure } from '../../../../src-engine/observable/index.ts';
import { measurementFacts } from '../../../../src-main/configuration/measurement-facts.ts';
import { measurement } from '../../../../src-main/contract/index.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const quark: ValenceSpec = {
  operator: 'wilson',
  kappa: 0.11,
  boundary: 'antiperiodic',
  smearing: 'none',
  tolerance: 1e-8,
  maxIterations: 1000,
};
const point = { source: 'point' } as const;
const solver = ['solver.iterations', 'solver.residual'];

it.each<[MeasureRequest, string[], string[], number]>([
  [{ observable: 'plaquette' }, ['plaquette', 'plaquette.space', 'plaquette.time'], [], 0],
  [{ observable: 'wilson-loops', maxR: 2, maxT: 2, smearing: 'none' }, [], ['R', 'T', 'W'], 4],
  [{ observable: 'pion', quark, ...point }, solver, ['t', 'C(t)', 'effective mass'], 4],
  [{ observable: 'mesons', quark, channel: ['gx', 'gt'], ...point }, solver, ['t', 'gx', 'gt'], 4],
  [{ observable: 'nucleon', quark, ...point }, solver, ['t', 'C(t)'], 4],
  [{ observable: 'pcac', quark, ...point }, ['pcac-mass', ...solver], ['t', 'C_PP', 'C_AP', 'mass'], 4],
  [
    { observable: 'condensate', quark, noise: 'z2', hits: 2, powers: 2 },
    ['condensate', 'condensate.error', ...solver],
    ['n', 'Tr D^-n / V', 'error'],
    2,
  ],
  [{ observable: 'eigenvalues', quark, count: 2, tolerance: 1e-4 }, [], ['i', 'eigenvalue', 'residual'], 2],
])('%j', (request, names, columns, rows) => {
  const facts = measurementFacts(unwrap(measure(randomGaugeField([2, 2, 2, 4], 3, 3), request)));
  expect(measurement.parse(facts)).toEqual(facts);
  expect(facts.values.map(({ name }) => name)).toEqual(names);
  expect(facts.table?.columns ?? []).toEqual(columns);
  expect(facts.table?.rows ?? []).toHaveLength(rows);
  for (const row of facts.table?.rows ?? []) expect(row).toHaveLength(columns.length);
});
