/** When single-link updates refuse, and that sites updated together do not see each other. */
import { describe, expect, test } from 'vitest';
import { GaugeAction } from '../../../../src-engine/action/gauge-action.ts';
import { isLinear } from '../../../../src-engine/action/loop-action.ts';
import { parseLoopAction } from '../../../../src-engine/action/loop-language.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { su } from '../../../../src-engine/group/group.ts';
import { adjoint, madd, mmul, mscale } from '../../../../src-engine/kernel/complex.ts';
import { getConfiguration, makeGaugeField } from '../../../../src-engine/lattice/gauge-field.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { heatBath } from '../../../../src-engine/update/heat-bath.ts';
import type { LinkAlgorithm } from '../../../../src-engine/update/link-kernel.ts';
import { linkSweep } from '../../../../src-engine/update/link-sweep.ts';
import { metropolis } from '../../../../src-engine/update/metropolis.ts';
import { overRelaxation } from '../../../../src-engine/update/over-relaxation.ts';
import { newDevice } from '../../../support/kernel-lab.ts';
import { updateLab } from '../../../support/update-lab.ts';

describe('an action is linear in every link', () => {
  test.each([
    ['plaquette: 1', [2, 2], true],
    ['plaquette: 1', [3, 5], true],
    ['rectangle: 1', [3, 3], true],
    ['rectangle: 1', [4, 2], false],
    ['rectangle: 1', [2, 2, 2, 2], false],
    ['x x y y -x -x -y -y: 1', [3, 3], true],
    ['x y -x -y x y -x -y: 1', [8, 8], false],
    ['x x x y -x -x -x -y: 1', [3, 8], false],
    ['x x x y -x -x -x -y: 1', [8, 3], true],
    ['x x x y -x -x -x -y: 1', [8, 8], true],
  ] as const)('%s on %j: %s', (text, dims, want) => {
    const action = unwrap(parseLoopAction(text, su(3), dims.length));
    expect(isLinear(action, dims)).toBe(want);
  });
});

describe('refusals', () => {
  test('an action that is not linear on this lattice', () => {
    const { action, field } = updateLab(su(3), [4, 2], 'plaquette: 5; rectangle: -0.1');
    for (const made of [
      heatBath(action, field),
      overRelaxation(action, field),
      metropolis(action, field, { hits: 1, width: 0.1 }),
    ]) {
      if (made.ok) throw new Error('accepted');
      expect(made.error.code).toBe('spec.conflict');
      expect(made.error.message).toContain('4 x 2');
    }
  });

  test('single precision', () => {
    const lattice = new Lattice(newDevice(), [4, 4], 'f32');
    const field = makeGaugeField(lattice, su(2));
    const action = new GaugeAction(lattice, unwrap(parseLoopAction('plaquette: 2', su(2), 2)));
    const made = heatBath(action, field);
    expect(made.ok).toBe(false);
    if (!made.ok) expect(made.error.message).toContain('double precision');
  });
});

describe('staples that are added up in a field first', () => {
  const cooling: LinkAlgorithm = {
    name: 'cooling',
    key: '',
    purpose: 'test',
    random: false,
    params: [0.3],
    attemptsPerLink: 1,
    step: (k, { link, x }, _, [weight]) => ({
      link: madd(k, link, mmul(k, mscale(k, weight!, adjoint(k, x)), link)),
    }),
  };

  test.each([
    ['plaquette: 5', []],
    ['plaquette: 5; rectangle: -0.4', []],
    ['plaquette: 5; rectangle: -0.4', [{ mu: 0, nu: 2, units: 1 }]],
  ])('%s, flux %j: the same links', (text, fluxes) => {
    const chains = [60_000, 100].map((limit) => {
      const { action, field } = updateLab(su(3), [4, 3, 4], text, { fluxes });
      const update = unwrap(linkSweep(action, field, cooling, limit));
      update.sweep({ seed: 1, update: 0 });
      update.sweep({ seed: 1, update: 1 });
      return getConfiguration(field).links;
    });
    chains[0]!.forEach((x, i) => {
      expect(x).toBeCloseTo(chains[1]![i]!, 12);
    });
  });
});

test('metropolis says how many hits it takes', () => {
  const { action, field } = updateLab(su(3), [4, 4], 'plaquette: 5');
  for (const hits of [0, 21, 1.5]) {
    const made = metropolis(action, field, { hits, width: 0.2 });
    if (made.ok) throw new Error('accepted');
    expect(made.error.code).toBe('spec.outOfRange');
    expect(made.error.message).toContain('1 to 20 hits');
  }
});

test('site lists are freed', () => {
  const { action, field } = updateLab(su(2), [8, 8], 'plaquette: 2');
  unwrap(heatBath(action, field)).dispose();
  const bytes = field.lattice.device.bytes;
  for (let i = 0; i < 5; i++) unwrap(heatBath(action, field)).dispose();
  expect(field.lattice.device.bytes).toBe(bytes);
});
