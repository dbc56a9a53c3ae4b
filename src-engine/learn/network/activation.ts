/**
 * Activations: y = f(z), and f'(z) from what is kept: the output where that is enough, otherwise the input.
 *   leaky-relu: z, or z/100 below zero (the slope that PyTorch takes);  silu: z / (1 + exp(-z)).
 * Proved by test/unit/engine/learn/network/network.test.ts against differences.
 */
import type { NetworkSpec } from '../../api/spec/flow-spec.ts';
import { exp, tanh } from '../../kernel/math.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';

export interface Activation {
  readonly name: NetworkSpec['activation'] | NetworkSpec['finalActivation'];
  readonly keeps: 'output' | 'input';
  readonly value: (k: Tracer, z: Real) => Real;
  /** f'(z) of y or z, whichever is kept. */
  readonly slope: (k: Tracer, kept: Real) => Real;
}

const one = (k: Tracer): Real => k.constant(1);
const LEAK = 0.01;

const rectifier = (name: 'relu' | 'leaky-relu', leak: number): Activation => ({
  name,
  keeps: 'output',
  value: (k, z) => k.max(z, k.mul(k.constant(leak), z)),
  slope: (k, y) => k.select(k.lt(k.constant(0), y), one(k), k.constant(leak)),
});

const sigmoid = (k: Tracer, z: Real): Real => k.div(one(k), k.add(one(k), exp(k, k.neg(z))));

const ACTIVATIONS: Readonly<Record<Activation['name'], Activation>> = {
  none: { name: 'none', keeps: 'output', value: (_, z) => z, slope: one },
  tanh: {
    name: 'tanh',
    keeps: 'output',
    value: tanh,
    slope: (k, y) => k.sub(one(k), k.mul(y, y)),
  },
  relu: rectifier('relu', 0),
  'leaky-relu': rectifier('leaky-relu', LEAK),
  silu: {
    name: 'silu',
    keeps: 'input',
    value: (k, z) => k.mul(z, sigmoid(k, z)),
    slope: (k, z) => {
      const s = sigmoid(k, z);
      return k.mul(s, k.fma(z, k.sub(one(k), s), one(k)));
    },
  },
};

export const activationOf = (name: Activation['name']): Activation => ACTIVATIONS[name];
