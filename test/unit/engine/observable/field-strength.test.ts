/**
 * Constant Abelian fields in SU(N): with F in the direction of diag(1, -1, 0, ..) and angles a, b in two orthogonal planes, every
 * plaquette of a plane is diag(e^ia, e^-ia, 1, ..), so all is known in closed form. (On a torus a must be 2 pi n / area.)
 */
import { describe, expect, it } from 'vitest';
import type { GaugeConfiguration } from '../../../../src-engine/lattice/gauge-configuration.ts';
import { gaugeFieldOf } from '../../../../src-engine/lattice/gauge-field.ts';
import {
  actionDensityField,
  measureActionDensity,
  measurePlaquette,
  measureTopologicalCharge,
  topologicalDensityField,
} from '../../../../src-engine/observable/index.ts';
import { newLattice, randomGaugeField } from '../../../support/lattice.ts';
import { everySite, linkAt, unitMatrix } from '../../../support/plain-gauge.ts';

/** Flux n in plane (mu, nu) of extent L_mu, L_nu: U_nu(x) = exp(i a x_mu), U_mu at the edge = exp(-i a L_mu x_nu), a = 2 pi n / area. */
const constantField = (
  dims: readonly number[],
  colours: number,
  fluxes: readonly { mu: number; nu: number; n: number }[],
): GaugeConfiguration => {
  const d = dims.length;
  const sites = everySite(dims);
  const c = { dims, colours, links: new Float64Array(sites.length * d * 2 * colours ** 2) };
  for (const x of sites) {
    for (let link = 0; link < d; link++) {
      let angle = 0;
      for (const { mu, nu, n } of fluxes) {
        const a = (2 * Math.PI * n) / (dims[mu]! * dims[nu]!);
        if (link === nu) angle += a * x[mu]!;
        if (link === mu && x[mu] === dims[mu]! - 1) angle -= a * dims[mu]! * x[nu]!;
      }
      const at = linkAt(c, x, link);
      c.links.set(unitMatrix(colours), at);
      const second = 2 * (colours + 1);
      c.links.set([Math.cos(angle), Math.sin(angle)], at);
      if (colours > 1) c.links.set([Math.cos(angle), -Math.sin(angle)], at + second);
    }
  }
  return c;
};

describe.each([2, 3, 4])('a constant field in SU(%i)', (colours) => {
  const dims = [4, 6, 4, 5];
  const [n1, n2] = [1, -2];
  const a = (2 * Math.PI * n1) / (dims[0]! * dims[1]!);
  const b = (2 * Math.PI * n2) / (dims[2]! * dims[3]!);
  const field = gaugeFieldOf(
    newLattice(dims),
    constantField(dims, colours, [
      { mu: 0, nu: 1, n: n1 },
      { mu: 2, nu: 3, n: n2 },
    ]),
  );
  const volume = field.lattice.volume;

  it('has plaquettes of one angle per plane', () => {
    const { planes } = measurePlaquette(field);
    const value = (angle: number): number => (colours - 2 + 2 * Math.cos(angle)) / colours;
    expect(planes.map((p) => p.value)).toEqual(
      [value(a), 1, 1, 1, 1, value(b)].map((x) => expect.closeTo(x, 12)),
    );
  });

  it('has E = 2 sin^2 for each plane', () => {
    const density = measureActionDensity(field);
    expect(density.cloverSpace).toBeCloseTo(2 * Math.sin(a) ** 2, 12);
    expect(density.cloverTime).toBeCloseTo(2 * Math.sin(b) ** 2, 12);
    expect(density.clover).toBeCloseTo(2 * Math.sin(a) ** 2 + 2 * Math.sin(b) ** 2, 12);
    expect(density.plaquette).toBeCloseTo(4 * (2 - Math.cos(a) - Math.cos(b)), 12);
  });

  it('has Q = 2 n1 n2 up to sin(a)/a, with all definitions', () => {
    const q = measureTopologicalCharge(field, ['plaquette', 'clover', 'improved']);
    const expected = (2 * volume * Math.sin(a) * Math.sin(b)) / (4 * Math.PI ** 2);
    expect(q.plaquette).toBeCloseTo(expected, 12);
    expect(q.clover).toBeCloseTo(expected, 12);
    // a 1x2 loop encloses twice the angle
    const rectangles = (2 * volume * Math.sin(2 * a) * Math.sin(2 * b)) / (4 * Math.PI ** 2);
    expect(q.improved).toBeCloseTo((5 / 3) * expected - rectangles / 6, 12);
  });
});

describe('densities', () => {
  const field = randomGaugeField([2, 3, 4, 3], 3, 4);
  const sumOf = (make: () => ReturnType<typeof actionDensityField>): number[] => {
    const density = make();
    const values = field.lattice.read(density);
    const sums = new Array<number>(density.components).fill(0);
    values.forEach((x, i) => {
      sums[i % density.components]! += x;
    });
    field.lattice.release(density);
    return sums;
  };

  it('of the action add up to E', () => {
    const { cloverSpace, cloverTime } = measureActionDensity(field);
    const sums = sumOf(() => actionDensityField(field)).map((x) => x / field.lattice.volume);
    expect(sums).toEqual([expect.closeTo(cloverSpace, 12), expect.closeTo(cloverTime, 12)]);
  });

  it.each(['plaquette', 'clover', 'improved'] as const)('of the charge (%s) add up to Q', (definition) => {
    const q = measureTopologicalCharge(field, [definition])[definition];
    expect(sumOf(() => topologicalDensityField(field, definition))[0]).toBeCloseTo(q, 12);
  });

  it('of both are known in three and two dimensions too', () => {
    for (const dims of [
      [3, 4, 2],
      [5, 3],
    ]) {
      const other = randomGaugeField(dims, 2, 1);
      const { clover, cloverSpace } = measureActionDensity(other);
      const density = actionDensityField(other);
      const sum = other.lattice.read(density).reduce((s, x) => s + x, 0) / other.lattice.volume;
      expect(sum).toBeCloseTo(clover, 12);
      if (dims.length === 2) expect(cloverSpace).toBe(0);
    }
  });
});
