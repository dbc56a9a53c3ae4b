/** D x = b with every operator: the residual that is reported is the true one, and failures are typed. */
import { describe, expect, it } from 'vitest';
import type { DiracSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { solveDirac } from '../../../../src-engine/hadron/solve-dirac.ts';
import { operatorOn, randomVector } from '../../../support/dirac-lab.ts';
import { coldField, staggeredQuark, wilsonQuark } from '../../../support/hadron-lab.ts';
import { randomGaugeField } from '../../../support/lattice.ts';

const dims = [2, 4, 2, 4];
const wall = { boundary: 'antiperiodic', smearing: 'none', mass: 0.1, height: 1.8, ls: 4 } as const;
const specs: readonly (readonly [string, DiracSpec])[] = [
  ['Wilson', wilsonQuark(0.15)],
  [
    'stout-smeared Wilson',
    { ...wilsonQuark(0.13), smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 },
  ],
  ['clover', { operator: 'wilson-clover', kappa: 0.13, clover: 1.2, boundary: 'periodic', smearing: 'none' }],
  ['staggered', staggeredQuark(0.1)],
  ['domain wall', { operator: 'domain-wall', ...wall }],
  ['Moebius', { operator: 'moebius', ...wall, b: 1.5, c: 0.5 }],
];

describe.each(specs)('%s quarks', (_, spec) => {
  it('are solved for to the true residual that is reported', () => {
    const dirac = operatorOn(randomGaugeField(dims, 3, 4), spec);
    const { space } = dirac;
    const b = randomVector(space.lattice, space.components, 2);
    const x = randomVector(space.lattice, space.components, 3);
    const out = space.vector();
    for (const tolerance of [1e-3, 1e-8, 1e-13]) {
      const solved = solveDirac(dirac, x, b, { tolerance, maxIterations: 5000 });
      if (!solved.ok) throw new Error(solved.error.message);
      dirac.apply(out, x);
      const [r, n] = [space.lattice.read(out), space.lattice.read(b)];
      const norm = (v: (i: number) => number): number => Math.sqrt(n.reduce((s, __, i) => s + v(i) ** 2, 0));
      const residual = norm((i) => n[i]! - r[i]!) / norm((i) => n[i]!);
      expect(residual).toBeLessThanOrEqual(tolerance);
      expect(solved.value.residual / residual).toBeCloseTo(1, 2);
    }
  });
});

it('tells when there are too few iterations', () => {
  const dirac = operatorOn(randomGaugeField(dims, 3, 4), wilsonQuark(0.15));
  const { space } = dirac;
  const b = randomVector(space.lattice, space.components, 2);
  const solved = solveDirac(dirac, space.vector(), b, { tolerance: 1e-10, maxIterations: 5 });
  expect(solved).toMatchObject({ error: { code: 'solver.notConverged', detail: { iterations: 5 } } });
});

it('tells when nothing solves it: free quarks without mass, and a source on the zero mode', () => {
  for (const spec of [
    { ...wilsonQuark(0.125), boundary: 'periodic' },
    { ...staggeredQuark(0), boundary: 'periodic' },
  ] as const) {
    const dirac = operatorOn(coldField(dims, 3), spec);
    const { space } = dirac;
    const b = space.lattice.field(space.components);
    space.lattice.write(b, new Float64Array(space.lattice.volume * space.components).fill(1));
    const solved = solveDirac(dirac, space.vector(), b, { tolerance: 1e-10, maxIterations: 500 });
    expect(solved.ok ? 'solved' : solved.error.code).toMatch(/^solver\./);
  }
});

it('hears of progress, and gives zero for zero', () => {
  const dirac = operatorOn(randomGaugeField(dims, 3, 4), wilsonQuark(0.15));
  const { space } = dirac;
  const steps: number[] = [];
  const options = { tolerance: 1e-12, maxIterations: 500, onStep: (n: number) => steps.push(n) };
  expect(
    solveDirac(dirac, space.vector(), randomVector(space.lattice, space.components, 2), options).ok,
  ).toBe(true);
  expect(steps.length).toBeGreaterThan(2);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  const x = randomVector(space.lattice, space.components, 3);
  expect(solveDirac(dirac, x, space.vector(), options)).toMatchObject({
    value: { iterations: 0, residual: 0 },
  });
  expect(Math.max(...space.lattice.read(x).map(Math.abs))).toBe(0);
});
