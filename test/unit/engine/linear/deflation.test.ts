import { describe, expect, test } from 'vitest';
import { conjugateGradient } from '../../../../src-engine/linear/conjugate-gradient.ts';
import { deflatedGuess } from '../../../../src-engine/linear/deflation.ts';
import { lowestEigenpairs } from '../../../../src-engine/linear/lanczos.ts';
import { newLattice } from '../../../support/lattice.ts';
import { randomVector, testOperator, trueRelative } from '../../../support/test-operator.ts';

describe.each([1, 3])('%i right-hand sides', (blocks) => {
  const lattice = newLattice([12, 12]);
  const options = { mass2: 1e-4, angles: [0.01, 0.02], width: 1 };
  const one = testOperator(lattice, options);
  const a = testOperator(lattice, { ...options, blocks });
  const found = lowestEigenpairs(one, { count: 9, tolerance: 1e-11, maxIterations: 5000 });
  if (!found.ok) throw new Error(found.error.message);
  const pairs = found.value;
  const cg = { tolerance: 1e-9, maxIterations: 5000 };

  test('the guess leaves a residual orthogonal to the low modes, from any start', () => {
    const [b, x] = [randomVector(a), randomVector(a, 2)];
    deflatedGuess(a, pairs, b, x, { shift: 0.001 });
    const r = a.space.vector();
    a.apply(r, x);
    a.space.addScaled(new Array<number>(blocks).fill(0.001), x, r);
    a.space.difference(b, r);
    const values = lattice.read(r);
    for (const v of pairs.vectors) {
      const mode = lattice.read(v);
      for (let block = 0; block < blocks; block++) {
        let [re, im] = [0, 0];
        for (let n = 0; n < 144; n++) {
          const [p, q] = [mode[2 * n]!, mode[2 * n + 1]!];
          const [u, w] = [values[2 * (n * blocks + block)]!, values[2 * (n * blocks + block) + 1]!];
          re += p * u + q * w;
          im += p * w - q * u;
        }
        expect(Math.hypot(re, im)).toBeLessThan(1e-7);
      }
    }
  });

  test('iterations fall, the solution is the same', () => {
    const b = randomVector(a);
    const [x, y] = [a.space.vector(), a.space.vector()];
    const plain = conjugateGradient(a, b, x, cg);
    deflatedGuess(a, pairs, b, y);
    const deflated = conjugateGradient(a, b, y, cg);
    if (!plain.ok || !deflated.ok) throw new Error('not solved');
    expect(deflated.value.iterations).toBeLessThan(0.8 * plain.value.iterations);
    expect(trueRelative(a, b, y)).toBeLessThan(2e-9);
  });
});
