import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { makeCoupling } from '../../../../../src-engine/learn/flow/coupling.ts';
import { checkerboard } from '../../../../../src-engine/learn/flow/masks.ts';
import { splineTransform } from '../../../../../src-engine/learn/flow/spline.ts';
import { makeParameters } from '../../../../../src-engine/learn/parameters.ts';
import { determinantError, gradientErrors, mapValues } from '../../../../support/flow-check.ts';
import { evaluateRows, newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { uniforms } from '../../../../support/random-field.ts';
import { tinyNetwork } from '../../../../support/tiny-network.ts';

const BINS = 5;
/** Scale, shift, and those of the spline. */
const NUMBERS = 3 * BINS + 1;
const numbers = (length: number, seed: number, size: number): number[] =>
  [...someNumbers(length, seed)].map((x) => size * x);

const evaluate = (rows: number[][], direction: 'forward' | 'inverse', precision: 'f32' | 'f64' = 'f64') =>
  evaluateRows(
    rows,
    (k, [x, ...p]) => {
      const { value, logSlope } = splineTransform(BINS)[direction](k, x!, p);
      return [value, logSlope];
    },
    { precision },
  );

const parameters = numbers(NUMBERS, 3, 2);
const [scale, shift] = [Math.exp(parameters[0]!), parameters[1]!];
const line = Array.from({ length: 161 }, (_, i) => -5 + i / 16);

test('what is said as zeros is the identity', () => {
  const out = evaluate(
    line.map((x) => [x, ...parameters.map(() => 0)]),
    'forward',
  );
  line.forEach((x, i) => {
    expect(out[i]![0]!).toBeCloseTo(x, 12);
    expect(out[i]![1]!).toBeCloseTo(0, 12);
  });
});

test('rises with the slope it says, continuously differentiable, outside a straight line', () => {
  const h = 1e-5;
  // knots included: slopes are continuous, so that one-sided ones agree
  const said = evaluate(
    line.map((x) => [x, ...parameters]),
    'forward',
  );
  const above = evaluate(
    line.map((x) => [x + h, ...parameters]),
    'forward',
  );
  const below = evaluate(
    line.map((x) => [x - h, ...parameters]),
    'forward',
  );
  let bent = 0;
  line.forEach((x, i) => {
    const [y, logSlope] = said[i]! as [number, number];
    const right = (above[i]![0]! - y) / h;
    const left = (y - below[i]![0]!) / h;
    expect(Math.log(right)).toBeCloseTo(logSlope, 2);
    expect(Math.log(left)).toBeCloseTo(logSlope, 2);
    const straight = scale * x + shift;
    if (Math.abs(x) > 4) expect(y).toBeCloseTo(straight, 12);
    else bent = Math.max(bent, Math.abs(y - straight));
  });
  expect(bent).toBeGreaterThan(0.3);
});

test.each([
  ['f64', 1e-12],
  ['f32', 1e-4],
] as const)('%s: the inverse undoes it, for any parameters', (precision, tolerance) => {
  const rows = line.map((x, i) => [x, ...numbers(NUMBERS, 100 + i, i % 3 === 0 ? 6 : 2)]);
  const there = evaluate(rows, 'forward', precision);
  const back = evaluate(
    rows.map(([, ...p], i) => [there[i]![0]!, ...p]),
    'inverse',
    precision,
  );
  line.forEach((x, i) => {
    // a rounding of y is enlarged by 1/slope
    const slope = Math.exp(there[i]![1]!);
    expect(Math.abs(back[i]![0]! - x) * Math.min(1, slope)).toBeLessThan(tolerance);
    expect(Math.abs(back[i]![1]! + there[i]![1]!) * Math.min(1, slope)).toBeLessThan(100 * tolerance);
  });
});

const build = (dims: readonly number[], samples: number) => {
  const lattice = new Lattice(newDevice(), dims, 'f64', samples);
  const all = makeParameters(lattice.device);
  const next = uniforms(3);
  const transform = splineTransform(BINS);
  const network = tinyNetwork(lattice, all, 'coupling', transform.parameters, () => 2 * next() - 0.5);
  return { lattice, all, layer: makeCoupling('coupling', checkerboard(lattice, 0), network, transform) };
};

test('coupling: log-determinant against the Jacobian, back and forth', () => {
  const { lattice, layer } = build([4, 4], 64);
  // three numbers lie outside the interval
  const point = someNumbers(16, 7).map((x, i) => (i % 5 === 0 ? 5 : 2) * x);
  expect(determinantError(lattice, 1, layer.forward, point)).toBeLessThan(1e-7);
  expect(determinantError(lattice, 1, layer.inverse, point)).toBeLessThan(1e-7);
  const input = someNumbers(lattice.volume, 2).map((x) => 3 * x);
  const there = mapValues(lattice, 1, layer.forward, input);
  const back = mapValues(lattice, 1, layer.inverse, there.x);
  expect(Math.max(...back.x.map((x, i) => Math.abs(x - input[i]!)))).toBeLessThan(1e-11);
  expect(Math.max(...back.logJ.map((x, i) => Math.abs(x + there.logJ[i]!)))).toBeLessThan(1e-10);
});

test('coupling: gradients against differences, both directions', () => {
  const { lattice, layer, all } = build([4, 4], 4);
  const input = someNumbers(lattice.volume, 9);
  const { forward, inverse, backward, backwardInverse } = layer;
  for (const map of [
    { run: forward, back: backward },
    { run: inverse, back: backwardInverse },
  ]) {
    const errors = gradientErrors(lattice, 1, map, all, input, { step: 2e-5, parameterStep: 1e-4 });
    expect(errors.inputs).toBeLessThan(1e-5);
    expect(errors.parameters).toBeLessThan(1e-5);
  }
});
