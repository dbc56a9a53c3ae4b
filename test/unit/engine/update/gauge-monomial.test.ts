import { describe, expect, test } from 'vitest';
import { parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { forceError } from '../../../support/force-check.ts';
import { newLattice } from '../../../support/lattice.ts';

const LOOPS: Record<number, string[]> = {
  2: [
    'plaquette: 2',
    'rectangle: 2',
    'plaquette: 3; rectangle: -0.3',
    'x y -x -y: 2',
    'x y -x -y -x -y x y: 1',
  ],
  3: ['plaquette: 2', 'rectangle: 2', 'chair: 1', 'parallelogram: 1', 'x z -x -z: 2; y z -y -z: 3'],
  4: ['plaquette: 2', 'rectangle: 1', 'chair: 1', 'parallelogram: 1'],
};

const CASES: [number, number[]][] = [
  [1, [4, 4]],
  [1, [3, 3]],
  [2, [4, 2]],
  [2, [2, 3, 2]],
  [2, [2, 2, 2, 2]],
  [3, [4, 3]],
  [3, [3, 2, 2]],
  [3, [2, 3, 2, 2]],
  [4, [2, 4]],
  [4, [2, 2, 3]],
];

test('a direction that no loop has feels no force', () => {
  const group = groupOfColours(3);
  const loops = unwrap(parseLoopAction('x y -x -y: 2', group, 3));
  expect(forceError(newLattice([2, 4, 3]), loops)).toBeLessThan(1e-7);
});

describe.each(CASES)('the force, N = %i on %j', (n, dims) => {
  const lattice = newLattice(dims);
  const group = groupOfColours(n);

  test.each(LOOPS[dims.length]!)('of %s is minus the derivative of the action', (text) => {
    const loops = unwrap(parseLoopAction(text, group, dims.length));
    expect(forceError(lattice, loops)).toBeLessThan(1e-7);
  });

  test('with twisted boundaries too', () => {
    const text = dims.length === 2 ? 'plaquette: 2; rectangle: -0.4' : 'plaquette: 2; chair: 0.5';
    const loops = unwrap(parseLoopAction(text, group, dims.length));
    const fluxes = [
      { mu: 0, nu: 1, units: 1 },
      { mu: 1, nu: dims.length - 1, units: dims.length > 2 ? n - 1 : 0 },
    ];
    expect(forceError(lattice, loops, { fluxes, links: 8 })).toBeLessThan(1e-7);
  });
});
