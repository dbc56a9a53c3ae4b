import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { findTemplate, templateSpec } from '../../../../src-engine/api/template/templates.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { measuresAll, raceSpecs, sameTarget } from '../../../../src-main/race/target.ts';

const spec = (name: string): RunSpec => templateSpec(unwrap(findTemplate(name)));
const hmc = spec('u1-2d-hmc');
const heatBath = spec('u1-2d-heat-bath');

const refusal = (a: RunSpec, b: RunSpec): string => {
  const result = sameTarget([a, b]);
  return result.ok ? 'accepted' : `${result.error.code} ${result.error.detail?.path} ${result.error.message}`;
};

describe('the target of a race', () => {
  it('is the same for different algorithms, seeds, starts, names, budgets and alarms', () => {
    expect(refusal(hmc, heatBath)).toBe('accepted');
    expect(
      refusal(hmc, {
        ...hmc,
        name: 'other',
        seed: 5,
        start: { kind: 'cold' },
        run: { ...hmc.run, budget: 7, saveEvery: 3, threads: 2 },
        alarm: { ...hmc.alarm, stallFactor: 9 },
      }),
    ).toBe('accepted');
    expect(refusal(spec('su3-quenched-hmc'), spec('su3-quenched-heat-bath'))).toBe('accepted');
  });

  it.each<readonly [string, RunSpec, RegExp]>([
    [
      'extents',
      { ...hmc, lattice: { ...hmc.lattice, dims: [16, 8] } },
      /lattice\.dims is \[16, 16\] in one, \[16, 8\] in/,
    ],
    ['group', { ...hmc, lattice: { ...hmc.lattice, group: 'SU(2)' } }, /lattice\.group/],
    [
      'coupling',
      { ...hmc, action: { preset: 'wilson', beta: 3 } },
      /action\.beta is 2(\.0)? in one, 3(\.0)? in/,
    ],
    ['action', { ...hmc, action: { preset: 'symanzik', beta: 2 } }, /action\.preset/],
    [
      'form of the action',
      { ...hmc, action: { loops: 'plaquette: 2' } },
      /action\.(preset|loops) is .* not there/,
    ],
  ])('differs by %s, and the key is named', (_, other, message) => {
    expect(refusal(hmc, other)).toMatch(/^race\.differentTargets /);
    expect(refusal(hmc, other)).toMatch(message);
    expect(refusal(other, hmc)).toMatch(/^race\.differentTargets /);
  });

  it('differs by quarks and their masses, not by how their equations are solved', () => {
    const schwinger = spec('schwinger-hmc');
    const [quark] = schwinger.fermion;
    const change = (part: object): RunSpec => ({ ...schwinger, fermion: [{ ...quark!, ...part }] });
    expect(refusal(schwinger, change({ tolerance: 1e-9, level: [0], guesses: 3 }))).toBe('accepted');
    expect(refusal(schwinger, change('kappa' in quark! ? { kappa: 0.1 } : { mass: 0.7 }))).toMatch(
      /fermion\[1\]\.(kappa|mass)/,
    );
    expect(refusal(schwinger, { ...schwinger, fermion: [] })).toMatch(/^race\.differentTargets fermion\[1\]/);
  });

  it('needs the same measurements, as these are part of the cost, and those that are raced for', () => {
    const { topologicalCharge: _, ...measure } = hmc.measure;
    expect(refusal(heatBath, { ...hmc, measure })).toMatch(
      /measure different things: measure\.topological-charge/,
    );
    const missing = measuresAll([{ ...hmc, measure }], ['plaquette', 'topological-charge-squared']);
    expect(missing).toMatchObject({ ok: false, error: { code: 'run.noSeries' } });
    expect(measuresAll([hmc, heatBath], ['plaquette', 'topological-charge-squared']).ok).toBe(true);
  });

  it('is nothing that a training samples', () => {
    const training = { ...hmc, name: 'flow', training: {} } as unknown as RunSpec;
    expect(refusal(hmc, training)).toMatch(/^race\.differentTargets .* flow trains a flow/);
  });

  it('needs two samplers', () => {
    expect(sameTarget([hmc])).toMatchObject({ ok: false, error: { code: 'usage.wrong' } });
  });
});

describe('the runs of a race', () => {
  it('go on as long as the race, with the same threads and no seed or name twice', () => {
    const specs = raceSpecs([hmc, { ...hmc, run: { ...hmc.run, budget: 5, threads: 7 } }, heatBath], 2);
    expect(new Set(specs.map(({ seed }) => seed)).size).toBe(3);
    expect(new Set(specs.map(({ name }) => name)).size).toBe(3);
    expect(specs[0]!.seed).toBe(hmc.seed);
    for (const one of specs) {
      expect(one.run).toMatchObject({ budget: 0, threads: 2 });
      expect(one.phase.at(-1)!.updates).toBe(1e9);
    }
    expect(sameTarget(specs).ok).toBe(true);
  });
});
