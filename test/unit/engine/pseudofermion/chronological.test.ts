import { expect, test } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { makeDirac } from '../../../../src-engine/dirac/make-dirac.ts';
import { conjugateGradient } from '../../../../src-engine/linear/conjugate-gradient.ts';
import { chronologicalGuesses } from '../../../../src-engine/pseudofermion/chronological.ts';
import { distance, randomVector, valuesOf } from '../../../support/dirac-lab.ts';
import { randomGaugeField } from '../../../support/lattice.ts';
import { seaQuark } from '../../../support/sea-lab.ts';

const gauge = randomGaugeField([4, 4], 2);
const operator = unwrap(makeDirac(gauge, seaQuark({ operator: 'wilson', kappa: 0.21 })));
const { normal } = operator;
const { space } = normal;
const shift = 0.3;
const vectors = [1, 2, 3].map((seed) => randomVector(space.lattice, space.components, seed, 'even'));
/** (A + shift) x */
const image = (x: (typeof vectors)[number]) => {
  const out = space.vector();
  normal.apply(out, x);
  space.addScaled([shift], x, out);
  return out;
};

test('without solutions the guess is zero', () => {
  const x = space.vector();
  space.copy(vectors[0]!, x);
  chronologicalGuesses(normal, 3, shift).guess(x, vectors[1]!);
  expect(space.norm2(x)[0]).toBe(0);
});

test('a solution in the span of the remembered ones is found', () => {
  const guesses = chronologicalGuesses(normal, 3, shift);
  for (const v of vectors) guesses.remember(v);
  const wanted = space.vector();
  space.addScaledComplex([{ re: 0.3, im: -1 }], vectors[0]!, wanted);
  space.addScaledComplex([{ re: -2, im: 0.5 }], vectors[2]!, wanted);
  const x = space.vector();
  guesses.guess(x, image(wanted));
  expect(distance(valuesOf(x), valuesOf(wanted))).toBeLessThan(1e-11);
});

test('the residual of the guess is orthogonal to the remembered solutions', () => {
  const guesses = chronologicalGuesses(normal, 3, shift);
  for (const v of vectors) guesses.remember(v);
  const b = randomVector(space.lattice, space.components, 9, 'even');
  const x = space.vector();
  guesses.guess(x, b);
  const r = image(x);
  space.difference(b, r);
  for (const v of vectors) {
    const { re, im } = space.dot(v, r)[0]!;
    expect(Math.hypot(re, im)).toBeLessThan(1e-11);
  }
});

test('only the last few count, and equal ones once', () => {
  const guesses = chronologicalGuesses(normal, 2, shift);
  for (const v of [vectors[0]!, vectors[1]!, vectors[1]!]) guesses.remember(v);
  const x = space.vector();
  guesses.guess(x, image(vectors[1]!));
  expect(distance(valuesOf(x), valuesOf(vectors[1]!))).toBeLessThan(1e-11);
  guesses.guess(x, image(vectors[0]!));
  expect(distance(valuesOf(x), valuesOf(vectors[0]!))).toBeGreaterThan(0.1);
  guesses.forget();
  guesses.guess(x, vectors[0]!);
  expect(space.norm2(x)[0]).toBe(0);
});

test('a solver that starts from solutions of nearby systems needs fewer iterations', () => {
  const b = randomVector(space.lattice, space.components, 9, 'even');
  const guesses = chronologicalGuesses(normal, 4, shift);
  const x = space.vector();
  const counts: number[] = [];
  for (let step = 0; step < 4; step++) {
    space.addScaled([0.001], vectors[step % 2]!, b);
    guesses.guess(x, b);
    counts.push(
      unwrap(conjugateGradient(normal, b, x, { tolerance: 1e-8, maxIterations: 500, shift })).iterations,
    );
    guesses.remember(x);
  }
  expect(counts.at(-1)!).toBeLessThan(0.8 * counts[0]!);
});
