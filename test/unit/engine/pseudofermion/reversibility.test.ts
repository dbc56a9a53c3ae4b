import { describe, expect, test } from 'vitest';
import type { SeaQuarkSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { su, u1 } from '../../../../src-engine/group/group.ts';
import { getConfiguration, setConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import type { Trajectory } from '../../../../src-engine/update/hmc.ts';
import { dynamicalLab } from '../../../support/dynamical-lab.ts';
import { seaQuark } from '../../../support/sea-lab.ts';

const quarks: Record<string, (sea: Partial<SeaQuarkSpec>) => SeaQuarkSpec> = {
  wilson: (sea) => seaQuark({ operator: 'wilson', kappa: 0.24 }, sea),
  hasenbusch: (sea) => seaQuark({ operator: 'wilson', kappa: 0.24 }, { ...sea, hasenbusch: [0.4] }),
  staggered: (sea) => seaQuark({ operator: 'staggered', mass: 0.2 }, { ...sea, tastes: 2 }),
  'domain walls': (sea) => seaQuark({ operator: 'domain-wall', mass: 0.1, height: 1.2, ls: 4 }, sea),
};

const lab = (quark: SeaQuarkSpec) =>
  dynamicalLab({ group: u1, dims: [4, 4], beta: 2, quarks: [quark], steps: [6] });
const trajectory = (quark: SeaQuarkSpec): Trajectory => {
  const { hmc } = lab(quark);
  for (let update = 0; update < 5; update++) hmc.trajectory({ seed: 9, update });
  return hmc.trajectory({ seed: 9, update: 5 }, { reversibility: true });
};

describe.each(Object.keys(quarks))('%s', (name) => {
  const quark = quarks[name]!;

  test('trajectories come back, with and without guesses', () => {
    expect(trajectory(quark({})).reversibility).toBeLessThan(1e-11);
    expect(trajectory(quark({ guesses: 5 })).reversibility).toBeLessThan(1e-10);
  });

  test('without guesses however loose the force: it is a function of the links', () => {
    expect(trajectory(quark({ forceTolerance: 1e-3 })).reversibility).toBeLessThan(1e-11);
  });

  test('with guesses as well as the force is solved', () => {
    const loose = trajectory(quark({ forceTolerance: 1e-4, guesses: 5 })).reversibility!;
    expect(loose).toBeGreaterThan(1e-9);
    expect(loose).toBeLessThan(1e-2);
  });

  test('guesses change nothing but the number of iterations', () => {
    const [without, with5] = [trajectory(quark({})), trajectory(quark({ guesses: 5 }))];
    expect(Math.abs(with5.deltaH - without.deltaH)).toBeLessThan(1e-8);
    expect(with5.solver!.iterations).toBeLessThan(without.solver!.iterations);
    expect(with5.solver!.residual).toBeLessThanOrEqual(1e-12);
  });
});

test('a trajectory is a function of its start: guesses do not outlive the pseudofermions', () => {
  const quark = quarks.wilson!({ guesses: 4, forceTolerance: 1e-5 });
  const [first, second] = [lab(quark), lab(quark)];
  first.hmc.trajectory({ seed: 1, update: 0 });
  setConfiguration(second.field, getConfiguration(first.field));
  const again = first.hmc.trajectory({ seed: 1, update: 1 }).deltaH;
  expect(second.hmc.trajectory({ seed: 1, update: 1 }).deltaH).toBe(again);
});

test('force-gradient steps and SU(3) with two levels', () => {
  const { hmc } = dynamicalLab({
    group: su(3),
    dims: [2, 2, 2, 4],
    beta: 5.5,
    quarks: [seaQuark({ operator: 'wilson', kappa: 0.13 })],
    steps: [2, 2],
    scheme: 'force-gradient',
  });
  hmc.trajectory({ seed: 2, update: 0 });
  const { reversibility, deltaH } = hmc.trajectory({ seed: 2, update: 1 }, { reversibility: true });
  expect(reversibility).toBeLessThan(1e-10);
  expect(Math.abs(deltaH)).toBeLessThan(1);
});
