import { expect, test } from 'vitest';
import { gammaBasis } from '../../../../src-engine/dirac/gamma.ts';
import { addReconstructed, project, type Spinor } from '../../../../src-engine/dirac/spinor.ts';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { evaluateRows, someNumbers } from '../../../support/kernel-lab.ts';

const I_POWERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

test.each([2, 4])('half spinors stand for 1 +- g_mu in %d dimensions', (d) => {
  const { spins, gamma } = gammaBasis(d);
  const values = [...someNumbers(4 * spins, 3)];
  gamma.forEach((g, mu) => {
    for (const sign of [1, -1] as const) {
      const [out] = evaluateRows([values], (k, x) => {
        const psi: Spinor = range(spins).map((s) =>
          range(2).map((c) => ({ re: x[2 * (2 * s + c)]!, im: x[2 * (2 * s + c) + 1]! })),
        );
        const sums = psi.map((row) => [...row]);
        project(k, g, sign, psi).forEach((row, s) => addReconstructed(k, g, sign, s, row, sums));
        return sums.flat().flatMap((z) => [z.re, z.im]);
      });
      // psi + (1 + sign g) psi, by the matrix
      const expected = range(spins).flatMap((s) =>
        range(2).flatMap((c) => {
          const [a, b] = I_POWERS[g.phase[s]!]!;
          const [re, im] = [2 * (2 * g.column[s]! + c), 2 * (2 * g.column[s]! + c) + 1].map(
            (i) => values[i]!,
          );
          const own = 2 * (2 * s + c);
          return [
            2 * values[own]! + sign * (a * re! - b * im!),
            2 * values[own + 1]! + sign * (a * im! + b * re!),
          ];
        }),
      );
      out!.forEach((x, i) => expect(x, `mu ${mu} sign ${sign} component ${i}`).toBeCloseTo(expected[i]!, 14));
    }
  });
});
