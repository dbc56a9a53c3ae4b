import { describe, expect, test } from 'vitest';
import { makeCell } from '../../../../../../../src-engine/learn/flow/gauge/spectral/cell.ts';
import { evaluateRows, someNumbers } from '../../../../../../support/kernel-lab.ts';
import { uniforms } from '../../../../../../support/random-field.ts';

const TURN = 2 * Math.PI;

/** Points inside the simplex. */
const points = (colours: number, count: number): number[][] => {
  const next = uniforms(4);
  return Array.from({ length: count }, () => {
    const cuts = Array.from({ length: colours - 1 }, () => TURN * next()).sort((a, b) => a - b);
    return cuts.map((x, i) => x - (cuts[i - 1] ?? 0));
  });
};
/** Haar density of gaps, up to a constant. */
const haar = (gaps: readonly number[]): number => {
  const rest = TURN - gaps.reduce((a, b) => a + b, 0);
  return (gaps.length === 1 ? gaps : [...gaps, rest]).reduce((p, g) => p * Math.sin(g / 2) ** 2, 1);
};

describe.each([2, 3])('SU(%d)', (colours) => {
  const cell = makeCell(colours, 4);
  const n = colours - 1;
  const p = [...someNumbers(cell.parameters, 6)].map((x) => 1.5 * x);
  const move = (rows: number[][], direction: 'forward' | 'inverse', parameters = p) =>
    evaluateRows(
      rows.map((row) => [...row, ...parameters]),
      (k, x) => {
        const { gaps, logJ } = cell.move(k, direction, x.slice(0, n), x.slice(n));
        return [...gaps, logJ];
      },
    );
  const inside = points(colours, 60);

  test('zeros are the identity', () => {
    const out = move(
      inside,
      'forward',
      p.map(() => 0),
    );
    out.forEach((row, i) => {
      inside[i]!.forEach((g, j) => expect(row[j]).toBeCloseTo(g, 11));
      expect(row[n]).toBeCloseTo(0, 9);
    });
  });

  test('maps the simplex into itself, corners to corners, and back', () => {
    const there = move(inside, 'forward');
    const back = move(
      there.map((row) => row.slice(0, n)),
      'inverse',
    );
    there.forEach((row, i) => {
      const gaps = row.slice(0, n);
      expect(Math.min(...gaps, TURN - gaps.reduce((a, b) => a + b, 0))).toBeGreaterThan(0);
      inside[i]!.forEach((g, j) => expect(back[i]![j]).toBeCloseTo(g, 10));
      expect(back[i]![n]).toBeCloseTo(-row[n]!, 8);
    });
    const corners =
      colours === 2
        ? [[0], [TURN]]
        : [
            [0, 0],
            [TURN, 0],
            [0, TURN],
          ];
    move(corners, 'forward').forEach((row, i) => {
      corners[i]!.forEach((g, j) => expect(row[j]).toBeCloseTo(g, 12));
      expect(Number.isFinite(row[n]!)).toBe(true);
    });
  });

  test('log-determinant with respect to Haar measure, by differences', () => {
    const h = 1e-5;
    const there = move(inside, 'forward');
    const column = (j: number): number[][] => {
      const at = (e: number) =>
        move(
          inside.map((row) => row.map((g, i) => g + (i === j ? e : 0))),
          'forward',
        );
      const [up, down] = [at(h), at(-h)];
      return up.map((row, i) => row.slice(0, n).map((g, c) => (g - down[i]![c]!) / (2 * h)));
    };
    const columns = Array.from({ length: n }, (_, j) => column(j));
    inside.forEach((gaps, i) => {
      const [a, b] = columns.map((c) => c[i]!);
      const det = n === 1 ? a![0]! : a![0]! * b![1]! - a![1]! * b![0]!;
      const wanted = Math.log((det * haar(there[i]!.slice(0, n))) / haar(gaps));
      expect(there[i]![n]).toBeCloseTo(wanted, 4);
    });
  });

  test('the density of what comes out integrates to one: one matrix, by quadrature', () => {
    // q of an image is the determinant of the inverse map; its integral over Haar measure is one
    const steps = colours === 2 ? 4000 : 240;
    const grid: number[][] = [];
    for (let i = 0; i < steps; i++) {
      const a = (TURN * (i + 0.5)) / steps;
      if (colours === 2) grid.push([a]);
      else for (let j = 0; i + j < steps - 1; j++) grid.push([a, (TURN * (j + 0.5)) / steps]);
    }
    const out = move(grid, 'inverse');
    const total = grid.reduce((sum, gaps) => sum + haar(gaps), 0);
    const density = grid.reduce((sum, gaps, i) => sum + haar(gaps) * Math.exp(out[i]![n]!), 0);
    expect(density / total).toBeCloseTo(1, colours === 2 ? 5 : 3);
  });
});

test('one SU(2) matrix: reweighting by quadrature gives 2 I_1(beta)/beta whatever the map', () => {
  const beta = 2.2;
  const cell = makeCell(2, 4);
  const p = [...someNumbers(cell.parameters, 8)];
  const steps = 4000;
  const grid = Array.from({ length: steps }, (_, i) => [(TURN * (i + 0.5)) / steps]);
  const out = evaluateRows(
    grid.map((row) => [...row, ...p]),
    (k, x) => {
      const { gaps, logJ } = cell.move(k, 'forward', x.slice(0, 1), x.slice(1));
      return [gaps[0]!, logJ];
    },
  );
  const total = grid.reduce((sum, gaps) => sum + haar(gaps), 0);
  const z = grid.reduce(
    (sum, gaps, i) => sum + (haar(gaps) / total) * Math.exp(beta * Math.cos(out[i]![0]! / 2) + out[i]![1]!),
    0,
  );
  // I_1 by its series
  let bessel = 0;
  for (let m = 0, term = beta / 2; m < 30; m++, term *= (beta / 2) ** 2 / (m * (m + 1))) bessel += term;
  expect(Math.log(z)).toBeCloseTo(Math.log((2 * bessel) / beta), 5);
});
