import { expect, it } from 'vitest';
import { allObservables, shownObservables } from '../../../../src-main/analysis/observables.ts';

const history = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) });
const names = (...measured: string[]) =>
  shownObservables(measured.map((name) => history(name, 1))).map(({ name }) => name);

it('derives sample by sample', () => {
  const all = allObservables([
    history('topological-charge', -2, 3),
    history('delta-h', 0, -1),
    history('accepted', 1, 0),
  ]);
  expect(all.map(({ name, values }) => [name, ...values])).toEqual([
    ['topological-charge', -2, 3],
    ['topological-charge-squared', 4, 9],
    ['delta-h', 0, -1],
    ['exp-minus-delta-h', 1, Math.E],
    ['accepted', 1, 0],
    ['acceptance', 1, 0],
  ]);
});

it('shows no acceptance of replicas that are not measured, and exchanges', () => {
  expect(
    names('accepted', 'accepted.replica2', 'acceptance.2.replica10', 'swap-acceptance.1', 'walker'),
  ).toEqual(['acceptance', 'swap-acceptance.1', 'walker']);
});

it('keeps updates, and which definition or algorithm a series belongs to', () => {
  const update = Float64Array.of(10);
  const all = allObservables([
    { ...history('flow.topological-charge.clover', 2), update },
    history('delta-h', 5),
    history('delta-h.2', 7),
    history('accepted.2', 1),
  ]);
  expect(all[1]).toEqual({
    name: 'flow.topological-charge-squared.clover',
    values: Float64Array.of(4),
    update,
  });
  const acceptance = all.find(({ name }) => name === 'acceptance.2');
  expect(acceptance?.deltaH?.values).toEqual(Float64Array.of(7));
});

it('shows what is about the fields and the algorithm, not about the machine', () => {
  expect(names('accepted', 'delta-h', 'plaquette', 'reversibility', 'seconds', 'unitarity')).toEqual([
    'acceptance',
    'delta-h',
    'exp-minus-delta-h',
    'plaquette',
  ]);
});

it('shows correlators as a whole, and of dH the sum', () => {
  expect(
    names(
      'pion.0',
      'pion.1',
      'pion.mass.1',
      'meson.g5.3',
      'delta-h.gauge',
      'delta-h.quark1.heavy1',
      'solver.residual',
    ),
  ).toEqual([]);
  expect(
    names('condensate', 'force.gauge', 'pcac-mass', 'solver.iterations', 'static-potential.2'),
  ).toHaveLength(5);
});

it('never puts a derived series in place of a measured one', () => {
  expect(names('acceptance', 'accepted')).toEqual(['acceptance', 'accepted']);
  expect(names('accepted', 'acceptance')).toEqual(['accepted', 'acceptance']);
  expect(names('topological-charge', 'topological-charge-squared')).toHaveLength(2);
});
