/** Lowest eigenvalues of D^+ D of free quarks, with their multiplicities, and of a random field against a dense matrix. */
import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { lowestEigenvalues } from '../../../../src-engine/hadron/eigenvalues.ts';
import { operatorOn } from '../../../support/dirac-lab.ts';
import { coldField, staggeredQuark, wilsonQuark } from '../../../support/hadron-lab.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { everySite } from '../../../support/plain-gauge.ts';

const options = { tolerance: 1e-10, maxIterations: 4000 };
const momenta = (dims: readonly number[]): number[][] =>
  everySite(dims).map((n) =>
    n.map((k, mu) => (2 * Math.PI * (k + (mu === dims.length - 1 ? 0.5 : 0))) / dims[mu]!),
  );
const rising = (a: number, b: number): number => a - b;

it('free Wilson quarks: |D(p)|^2, once for every spin and colour', () => {
  const dims = [4, 4, 4, 4];
  const kappa = 0.12;
  const wanted = momenta(dims)
    .map((p) => {
      const mass = 1 - 2 * kappa * p.reduce((s, q) => s + Math.cos(q), 0);
      return mass ** 2 + p.reduce((s, q) => s + (2 * kappa * Math.sin(q)) ** 2, 0);
    })
    .flatMap((x) => [x, x, x, x])
    .sort(rising);
  const found = unwrap(
    lowestEigenvalues(operatorOn(coldField(dims, 1), wilsonQuark(kappa)), { count: 10, ...options }),
  );
  found.eigenvalues.forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, 9));
  expect(found.eigenvalues).toHaveLength(10);
  for (const r of found.residuals) expect(r).toBeLessThan(1e-8);
});

it('free staggered quarks: m^2 + sum sin^2 p on half of the momenta', () => {
  const dims = [4, 4];
  const all = momenta(dims)
    .map((p) => 0.01 + p.reduce((s, q) => s + Math.sin(q) ** 2, 0))
    .sort(rising);
  const found = unwrap(
    lowestEigenvalues(operatorOn(coldField(dims, 1), staggeredQuark(0.1)), { count: 6, ...options }),
  );
  found.eigenvalues.forEach((x, i) => expect(x).toBeCloseTo(all[2 * i]!, 9));
});

it('their traces on a random field: all eigenvalues together', () => {
  const operator = operatorOn(randomGaugeField([2, 2], 1, 4), wilsonQuark(0.2));
  const { space } = operator;
  let trace = 0;
  const out = space.vector();
  for (let i = 0; i < 16; i += 2) {
    const unit = new Float64Array(16);
    unit[i] = 1;
    const x = space.vector();
    space.lattice.write(x, unit);
    operator.apply(out, x);
    trace += space.norm2(out)[0]!;
  }
  const { eigenvalues } = unwrap(lowestEigenvalues(operator, { count: 8, ...options }));
  expect(eigenvalues.reduce((s, x) => s + x, 0)).toBeCloseTo(trace, 9);
  expect(lowestEigenvalues(operator, { count: 9, ...options })).toMatchObject({
    error: { code: 'spec.outOfRange' },
  });
});
