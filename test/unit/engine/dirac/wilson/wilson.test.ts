import { describe, expect, test } from 'vitest';
import type { WilsonSpec } from '../../../../../src-engine/api/spec/dirac-spec.ts';
import { gaugeFieldOf } from '../../../../../src-engine/lattice/gauge-field.ts';
import { distance, operatorOn, randomVector, valuesOf } from '../../../../support/dirac-lab.ts';
import { newLattice } from '../../../../support/lattice.ts';
import { plainGamma5, plainWilson } from '../../../../support/plain-wilson.ts';
import { randomField } from '../../../../support/random-field.ts';

const wilson = (boundary: WilsonSpec['boundary'], kappa = 0.137): WilsonSpec => ({
  operator: 'wilson',
  kappa,
  boundary,
  smearing: 'none',
});

describe.each([
  [3, [4, 2, 2, 4]],
  [3, [2, 4, 6, 2]],
  [2, [2, 2, 2, 4]],
  [4, [2, 2, 2, 2]],
  [1, [4, 6]],
  [2, [6, 4]],
  [3, [2, 4]],
] as const)('Wilson operator, %d colours on %j', (colours, dims) => {
  const configuration = randomField(dims, colours, 4);
  const lattice = newLattice(dims);
  const gauge = gaugeFieldOf(lattice, configuration);

  test.each(['periodic', 'antiperiodic'] as const)('is the plain loop, %s', (boundary) => {
    const spec = wilson(boundary);
    const d = operatorOn(gauge, spec);
    const x = randomVector(lattice, d.space.components, 3);
    const out = d.space.vector();
    for (const dagger of [false, true]) {
      (dagger ? d.applyDagger : d.apply)(out, x);
      const expected = plainWilson(configuration, lattice.read(x), { ...spec, dagger });
      expect(distance(lattice.read(out), expected)).toBeLessThan(1e-14);
    }
    expect(distance(plainWilson(configuration, lattice.read(x), spec), lattice.read(out))).toBeGreaterThan(
      0.1,
    );
  });

  test('is gamma_5-Hermitian, and its adjoint is the adjoint', () => {
    const d = operatorOn(gauge, wilson('antiperiodic'));
    const { space } = d;
    const [x, y] = [1, 2].map((seed) => randomVector(lattice, space.components, seed)) as [never, never];
    const [dx, dy] = [space.vector(), space.vector()];
    d.apply(dx, x);
    d.applyDagger(dy, y);
    const left = space.dot(y, dx)[0]!;
    const right = space.dot(dy, x)[0]!;
    expect(left.re).toBeCloseTo(right.re, 11);
    expect(left.im).toBeCloseTo(right.im, 11);
    const signs = plainGamma5(dims.length);
    const flip = (v: Float64Array): Float64Array =>
      v.map((z, i) => z * signs[Math.floor(i / (2 * colours)) % signs.length]!);
    const turned = space.vector();
    lattice.write(turned, flip(valuesOf(x)));
    d.apply(dx, turned);
    d.applyDagger(dy, x);
    expect(distance(flip(valuesOf(dx)), valuesOf(dy))).toBeLessThan(1e-14);
  });
});
