/**
 * Solutions of D x = b (BiCGStab) and D^dagger D x = b (CG) for Wilson fermions by LatticeDiracOperators.jl 0.6.4 on a 2^4 field, from guesses of
 * zero and not; |r| of theirs is 5e-11. Vectors as in wilson.test.ts.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gaugeFieldOf } from '../../src-engine/lattice/gauge-field.ts';
import type { Field } from '../../src-engine/lattice/lattice.ts';
import { bicgstab } from '../../src-engine/linear/bicgstab.ts';
import { conjugateGradient } from '../../src-engine/linear/conjugate-gradient.ts';
import type { PositiveOperator } from '../../src-engine/linear/positive-operator.ts';
import { distance, operatorOn } from '../support/dirac-lab.ts';
import { juliaLinks } from '../support/julia-links.ts';
import { newLattice } from '../support/lattice.ts';
import { readNpy } from '../support/npy.ts';
import { describeShared } from '../support/shared-data.ts';

const options = { tolerance: 1e-13, maxIterations: 500 };
/** What their residual leaves open for components of about one. */
const TOLERANCE = 1e-10;

describeShared('solutions of another code', (folder) => {
  const at = join(folder, 'fixtures', 'fermions_task_b');
  const links = juliaLinks(at, 'u');
  const lattice = newLattice(links.dims);
  const dirac = operatorOn(gaugeFieldOf(lattice, links), {
    operator: 'wilson',
    kappa: 0.13,
    boundary: 'antiperiodic',
    smearing: 'none',
  });
  const { space } = dirac;
  const vector = (file: string): Field => {
    const field = space.vector();
    lattice.write(field, readNpy(join(at, `${file}_rust.npy`)).values);
    return field;
  };
  const [b, half] = [vector('rhs'), space.vector()];
  /** D^dagger D on all sites. */
  const normal: PositiveOperator = {
    space,
    apply(out, x) {
      dirac.apply(half, x);
      dirac.applyDagger(out, half);
    },
    energy(p) {
      dirac.apply(half, p);
      return space.norm2(half);
    },
    descend(r, _, alpha) {
      const product = space.vector();
      dirac.applyDagger(product, half);
      space.addScaled(
        alpha.map((s) => -s),
        product,
        r,
      );
      lattice.release(product);
      return space.norm2(r);
    },
  };

  test.each(['zero', 'nonzero'])('from a guess of %s', (guess) => {
    const x = vector(`guess_${guess}`);
    const cg = conjugateGradient(normal, b, x, options);
    if (!cg.ok) throw new Error(cg.error.message);
    expect(cg.value.residual).toBeLessThan(1e-13);
    expect(distance(lattice.read(x), lattice.read(vector(`cg_${guess}_solution`)))).toBeLessThan(TOLERANCE);
    const y = vector(`guess_${guess}`);
    const bi = bicgstab(dirac, b, y, options);
    if (!bi.ok) throw new Error(bi.error.message);
    expect(distance(lattice.read(y), lattice.read(vector(`bicgstab_${guess}_solution`)))).toBeLessThan(
      TOLERANCE,
    );
  });

  test('the even-odd form has the same solution', () => {
    const [c, x] = [space.vector(), space.vector()];
    dirac.prepare(c, b);
    const even = conjugateGradient(dirac.normal, c, x, options);
    if (!even.ok) throw new Error(even.error.message);
    dirac.reconstruct(x, b);
    expect(distance(lattice.read(x), lattice.read(vector('bicgstab_zero_solution')))).toBeLessThan(TOLERANCE);
  });
});
