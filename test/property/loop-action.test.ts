import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import type { LoopAction } from '../../src-engine/action/loop-action.ts';
import { canonicalLoop, reduceLoop } from '../../src-engine/action/path.ts';
import { groupOfColours } from '../../src-engine/group/group.ts';
import { makeGaugeField, setConfiguration } from '../../src-engine/lattice/gauge-field.ts';
import { forceError } from '../support/force-check.ts';
import { newLattice, randomLoop } from '../support/lattice.ts';
import { plainLoopSum } from '../support/plain-gauge.ts';
import { gaugeTransformed, randomField } from '../support/random-field.ts';

const SEED = 20_240_602;

const extents = [
  [4, 4],
  [2, 3],
  [3, 3],
  [2, 2, 3],
  [2, 4, 2],
  [2, 2, 2, 2],
  [3, 2, 2, 2],
];

const cases = fc
  .record({
    colours: fc.integer({ min: 1, max: 3 }),
    dims: fc.constantFrom(...extents),
    half: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 2 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    units: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ colours, dims, half, seed, units }) => {
    const terms = half
      .map((h, i) => canonicalLoop(reduceLoop(randomLoop(dims.length, 2 * h, seed + i))))
      .filter((loop) => loop.length > 0)
      .map((loop, i) => ({ name: `loop ${i}`, coupling: 1 + i / 3, loops: [loop] }));
    const loops: LoopAction = { group: groupOfColours(colours), dimensions: dims.length, terms };
    return { dims, loops, seed, fluxes: [{ mu: 0, nu: dims.length - 1, units }] };
  })
  .filter(({ loops }) => loops.terms.length > 0);

test('the action of random loops is that of plain code, and gauge invariant', () => {
  fc.assert(
    fc.property(cases, ({ dims, loops, seed, fluxes }) => {
      const lattice = newLattice(dims);
      const field = makeGaugeField(lattice, loops.group);
      const action = new GaugeAction(lattice, loops, fluxes);
      const configuration = randomField(dims, loops.group.colours, seed);
      setConfiguration(field, configuration);
      const sums = action.loopSums(field.links);
      loops.terms.forEach((t, i) =>
        expect(sums[i]).toBeCloseTo(plainLoopSum(configuration, t.loops[0]!, fluxes), 9),
      );
      const before = action.value(field.links);
      setConfiguration(field, gaugeTransformed(configuration, seed + 1));
      expect(action.value(field.links)).toBeCloseTo(before, 9);
    }),
    { seed: SEED, numRuns: 60 },
  );
});

test('the force of random loops is the derivative of their action', () => {
  fc.assert(
    fc.property(cases, ({ dims, loops, seed, fluxes }) => {
      expect(
        forceError(newLattice(dims), loops, { fluxes, seed, links: Math.max(3, dims.length) }),
      ).toBeLessThan(1e-7);
    }),
    { seed: SEED, numRuns: 60 },
  );
});
