import { describe, expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import {
  chargeModes,
  chargeProbabilities,
  chargesOf,
  lostModes,
  signModes,
} from '../../../../../src-engine/learn/train/modes.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';

describe('topological charges of U(1)', () => {
  test.each([
    [8, 1, 2.60071911],
    [8, 2, 1.23929891],
    [8, 4, 0.48201593],
    [16, 7, 1.00641416],
  ])('L = %d, beta = %d: <Q^2> = %d', (l, beta, square) => {
    const p = chargeProbabilities(beta, l * l, 20);
    let sum = 0;
    let squares = 0;
    for (const [q, x] of p) {
      sum += x;
      squares += q * q * x;
    }
    expect(sum).toBeCloseTo(1, 9);
    expect(squares).toBeCloseTo(square, 7);
  });

  test('are those of fields made to have them', () => {
    // constant flux 2 pi Q / V through every plaquette
    const [l, t] = [6, 4];
    const volume = l * t;
    const lattice = new Lattice(newDevice(), [l, t], 'f64', 4);
    const charges = [0, 1, -2, 3];
    const angles = new Float64Array(4 * volume * 2);
    charges.forEach((q, s) => {
      const flux = (2 * Math.PI * q) / volume;
      for (let x = 0; x < l; x++)
        for (let y = 0; y < t; y++) {
          const site = s * volume + x + l * y;
          angles[2 * site + 1] = flux * x;
          if (x === l - 1) angles[2 * site] = -flux * l * y;
        }
    });
    const field = lattice.field(2);
    lattice.write(field, angles);
    expect([...chargesOf(field)].map((q) => q + 0)).toEqual(charges);
  });
});

describe('lost modes', () => {
  const modes = chargeModes(2, 64);
  test('every charge that counts, seen as often as it should be', () => {
    const labels: number[] = [];
    for (const [q, p] of modes.probabilities) for (let i = 0; i < Math.round(1000 * p); i++) labels.push(q);
    expect(lostModes(modes, Float64Array.from(labels))).toEqual([]);
    expect(
      lostModes(
        modes,
        Float64Array.from(labels, (q) => Math.max(q, -1)),
      ),
    ).toEqual([-2]);
  });

  test('one sign', () => {
    expect(lostModes(signModes, new Float64Array(100).fill(1))).toEqual([-1]);
    expect(lostModes(signModes, new Float64Array(30).fill(1))).toEqual([]);
    const lattice = new Lattice(newDevice(), [2, 2], 'f64', 2);
    const field = lattice.field(1);
    lattice.write(field, Float64Array.of(1, -3, 1, 0.5, 1, 1, 1, -2));
    expect([...signModes.label(field)]).toEqual([-1, 1]);
  });
});
