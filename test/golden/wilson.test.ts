/**
 * Wilson fermions against LatticeDiracOperators.jl 0.6.4: D, D^dagger and D^dagger D of a 2^4 field, and solutions of D and D^dagger D.
 * Their vectors (rust files): [colour, spin, x, y, z, t], first index fastest, which is our order within a site.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WilsonSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import { distance, operatorOn } from '../support/dirac-lab.ts';
import { juliaLinks } from '../support/julia-links.ts';
import { newLattice } from '../support/lattice.ts';
import { readNpy } from '../support/npy.ts';
import { describeShared } from '../support/shared-data.ts';

const TOLERANCE = 1e-12;

const wilson = (boundary: WilsonSpec['boundary']): WilsonSpec => ({
  operator: 'wilson',
  kappa: 0.13,
  boundary,
  smearing: 'none',
});

describeShared('Wilson operator of another code', (folder) => {
  const setUp = (name: string, boundary: WilsonSpec['boundary']) => {
    const at = join(folder, 'fixtures', name);
    const links = juliaLinks(at, 'u');
    const lattice = newLattice(links.dims);
    const operator = operatorOn(gaugeFieldOf(lattice, links), wilson(boundary));
    const vector = (file: string) => {
      const { values, fortran, shape } = readNpy(join(at, `${file}_rust.npy`));
      expect([fortran, ...shape]).toEqual([true, 3, 4, ...links.dims]);
      const field = operator.space.vector();
      lattice.write(field, values);
      return field;
    };
    return { lattice, operator, vector };
  };

  test.each(['periodic', 'antiperiodic'] as const)('D, D^dagger, D^dagger D, %s', (boundary) => {
    const { lattice, operator, vector } = setUp('fermions_task_a', boundary);
    const x = vector('input');
    const [dx, out] = [operator.space.vector(), operator.space.vector()];
    operator.apply(dx, x);
    expect(distance(lattice.read(dx), lattice.read(vector(`d_${boundary}`)))).toBeLessThan(TOLERANCE);
    operator.applyDagger(out, x);
    expect(distance(lattice.read(out), lattice.read(vector(`ddag_${boundary}`)))).toBeLessThan(TOLERANCE);
    operator.applyDagger(out, dx);
    expect(distance(lattice.read(out), lattice.read(vector(`ddagd_${boundary}`)))).toBeLessThan(TOLERANCE);
  });

  test('solutions: D and D^dagger D turn them into their right-hand side', () => {
    const { lattice, operator, vector } = setUp('fermions_task_b', 'antiperiodic');
    const rhs = lattice.read(vector('rhs'));
    const [dx, out] = [operator.space.vector(), operator.space.vector()];
    operator.apply(dx, vector('bicgstab_zero_solution'));
    // their solver stopped at |r| = 5e-11
    expect(distance(lattice.read(dx), rhs)).toBeLessThan(1e-10);
    operator.apply(dx, vector('cg_zero_solution'));
    operator.applyDagger(out, dx);
    expect(distance(lattice.read(out), rhs)).toBeLessThan(1e-10);
  });
});
