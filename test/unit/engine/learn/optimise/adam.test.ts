import { describe, expect, test } from 'vitest';
import { type AdamOptions, makeAdam } from '../../../../../src-engine/learn/optimise/adam.ts';
import { clippingScale, gradientNorm } from '../../../../../src-engine/learn/optimise/gradient-norm.ts';
import { makeParameters } from '../../../../../src-engine/learn/parameters.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';

const LENGTH = 11;
const STEPS = 5;
const rates = [1e-2, 1e-2, 5e-3, 2e-2, 1e-3];
const gradientOf = (step: number): Float32Array => Float32Array.from(someNumbers(LENGTH, 50 + step));

const lab = (options: AdamOptions) => {
  const device = newDevice();
  const parameters = makeParameters(device);
  parameters.add('w', [LENGTH], Float32Array.from(someNumbers(LENGTH, 7)));
  const optimiser = makeAdam(device, parameters, options);
  const step = (n: number): void => {
    parameters.gradient().set(gradientOf(n));
    optimiser.step(rates[n]!);
  };
  return { parameters, optimiser, step };
};

/** The papers' algorithms, number by number: moments with their corrections first, then the step. */
const reference = ({
  kind,
  weightDecay = 0,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: AdamOptions): number[] =>
  Array.from(Float32Array.from(someNumbers(LENGTH, 7)), (start, i) => {
    let w = start;
    let m = 0;
    let v = 0;
    for (let t = 1; t <= STEPS; t++) {
      const rate = rates[t - 1]!;
      let g = gradientOf(t - 1)[i]!;
      if (kind === 'adam') g += weightDecay * w;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const corrected = m / (1 - beta1 ** t) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
      w -= rate * (corrected + (kind === 'adamw' ? weightDecay * w : 0));
    }
    return w;
  });

const CASES: readonly AdamOptions[] = [
  { kind: 'adam' },
  { kind: 'adam', weightDecay: 0.1 },
  { kind: 'adamw', weightDecay: 0.1 },
  { kind: 'adam', beta1: 0.5, beta2: 0.9, epsilon: 1e-2 },
];

describe('the optimiser', () => {
  test.each(CASES)('$kind, decay $weightDecay, follows its formula', (options) => {
    const { parameters, step } = lab(options);
    for (let n = 0; n < STEPS; n++) step(n);
    const expected = reference(options);
    parameters.values().forEach((w, i) => {
      expect(Math.abs(w - expected[i]!)).toBeLessThan(5e-7);
    });
    expect(parameters.version).toBe(STEPS);
  });

  test('first steps by the rate against the sign of the gradient', () => {
    const { parameters, step } = lab({ kind: 'adam' });
    const before = parameters.values().slice();
    step(0);
    parameters.values().forEach((w, i) => {
      expect(w).toBeCloseTo(before[i]! - rates[0]! * Math.sign(gradientOf(0)[i]!), 6);
    });
  });

  test('continues from its state with the same bits', () => {
    const whole = lab({ kind: 'adamw', weightDecay: 0.01 });
    for (let n = 0; n < STEPS; n++) whole.step(n);
    const first = lab({ kind: 'adamw', weightDecay: 0.01 });
    for (let n = 0; n < 2; n++) first.step(n);
    const second = lab({ kind: 'adamw', weightDecay: 0.01 });
    second.parameters.values().set(first.parameters.values());
    second.optimiser.restore(first.optimiser.state());
    for (let n = 2; n < STEPS; n++) second.step(n);
    expect(second.parameters.values()).toEqual(whole.parameters.values());
    expect(second.optimiser.state()).toEqual(whole.optimiser.state());
  });

  test('multiplies the gradient first', () => {
    const [a, b] = [lab({ kind: 'adam' }), lab({ kind: 'adam' })];
    a.parameters.gradient().set(gradientOf(0).map((g) => g / 4));
    a.optimiser.step(0.1);
    b.parameters.gradient().set(gradientOf(0));
    b.optimiser.step(0.1, 0.25);
    expect(b.optimiser.state()).toEqual(a.optimiser.state());
  });
});

describe('the norm of a gradient', () => {
  test('is Euclidean, and clipping makes it the limit', () => {
    const gradient = Float32Array.of(3, 0, -4);
    expect(gradientNorm(gradient)).toBe(5);
    expect(clippingScale(5, 0)).toBe(1);
    expect(clippingScale(5, 10)).toBe(1);
    expect(5 * clippingScale(5, 2)).toBeCloseTo(2, 6);
    expect(5 * clippingScale(5, 2)).toBeLessThan(2);
  });
});
