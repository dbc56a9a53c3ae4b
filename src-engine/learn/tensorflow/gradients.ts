/**
 * Derivatives of the operations of TensorFlow.js that we use. Its build for Node registers none, and the files that would (dist/gradients) are modules that
 * only bundlers can load; so the few that are needed are said here, and hold in Node, in tests and in bundles alike.
 * Proved by test/unit/engine/learn/tensorflow/gradients.test.ts.
 */
import * as tf from '@tensorflow/tfjs-core';

type Derivatives = Record<string, () => tf.Tensor>;
type Saved = readonly tf.Tensor[];
/** Given the cotangent of the output, what was saved (inputs, then outputs) and the attributes. */
type Rule = (dy: tf.Tensor, saved: Saved, attributes: Record<string, unknown>) => Derivatives;

/** Sums over what was broadcast. */
const shapedAs = (dx: tf.Tensor, shape: readonly number[]): tf.Tensor => {
  const missing = dx.rank - shape.length;
  const axes = dx.shape.flatMap((extent, axis) =>
    axis < missing || (shape[axis - missing] === 1 && extent > 1) ? [axis] : [],
  );
  return tf.reshape(axes.length > 0 ? tf.sum(dx, axes) : dx, [...shape]);
};

const register = (kernelName: string, inputs: readonly string[], outputs: boolean, rule: Rule): void =>
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputs],
    outputsToSave: outputs ? [true] : [],
    gradFunc: (dy, saved, attributes) =>
      rule(dy as tf.Tensor, saved, attributes as unknown as Record<string, unknown>),
  });

/** dy times partial derivatives of a function of a and b. */
const binary = (
  name: string,
  partials: (a: tf.Tensor, b: tf.Tensor) => readonly [() => tf.Tensor, () => tf.Tensor],
): void =>
  register(name, ['a', 'b'], false, (dy, saved) => {
    const [a, b] = saved as readonly [tf.Tensor, tf.Tensor];
    const [byA, byB] = partials(a, b);
    return {
      a: () => shapedAs(tf.mul(dy, byA()), a.shape),
      b: () => shapedAs(tf.mul(dy, byB()), b.shape),
    };
  });

/** dy times f'(x), from x and y. */
const unary = (name: string, slope: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor): void =>
  register(name, ['x'], true, (dy, saved) => ({
    x: () => tf.mul(dy, slope(saved[0]!, saved[1]!)),
  }));

const float = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32');
const one = (): tf.Tensor => tf.scalar(1);

const registerArithmetic = (): void => {
  const minusOne = (): tf.Tensor => tf.scalar(-1);
  binary(tf.Add, () => [one, one]);
  binary(tf.Sub, () => [one, minusOne]);
  binary(tf.Multiply, (a, b) => [() => b, () => a]);
  binary(tf.RealDiv, (a, b) => [() => tf.reciprocal(b), () => tf.neg(tf.div(a, tf.square(b)))]);
  binary(tf.Minimum, (a, b) => [() => float(tf.lessEqual(a, b)), () => float(tf.greater(a, b))]);
  binary(tf.Maximum, (a, b) => [() => float(tf.greaterEqual(a, b)), () => float(tf.less(a, b))]);
  binary(tf.Atan2, (y, x) => {
    const square = (): tf.Tensor => tf.add(tf.square(x), tf.square(y));
    return [() => tf.div(x, square()), () => tf.neg(tf.div(y, square()))];
  });
  unary(tf.Neg, minusOne);
  unary(tf.Abs, (x) => tf.sign(x));
  unary(tf.Sqrt, (_, y) => tf.div(tf.scalar(0.5), y));
  unary(tf.Exp, (_, y) => y);
  unary(tf.Log, (x) => tf.reciprocal(x));
  unary(tf.Sin, (x) => tf.cos(x));
  unary(tf.Cos, (x) => tf.neg(tf.sin(x)));
  unary(tf.Tanh, (_, y) => tf.sub(one(), tf.square(y)));
  unary(tf.Sigmoid, (_, y) => tf.mul(y, tf.sub(one(), y)));
  unary(tf.Round, (x) => tf.zerosLike(x));
};

/** Masks have no slope, and pass on that of what they choose. */
const registerMasks = (): void => {
  const flat: Rule = (_, saved) => {
    const [a, b] = saved as readonly [tf.Tensor, tf.Tensor];
    return { a: () => tf.zeros(a.shape), b: () => tf.zeros(b.shape) };
  };
  for (const name of [tf.Less, tf.LessEqual, tf.LogicalAnd, tf.LogicalOr])
    register(name, ['a', 'b'], false, flat);
  register(tf.Select, ['condition'], false, (dy, [condition]) => ({
    condition: () => tf.zeros(condition!.shape),
    t: () => tf.mul(dy, float(condition!)),
    e: () => tf.mul(dy, float(tf.logicalNot(condition!))),
  }));
};

const registerShapes = (): void => {
  register(tf.Identity, [], false, (dy) => ({ x: () => dy }));
  register(tf.Reshape, ['x'], false, (dy, [x]) => ({ x: () => tf.reshape(dy, x!.shape) }));
  register(tf.Sum, ['x'], false, (dy, [x], { axis }) => {
    const summed = new Set(tf.util.parseAxisParam(axis as number | number[], x!.shape));
    const kept = x!.shape.map((extent, i) => (summed.has(i) ? 1 : extent));
    return { x: () => tf.mul(tf.reshape(dy, kept), tf.onesLike(x!)) };
  });
  register(tf.Slice, ['x'], false, (dy, [x], { begin }) => {
    const from = begin as readonly number[];
    const padding = x!.shape.map((extent, i): [number, number] => [
      from[i] ?? 0,
      extent - (from[i] ?? 0) - dy.shape[i]!,
    ]);
    return { x: () => tf.pad(dy, padding) };
  });
  tf.registerGradient({
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const axis = (attributes as unknown as { readonly axis: number }).axis;
      const parts = tf.split(
        dy as tf.Tensor,
        saved.map((x) => x.shape[axis]!),
        axis,
      );
      return Object.fromEntries(parts.map((part, i) => [i, () => part]));
    },
  });
  register(tf.Transpose, [], false, (dy, _, { perm }) => ({
    x: () => tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(perm as number[])),
  }));
};

const registerProducts = (): void => {
  register(tf.Conv2D, ['x', 'filter'], false, (dy, saved, { strides, pad, dataFormat }) => {
    const [x, filter] = saved as readonly [tf.Tensor4D, tf.Tensor4D];
    const attributes = { strides, pad, dataFormat, dimRoundingMode: undefined };
    const run = (kernel: string, inputs: tf.NamedTensorMap, shape: object): tf.Tensor =>
      tf.engine().runKernel(kernel, inputs, { ...attributes, ...shape } as never) as tf.Tensor;
    return {
      x: () => run(tf.Conv2DBackpropInput, { dy, filter }, { inputShape: x.shape }),
      filter: () => run(tf.Conv2DBackpropFilter, { x, dy }, { filterShape: filter.shape }),
    };
  });
  // of a b, neither transposed
  register(tf.BatchMatMul, ['a', 'b'], false, (dy, saved) => {
    const [a, b] = saved as readonly [tf.Tensor, tf.Tensor];
    return { a: () => tf.matMul(dy, b, false, true), b: () => tf.matMul(a, dy, true, false) };
  });
};

export const registerGradients = (): void => {
  registerArithmetic();
  registerMasks();
  registerShapes();
  registerProducts();
};
