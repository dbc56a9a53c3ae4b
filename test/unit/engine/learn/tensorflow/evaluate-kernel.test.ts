import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { type Density, gradient } from '../../../../../src-engine/kernel/adjoint.ts';
import { atan2, cos, exp, log, sin, sincosTurns, tanh } from '../../../../../src-engine/kernel/math.ts';
import { type Real, type Tracer, trace } from '../../../../../src-engine/kernel/tracer.ts';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { phi4Density } from '../../../../../src-engine/learn/target/phi4.ts';
import { evaluateKernel } from '../../../../../src-engine/learn/tensorflow/evaluate-kernel.ts';
import { type Tensor, tf } from '../../../../../src-engine/learn/tensorflow/tensorflow.ts';
import { freshName, newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import {
  COMPONENTS,
  DIFFERENTIABLE,
  type Program,
  programs,
  recordProgram,
} from '../../../../support/random-kernel.ts';
import { relativeDifference, tensorOf, valuesOf } from '../../../../support/tensor-lab.ts';

/** Since before TensorFlow.js was loaded. */
const printed = vi.hoisted(() => vi.spyOn(console, 'warn'));

/** Sum of a density and its derivative with respect to `field`: by our kernels in f64, and by TensorFlow.js. */
const both = (
  dims: readonly number[],
  components: readonly number[],
  density: (fields: readonly number[], k: Tracer) => Density,
  params: readonly number[],
  field: number,
  samples?: number,
) => {
  const lattice = new Lattice(newDevice(), dims, 'f64', samples);
  const values = components.map((n, i) => someNumbers(lattice.volume * n, 5 + i).map(Math.fround));
  const fields = values.map((v, i) => {
    const f = lattice.field(components[i]!);
    lattice.write(f, v);
    return f;
  });
  const declare = (k: Tracer): number[] => components.map((n, i) => k.field(`f${i}`, n));
  const out = lattice.field(1);
  const slope = lattice.field(components[field]!);
  const evaluate = (k: Tracer): void => {
    const f = declare(k);
    const to = k.field('density', 1);
    k.store(to, 0, density(f, k)(k, k.here));
  };
  lattice.kernel(freshName(), evaluate)([...fields, out], { params });
  lattice.kernel(freshName(), (k) => {
    const f = declare(k);
    const to = k.field('slope', components[field]!);
    gradient(k, density(f, k), f[field]!).forEach((x, c) => k.store(to, c, x));
  })([...fields, slope], { params });

  const graph = trace(freshName(), dims.length, evaluate);
  const count = samples ?? 1;
  const tensors = values.map((v, i) => tensorOf(v, count, dims, components[i]!));
  const zero = tensorOf(new Float64Array(lattice.volume), count, dims, 1);
  const densityOf = (x: Tensor): Tensor =>
    evaluateKernel(graph, [...tensors.map((t, i) => (i === field ? x : t)), zero], params).at(-1)!;
  return {
    density: relativeDifference(valuesOf(densityOf(tensors[field]!)), lattice.read(out)),
    slope: relativeDifference(
      valuesOf(
        tf.grad((x) => tf.add(tf.sum(densityOf(x)), tf.mul(tf.sum(x), tf.scalar(0))))(tensors[field]!),
      ),
      lattice.read(slope),
    ),
  };
};

const randomDensity =
  (program: Program) =>
  (fields: readonly number[], k0: Tracer): Density => {
    const parameters = [k0.param(), k0.param()];
    return (k, x) => {
      const values = recordProgram(k, x, program, { fields, parameters, integers: [] });
      const [a, b] = [1, 2].map((i) => k.move([values.at(-Math.min(i, values.length))!.v], x)[0]!);
      return k.fma(a!, b!, a!);
    };
  };

describe('kernels by TensorFlow.js', () => {
  test('the action of phi^4 on a batch, and its derivative', () => {
    const found = both(
      [4, 3],
      [1],
      ([f], k0) => {
        const [square, quartic, hopping] = [k0.param(), k0.param(), k0.param()];
        return (k, x) => phi4Density(k, f!, x, { square, quartic, hopping });
      },
      [-0.5, 1.2, 1],
      0,
      6,
    );
    expect(found.density).toBeLessThan(1e-6);
    expect(found.slope).toBeLessThan(1e-6);
  });

  test('functions and choices, and their derivatives', () => {
    const found = both(
      [2, 3, 4],
      [2],
      ([f]) =>
        (k, x) => {
          const [a, b] = [k.load(f!, x, 0), k.load(f!, x, 1)];
          const up = k.move([k.load(f!, k.shift(x, 1), 0)], x)[0]!;
          const turns = sincosTurns(k, b);
          const parts = [
            exp(k, a),
            tanh(k, k.neg(b)),
            log(k, k.add(k.constant(2), up)),
            k.mul(sin(k, a), cos(k, b)),
            k.sub(turns.sin, turns.cos),
            atan2(k, a, k.neg(b)),
            k.select(k.lt(a, b), k.mul(a, up), k.abs(b)),
            k.mul(k.min(a, b), k.max(up, b)),
            k.sqrt(k.fma(a, a, k.constant(1))),
            k.div(b, k.add(k.constant(3), a)),
          ];
          return parts.reduce((sum, part) => k.add(sum, part));
        },
      [],
      0,
    );
    expect(found.density).toBeLessThan(2e-6);
    expect(found.slope).toBeLessThan(2e-5);
  });

  test('random densities', () => {
    fc.assert(
      fc.property(programs(DIFFERENTIABLE, 60), fc.constantFrom<0 | 1>(0, 1), (program, target) => {
        const found = both(program.dims, COMPONENTS, randomDensity(program), [0.6875, -1.25], target);
        expect(found.density).toBeLessThan(1e-4);
        expect(found.slope).toBeLessThan(1e-3);
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  test('passes see what earlier ones stored', () => {
    const graph = trace(freshName(), 2, (k) => {
      const [a, b] = [k.field('a', 1), k.field('b', 2)];
      k.store(b, 0, k.mul(k.constant(2), k.load(a, k.here, 0)));
      k.nextPass();
      const [right] = k.move([k.load(a, k.shift(k.here, 0), 0)], k.here) as [Real];
      k.store(b, 1, k.add(k.load(b, k.here, 0), right));
    });
    const a = tensorOf([1, 2, 3, 4], 1, [2, 2], 1);
    const b = tensorOf(new Float64Array(8), 1, [2, 2], 2);
    expect(Array.from(valuesOf(evaluateKernel(graph, [a, b])[1]!))).toEqual([2, 4, 4, 5, 6, 10, 8, 11]);
  });

  test('what has no counterpart is refused', () => {
    const graph = trace(freshName(), 2, (k) => {
      const f = k.field('f', 1);
      k.store(f, 0, k.unit(k.siteIndex(), k.uint(1)));
    });
    expect(() => evaluateKernel(graph, [tensorOf([1, 2, 3, 4], 1, [2, 2], 1)])).toThrow('no unit');
  });

  test('nothing is printed', () => {
    valuesOf(tf.add(tf.scalar(1), tf.scalar(2)));
    expect(printed).not.toHaveBeenCalled();
  });
});
