import { describe, expect, it } from 'vitest';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { phaseKinds } from '../../../../src-main/spec/phase-kind.ts';
import { quickSpec } from '../../../support/sample-run.ts';
import { minimal, noLoops } from '../../../support/spec-documents.ts';

const spec = quickSpec();
const quarks = () => unwrap(readSpec(minimal({ fermion: [{ kappa: 0.1 }] }), noLoops)).fermion;
const kinds = phaseKinds(spec);

describe('kinds of phases', () => {
  it('are one for each phase, and differ with the algorithm', () => {
    expect(kinds).toHaveLength(2);
    expect(kinds[0]).not.toBe(kinds[1]);
  });

  it.each<readonly [string, Partial<RunSpec>]>([
    ['the coupling', { action: { preset: 'wilson', beta: 6.3 } }],
    ['the extents', { lattice: { ...spec.lattice, dims: [4, 6, 8, 12] } }],
    ['seed and name', { seed: 5, name: 'other' }],
    ['how many updates', { phase: spec.phase.map((phase) => ({ ...phase, updates: 7, name: 'x' })) }],
  ])('do not depend on %s', (_, change) => {
    expect(phaseKinds({ ...spec, ...change })).toEqual(kinds);
  });

  it.each<readonly [string, Partial<RunSpec>]>([
    ['the action', { action: { preset: 'iwasaki', beta: 5.7 } }],
    ['the dimension', { lattice: { ...spec.lattice, dims: [8, 8, 8] } }],
    ['the group', { lattice: { ...spec.lattice, group: 'SU(2)' } }],
    ['the quarks', { fermion: quarks() }],
    ['what is measured', { measure: { plaquette: { every: 5 } } }],
  ])('depend on %s', (_, change) => {
    const other = phaseKinds({ ...spec, ...change });
    expect(other.some((kind) => kinds.includes(kind))).toBe(false);
  });

  it('of a training are one, of its flow and batch, whatever its couplings and steps', () => {
    const training = (mass: number, steps: number, batch: number) =>
      phaseKinds(
        unwrap(
          readSpec(
            {
              version: 1,
              seed: 1,
              lattice: { dims: [4, 4], group: 'scalar' },
              action: { preset: 'phi4', 'mass-squared': mass, lambda: 1 },
              flow: { kind: 'affine' },
              training: { steps, batch },
            },
            noLoops,
          ),
        ),
      );
    expect(training(1, 10, 16)).toHaveLength(1);
    expect(training(2, 20, 16)).toEqual(training(1, 10, 16));
    expect(training(1, 10, 32)).not.toEqual(training(1, 10, 16));
  });

  it('of loop actions depend on the loops, not on their couplings', () => {
    const kind = (loops: string) => phaseKinds({ ...spec, action: { loops } });
    expect(kind('5.7 plaquette')).toEqual(kind('6.1e0 plaquette'));
    expect(kind('5.7 plaquette')).not.toEqual(kind('5.7 rectangle'));
  });
});
