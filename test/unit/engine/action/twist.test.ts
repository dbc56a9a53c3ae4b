import { describe, expect, test } from 'vitest';
import { type Flux, loopPhase } from '../../../../src-engine/action/twist.ts';
import { randomLoop } from '../../../support/lattice.ts';
import { everySite, fluxThrough } from '../../../support/plain-gauge.ts';

/** Units of flux, modulo N, that the phase of a loop stands for. */
const units = (
  loop: readonly number[],
  origin: readonly number[],
  dims: readonly number[],
  fluxes: readonly Flux[],
  colours: number,
): number => {
  const [re, im] = loopPhase(loop, origin, dims, fluxes, colours);
  expect(Math.hypot(re, im)).toBeCloseTo(1, 14);
  const n = (Math.atan2(im, re) * colours) / (2 * Math.PI);
  expect(n).toBeCloseTo(Math.round(n), 12);
  return ((Math.round(n) % colours) + colours) % colours;
};

describe('the flux', () => {
  test('sits on the last plaquette of its plane, at every point of the other directions', () => {
    const dims = [3, 4, 2];
    for (const [mu, nu] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      for (const x of everySite(dims)) {
        const corner = x[mu] === dims[mu]! - 1 && x[nu] === dims[nu]! - 1;
        const loop = [mu + 1, nu + 1, -mu - 1, -nu - 1];
        expect(units(loop, x, dims, [{ mu, nu, units: 2 }], 5)).toBe(corner ? 2 : 0);
        // walked the other way, and from the opposite corner
        expect(units([nu + 1, mu + 1, -nu - 1, -mu - 1], x, dims, [{ mu, nu, units: 2 }], 5)).toBe(
          corner ? 3 : 0,
        );
        const opposite = x.map((n, i) => n + (i === mu || i === nu ? 1 : 0));
        expect(units([-mu - 1, -nu - 1, mu + 1, nu + 1], opposite, dims, [{ mu, nu, units: 2 }], 5)).toBe(
          corner ? 2 : 0,
        );
        // another plane
        const other = [...[1, 2, 3].filter((a) => a !== mu + 1 && a !== nu + 1), mu + 1] as [number, number];
        expect(units([other[0], other[1], -other[0], -other[1]], x, dims, [{ mu, nu, units: 2 }], 5)).toBe(0);
      }
    }
  });

  test('through a loop counts the points inside', () => {
    // a square of 5 x 5 around several copies of the point, on a lattice of 2 x 3
    const square = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, -1, -1, -1, -1, -1, -2, -2, -2, -2, -2];
    // columns 1, 3 and rows 2, 5 (from the origin): 2 x 1 corners in 0..4 x 0..4
    expect(units(square, [0, 0], [2, 3], [{ mu: 0, nu: 1, units: 1 }], 8)).toBe(2);
    expect(units(square, [1, 2], [2, 3], [{ mu: 0, nu: 1, units: 1 }], 8)).toBe(6);
    // walked twice, it counts twice
    expect(units([...square, ...square], [0, 0], [2, 3], [{ mu: 0, nu: 1, units: 1 }], 8)).toBe(4);
  });

  test('counts modulo N', () => {
    for (const n of [0, 3, -3])
      expect(loopPhase([1, 2, -1, -2], [3, 3], [4, 4], [{ mu: 0, nu: 1, units: n }], 3)).toEqual([1, 0]);
    const [re, im] = loopPhase([1, 2, -1, -2], [3, 3], [4, 4], [{ mu: 0, nu: 1, units: 1 }], 3);
    expect([re, im]).toEqual([Math.cos((2 * Math.PI) / 3), Math.sin((2 * Math.PI) / 3)]);
  });

  test('through random loops equals that through a surface of plaquettes', () => {
    const fluxes = [
      { mu: 0, nu: 1, units: 1 },
      { mu: 1, nu: 3, units: 2 },
      { mu: 0, nu: 2, units: 3 },
    ];
    const dims = [2, 3, 2, 3];
    for (let seed = 0; seed < 60; seed++) {
      const loop = randomLoop(4, 16, seed);
      for (const x of everySite(dims)) {
        const expected = fluxThrough(dims, fluxes, x, loop);
        expect(units(loop, x, dims, fluxes, 7)).toBe(((expected % 7) + 7) % 7);
      }
    }
  });
});
