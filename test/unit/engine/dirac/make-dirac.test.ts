import { describe, expect, test } from 'vitest';
import type { DiracSpec } from '../../../../src-engine/api/spec/dirac-spec.ts';
import { makeDirac } from '../../../../src-engine/dirac/make-dirac.ts';
import { setConfiguration } from '../../../../src-engine/lattice/gauge-field.ts';
import { distance, operatorOn, randomVector } from '../../../support/dirac-lab.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { randomField } from '../../../support/random-field.ts';

const LINKS = { boundary: 'antiperiodic', smearing: 'none' } as const;
const SPECS: readonly DiracSpec[] = [
  { ...LINKS, operator: 'wilson', kappa: 0.12 },
  { ...LINKS, operator: 'wilson-clover', kappa: 0.12, clover: 1.3 },
  { ...LINKS, operator: 'staggered', mass: 0.2 },
  { ...LINKS, operator: 'domain-wall', mass: 0.1, height: 1.4, ls: 4 },
  { ...LINKS, operator: 'moebius', mass: 0.1, height: 1.4, ls: 4, b: 1.5, c: 0.5 },
];

const codeOf = (dims: readonly number[], spec: DiracSpec): string => {
  const made = makeDirac(randomGaugeField(dims, 2), spec);
  return made.ok ? 'made' : made.error.code;
};

describe.each(SPECS)('$operator', (spec) => {
  test.each([[[2, 4]], [[2, 2, 4, 2]]])(
    'on %j: the adjoint is the adjoint, and so is what is told about vectors',
    (dims) => {
      const d = operatorOn(randomGaugeField(dims, 2), spec);
      expect(d.spec).toBe(spec);
      expect(d.space.components).toBe(2 * 2 * d.spins * d.slices);
      const [x, y] = [1, 2].map((seed) => randomVector(d.space.lattice, d.space.components, seed));
      const [dx, dy] = [d.space.vector(), d.space.vector()];
      d.apply(dx, x!);
      d.applyDagger(dy, y!);
      const [left, right] = [d.space.dot(y!, dx)[0]!, d.space.dot(dy, x!)[0]!];
      expect(distance([left.re, left.im], [right.re, right.im])).toBeLessThan(1e-10);
    },
  );

  test('odd extents are refused', () => {
    expect(codeOf([4, 3], spec)).toBe('fermion.unsupported');
  });

  test('new links are seen after refresh', () => {
    const gauge = randomGaugeField([2, 4], 2);
    const d = operatorOn(gauge, spec);
    const x = randomVector(d.space.lattice, d.space.components, 3);
    const [before, after, fresh] = [0, 1, 2].map(() => d.space.vector()) as [never, never, never];
    d.apply(before, x);
    setConfiguration(gauge, randomField([2, 4], 2, 9));
    d.refresh();
    d.apply(after, x);
    operatorOn(gauge, spec).apply(fresh, x);
    const { lattice } = d.space;
    expect(distance(lattice.read(before), lattice.read(after))).toBeGreaterThan(0.1);
    expect(distance(lattice.read(fresh), lattice.read(after))).toBe(0);
  });

  test('its smeared links without smearing make the same operator, after new links too', () => {
    const gauge = randomGaugeField([2, 4], 2);
    const d = operatorOn(gauge, { ...spec, smearing: 'stout', smearingSteps: 2, smearingStrength: 0.1 });
    const same = operatorOn(d.smeared, spec);
    setConfiguration(gauge, randomField([2, 4], 2, 9));
    d.refresh();
    same.refresh();
    const { lattice, components } = d.space;
    const x = randomVector(lattice, components, 3);
    const [one, other] = [d.space.vector(), d.space.vector()];
    d.apply(one, x);
    same.apply(other, x);
    expect(distance(lattice.read(one), lattice.read(other))).toBe(0);
  });
});

test('spin needs 2 or 4 dimensions', () => {
  expect(SPECS.map((spec) => codeOf([2, 2, 2], spec) === 'made')).toEqual(
    SPECS.map((spec) => spec.operator === 'staggered'),
  );
});
