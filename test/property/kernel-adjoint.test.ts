/** The gradient of random densities against central differences, at every site and component of tiny lattices. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Density, gradient } from '../../src-engine/kernel/adjoint.ts';
import type { Tracer } from '../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../src-engine/lattice/lattice.ts';
import { freshName, newDevice, someNumbers } from '../support/kernel-lab.ts';
import {
  COMPONENTS,
  DIFFERENTIABLE,
  type Program,
  programs,
  recordProgram,
} from '../support/random-kernel.ts';

const PARAMS = [0.6875, -1.25];

/** A polynomial in the program's last values, so that several of them matter. */
const densityOf = (program: Program, fields: readonly number[], k0: Tracer): Density => {
  const parameters = [k0.param(), k0.param()];
  return (k, x) => {
    const values = recordProgram(k, x, program, { fields, parameters, integers: [] });
    const [a, b, c, d] = [1, 2, 3, 4].map((i) => k.move([values.at(-Math.min(i, values.length))!.v], x)[0]!);
    return k.add(k.fma(a!, b!, k.mul(k.constant(-3), c!)), k.mul(d!, k.mul(d!, a!)));
  };
};

const worstDeviation = (program: Program, target: 0 | 1): number => {
  const lattice = new Lattice(newDevice(), program.dims);
  const values = COMPONENTS.map((n, i) => someNumbers(lattice.volume * n, program.seed + i));
  const fields = COMPONENTS.map((n, i) => {
    const f = lattice.field(n);
    lattice.write(f, values[i]!);
    return f;
  });
  const n = COMPONENTS[target];
  const out = lattice.field(n);
  const declare = (k: Tracer): number[] => COMPONENTS.map((m, i) => k.field(`f${i}`, m));
  const sum = lattice.kernel(freshName(), (k) => {
    k.reduce(densityOf(program, declare(k), k)(k, k.here));
  });
  lattice.kernel(freshName(), (k) => {
    const f = declare(k);
    const g = k.field('g', n);
    gradient(k, densityOf(program, f, k), f[target]!).forEach((x, c) => k.store(g, c, x));
  })([...fields, out], { params: PARAMS });
  const found = lattice.read(out);
  const h = 2e-4;
  const sumAt = (i: number, by: number): number => {
    const v = values[target]!.slice();
    v[i] = v[i]! + by;
    lattice.write(fields[target]!, v);
    return sum(fields, { params: PARAMS })[0]!;
  };
  let worst = 0;
  const stride = Math.max(1, Math.floor(found.length / 40));
  for (let i = program.seed % stride; i < found.length; i += stride) {
    const slope = (8 * (sumAt(i, h) - sumAt(i, -h)) - (sumAt(i, 2 * h) - sumAt(i, -2 * h))) / (12 * h);
    const d = Math.abs(slope - found[i]!);
    if (!(d <= worst)) worst = d;
  }
  return worst;
};

test('random densities', () => {
  fc.assert(
    fc.property(programs(DIFFERENTIABLE, 130), fc.constantFrom<0 | 1>(0, 1), (program, target) => {
      expect(worstDeviation(program, target)).toBeLessThan(1e-7);
    }),
    { seed: 7, numRuns: 150 },
  );
});
