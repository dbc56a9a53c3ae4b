/**
 * All layers of a flow, one after the other, with the density of what comes out. With x = f(z) and prior r,
 *   log q(x) = log r(z) - log |det df/dz| = log r(f^-1(x)) + log |det df^-1/dx|,
 * kept as one number per site (`logQ`), whose sum over a sample (`sampleSums`) is log q. Losses are functions of x (or z) and linear in log q,
 * with one weight dL/dlog q per sample.
 * Proved by test/unit/engine/learn/run-flow.test.ts.
 */
import type { Field } from '../lattice/lattice.ts';
import type { Flow } from './flow.ts';
import { sampleSums } from './samples.ts';

const clear = (density: Field): void => {
  const kernel = density.lattice.kernel('density clear', (k) => {
    k.store(k.field('density', 1), 0, k.constant(0));
  });
  kernel([density]);
};
const negate = (from: Field, to: Field): void => {
  const kernel = from.lattice.kernel('density negate', (k) => {
    const source = k.field('from', 1);
    const target = k.field('to', 1);
    k.store(target, 0, k.neg(k.load(source, k.here, 0)));
  });
  kernel([from, to]);
};
const add = (from: Field, to: Field): void => {
  const kernel = from.lattice.kernel('density add', (k) => {
    const source = k.field('from', 1);
    const target = k.field('to', 1);
    k.store(target, 0, k.add(k.load(target, k.here, 0), k.load(source, k.here, 0)));
  });
  kernel([from, to]);
};

/** x: z of the prior becomes f(z). logQ <- log q(f(z)). `keep`: for `runBackward`. */
export const runForward = (flow: Flow, x: Field, logQ: Field, keep: boolean): void => {
  flow.prior.logDensity(x, logQ);
  negate(logQ, logQ);
  for (const layer of flow.layers) layer.forward(x, logQ, keep);
  negate(logQ, logQ);
};

/** x becomes z = f^-1(x). logQ <- log q(x). `keep`: for `runBackwardInverse`. */
export const runInverse = (flow: Flow, x: Field, logQ: Field, keep: boolean): void => {
  clear(logQ);
  for (const layer of flow.layers.toReversed()) layer.inverse(x, logQ, keep);
  const logR = flow.lattice.field(1);
  flow.prior.logDensity(x, logR);
  add(logR, logQ);
  flow.lattice.release(logR);
};

/**
 * After a `runForward` that kept: xBar = dL/dx becomes dL/dz through the layers (without what log r(z) itself adds: `prior.addGradient`), and the gradient of the parameters
 * is added. weight = dL/dlog q.
 */
export const runBackward = (flow: Flow, xBar: Field, weight: Field): void => {
  // layers are asked for their log-determinant, which log q is diminished by
  const negative = flow.lattice.field(1);
  negate(weight, negative);
  for (const layer of flow.layers.toReversed()) layer.backward(xBar, negative);
  flow.lattice.release(negative);
};

/**
 * After a `runInverse` that kept, with z its result: bar = dL/dz (for a loss of log q alone: zeros) becomes dL/dx, all of log q included, and the gradient of the
 * parameters is added. weight = dL/dlog q.
 */
export const runBackwardInverse = (flow: Flow, z: Field, bar: Field, weight: Field): void => {
  flow.prior.addGradient(z, weight, bar);
  for (const layer of flow.layers) layer.backwardInverse(bar, weight);
};

/**
 * Difference, for each sample z of the prior, between log q of f(z) as said by the forward and by the inverse pass: rounding for couplings, the error of the
 * integration for continuous flows. Where it is not small, log q is not the density of the samples.
 */
export const densityDeviations = (flow: Flow, z: Field): Float64Array => {
  const { lattice, components } = flow;
  const x = lattice.field(components);
  const logQ = lattice.field(1);
  lattice.copy(z, x);
  runForward(flow, x, logQ, false);
  const there = sampleSums(logQ);
  runInverse(flow, x, logQ, false);
  const back = sampleSums(logQ);
  lattice.release(x);
  lattice.release(logQ);
  return there.map((q, i) => Math.abs(q - back[i]!));
};
