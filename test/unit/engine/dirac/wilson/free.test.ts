/** Free Wilson fermions: log det D from the even-odd form and from plane waves, Tr D^-1 by the solver; the numbers are sums over momenta. */
import { expect, test } from 'vitest';
import type { WilsonSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import type { DiracOperator } from '../../../../../src-engine/dirac/dirac-operator.ts';
import { u1 } from '../../../../../src-engine/group/group.ts';
import { makeGaugeField, setCold } from '../../../../../src-engine/lattice/gauge-field.ts';
import { conjugateGradient } from '../../../../../src-engine/linear/conjugate-gradient.ts';
import { logDeterminant, positiveMatrix, zeroMatrix } from '../../../../support/dense.ts';
import { denseNormal, operatorOn } from '../../../../support/dirac-lab.ts';
import { newLattice } from '../../../../support/lattice.ts';
import { everySite } from '../../../../support/plain-gauge.ts';

const free = (dims: readonly number[], kappa: number): DiracOperator => {
  const gauge = makeGaugeField(newLattice(dims), u1);
  setCold(gauge);
  const spec: WilsonSpec = { operator: 'wilson', kappa, boundary: 'antiperiodic', smearing: 'none' };
  return operatorOn(gauge, spec);
};

/** One colour: lattice, kappa, log det D, Tr D^-1 / V. */
const CASES: readonly [number[], number, number, number][] = [
  [[4, 4], 0.276, 2.2491731772, 1.3134768621],
  [[8, 8], 0.276, 8.378264936, 1.2456787288],
  [[4, 4, 4, 4], 0.1, 2.3027884558, 3.9551825165],
  [[4, 4, 4, 8], 0.12, 8.1863916558, 3.8867441414],
];

test.each(CASES.slice(0, 3))('log det A = 2 log det D on %j at kappa %d', (dims, kappa, logDet) => {
  expect(positiveMatrix(denseNormal(free(dims, kappa))).logDet / 2).toBeCloseTo(logDet, 9);
});

test.each(CASES)('log det D on %j at kappa %d, plane wave by plane wave', (dims, kappa, logDet) => {
  const { apply, space, spins } = free(dims, kappa);
  const { lattice } = space;
  const sites = everySite(dims);
  const [x, out] = [space.vector(), space.vector()];
  const values = new Float64Array(lattice.volume * space.components);
  let sum = 0;
  for (const n of sites) {
    const m = zeroMatrix(spins);
    for (let s = 0; s < spins; s++) {
      values.fill(0);
      sites.forEach((at, site) => {
        const time = dims.length - 1;
        const px = at.reduce(
          (a, xi, mu) => a + (2 * Math.PI * (n[mu]! + (mu === time ? 0.5 : 0)) * xi) / dims[mu]!,
          0,
        );
        values.set([Math.cos(px), Math.sin(px)], 2 * (site * spins + s));
      });
      lattice.write(x, values);
      apply(out, x);
      // the phase at the origin is 1
      const column = lattice.read(out).subarray(0, 2 * spins);
      for (let r = 0; r < spins; r++) {
        m.re[r * spins + s] = column[2 * r]!;
        m.im[r * spins + s] = column[2 * r + 1]!;
      }
    }
    sum += logDeterminant(m).modulus;
  }
  expect(sum).toBeCloseTo(logDet, 9);
});

test.each(CASES)('Tr D^-1 / V on %j at kappa %d', (dims, kappa, _, trace) => {
  const d = free(dims, kappa);
  const { lattice, components } = d.space;
  let sum = 0;
  // the same at every site
  for (let spin = 0; spin < d.spins; spin++) {
    const values = new Float64Array(lattice.volume * components);
    values[2 * spin] = 1;
    const [b, c, x] = [d.space.vector(), d.space.vector(), d.space.vector()];
    lattice.write(b, values);
    d.prepare(c, b);
    unwrap(conjugateGradient(d.normal, c, x, { tolerance: 1e-13, maxIterations: 1000 }));
    d.reconstruct(x, b);
    sum += lattice.read(x)[2 * spin]!;
  }
  expect(sum).toBeCloseTo(trace, 9);
});
