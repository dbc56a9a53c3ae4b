/**
 * A network small enough to check by hand, with parameters: y_c = b_c + v_c tanh(a x + n sum_mu (x(+mu) + x(-mu))). Its adjoint is derived;
 * gradients of parameters are sums over all sites of all samples.
 */
import { gradient } from '../../src-engine/kernel/adjoint.ts';
import type { Site } from '../../src-engine/kernel/graph.ts';
import { tanh } from '../../src-engine/kernel/math.ts';
import type { Real, Tracer } from '../../src-engine/kernel/tracer.ts';
import type { Field, Lattice } from '../../src-engine/lattice/lattice.ts';
import type { Network } from '../../src-engine/learn/network.ts';
import type { ParameterPiece, Parameters } from '../../src-engine/learn/parameters.ts';

export const tinyNetwork = (
  lattice: Lattice,
  parameters: Parameters,
  name: string,
  outputs: number,
  numbers: () => number,
): Network => {
  const count = 2 + 2 * outputs;
  const known = parameters.pieces.find((piece) => piece.name === name);
  const piece: ParameterPiece =
    known ??
    parameters.add(
      name,
      [count],
      Float32Array.from({ length: count }, () => numbers() - 0.5),
    );
  const own = (): Float32Array => parameters.values().subarray(piece.offset, piece.offset + count);
  const y = lattice.field(outputs);
  const xBar = lattice.field(1);
  let input: Field | undefined;

  const activation = (k: Tracer, x: number, at: Site, self: Real, around: Real): Real => {
    let sum: Real | undefined;
    for (let mu = 0; mu < k.dimensions; mu++)
      for (const step of [1, -1]) {
        const [value] = k.move([k.load(x, k.shift(at, mu, step), 0)], at) as [Real];
        sum = sum ? k.add(sum, value) : value;
      }
    return tanh(k, k.fma(around, sum!, k.mul(self, k.load(x, at, 0))));
  };
  const params = (k: Tracer): Real[] => Array.from({ length: count }, () => k.param());
  const forward = lattice.kernel(`tiny network ${outputs}`, (k) => {
    const x = k.field('x', 1);
    const out = k.field('y', outputs);
    const p = params(k);
    const h = activation(k, x, k.here, p[0]!, p[1]!);
    for (let c = 0; c < outputs; c++) k.store(out, c, k.fma(p[2 + 2 * c]!, h, p[3 + 2 * c]!));
  });
  const loss = (k: Tracer, x: number, yBar: number, p: readonly Real[], at: Site): Real => {
    const h = activation(k, x, at, p[0]!, p[1]!);
    let sum: Real | undefined;
    for (let c = 0; c < outputs; c++) sum = k.fma(k.load(yBar, at, c), k.mul(p[2 + 2 * c]!, h), sum);
    return sum!;
  };
  const backward = lattice.kernel(`tiny network ${outputs} backward`, (k) => {
    const x = k.field('x', 1);
    const yBar = k.field('yBar', outputs);
    const bar = k.field('xBar', 1);
    const p = params(k);
    k.store(bar, 0, gradient(k, (kk, at) => loss(kk, x, yBar, p, at), x)[0]!);
    // parameters: by hand
    const h = activation(k, x, k.here, p[0]!, p[1]!);
    let hBar: Real | undefined;
    for (let c = 0; c < outputs; c++) hBar = k.fma(k.load(yBar, k.here, c), p[2 + 2 * c]!, hBar);
    const z = k.mul(hBar!, k.sub(k.constant(1), k.mul(h, h)));
    let around: Real | undefined;
    for (let mu = 0; mu < k.dimensions; mu++)
      for (const step of [1, -1]) {
        const [value] = k.move([k.load(x, k.shift(k.here, mu, step), 0)], k.here) as [Real];
        around = around ? k.add(around, value) : value;
      }
    k.reduce(k.mul(z, k.load(x, k.here, 0)));
    k.reduce(k.mul(z, around!));
    for (let c = 0; c < outputs; c++) {
      k.reduce(k.mul(k.load(yBar, k.here, c), h));
      k.reduce(k.load(yBar, k.here, c));
    }
  });
  return {
    inputs: 1,
    outputs,
    forward: (x) => {
      input = x;
      forward([x, y], { params: [...own()] });
      return y;
    },
    backward: (yBar) => {
      const sums = backward([input!, yBar, xBar], { params: [...own()] });
      const gradients = parameters.gradient();
      sums.forEach((g, i) => {
        gradients[piece.offset + i] = gradients[piece.offset + i]! + g;
      });
      return xBar;
    },
    release: () => {
      lattice.release(y);
      lattice.release(xBar);
    },
  };
};
