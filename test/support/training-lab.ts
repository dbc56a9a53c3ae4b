/** Small flows of a scalar field for tests of training and sampling, and averages over their prior without random numbers. */
import type { AffineFlowSpec } from '../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { Device } from '../../src-engine/kernel/device.ts';
import type { Precision } from '../../src-engine/kernel/graph.ts';
import type { Flow } from '../../src-engine/learn/flow.ts';
import { makeFlow } from '../../src-engine/learn/make-flow.ts';
import type { Parameters } from '../../src-engine/learn/parameters.ts';
import { runForward } from '../../src-engine/learn/run-flow.ts';
import { sampleSums } from '../../src-engine/learn/samples.ts';
import type { Target } from '../../src-engine/learn/target.ts';

export const SMALL_SPEC: AffineFlowSpec = {
  kind: 'affine',
  couplings: 4,
  network: 'convolution',
  hidden: [3],
  stencil: 3,
  activation: 'tanh',
  finalActivation: 'none',
};

export interface SmallFlowOptions {
  readonly dims?: readonly number[];
  readonly samples: number;
  readonly precision?: Precision;
  readonly seed?: number;
  /** What the first numbers of the parameters are multiplied by; 0 for the identity. */
  readonly strength?: number;
  readonly parameters?: Parameters;
}

export const smallFlow = (device: Device, options: SmallFlowOptions): Flow => {
  const { dims = [2, 2], samples, precision = 'f64', seed = 5, strength = 1, parameters } = options;
  const flow = unwrap(
    makeFlow(device, {
      dims,
      samples,
      precision,
      spec: SMALL_SPEC,
      family: 'scalar',
      seed,
      ...(parameters && { parameters }),
    }),
  );
  if (strength !== 1) {
    const values = flow.parameters.values();
    for (let i = 0; i < values.length; i++) values[i] = strength * values[i]!;
    flow.parameters.changed();
  }
  return flow;
};

/** Nodes and weights of `n` points for averages over a normal number of variance 1 (Gauss and Hermite), by Newton's method. */
export const normalNodes = (n: number): { readonly x: number; readonly weight: number }[] => {
  // orthonormal polynomials: sqrt(k + 1) h_(k+1) = x h_k - sqrt(k) h_(k-1), h_n' = sqrt(n) h_(n-1)
  const polynomial = (x: number): [number, number] => {
    let [before, h] = [0, 1];
    for (let k = 0; k < n; k++) [before, h] = [h, (x * h - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    return [h, before];
  };
  const found: number[] = [];
  // signs are tried on a fine grid: zeros are further apart than that
  const edge = 2 * Math.sqrt(n) + 1;
  const steps = 2000;
  for (let i = 0; i < steps; i++) {
    const at = (j: number): number => -edge + (2 * edge * j) / steps + 1e-7;
    if (polynomial(at(i))[0] * polynomial(at(i + 1))[0] > 0) continue;
    let x = (at(i) + at(i + 1)) / 2;
    for (let k = 0; k < 20; k++) {
      const [h, previous] = polynomial(x);
      x -= h / (Math.sqrt(n) * previous);
    }
    found.push(x);
  }
  if (found.length !== n) throw new Error(`${found.length} nodes of ${n}`);
  return found.map((x) => ({ x, weight: 1 / (n * polynomial(x)[1] ** 2) }));
};

/** KL(q, p) - log Z of a flow of normal numbers on a 2 x 2 lattice: a product rule over its four normal numbers. */
export const exactDivergence = (
  device: Device,
  parameters: Parameters,
  target: Target,
  n = 12,
): (() => number) => {
  const samples = n ** 4;
  const flow = smallFlow(device, { samples, parameters });
  const nodes = normalNodes(n);
  const z = new Float64Array(samples * 4);
  const weights = new Float64Array(samples).fill(1);
  for (let s = 0; s < samples; s++)
    for (let site = 0, rest = s; site < 4; site++, rest = Math.floor(rest / n)) {
      z[4 * s + site] = nodes[rest % n]!.x;
      weights[s] = weights[s]! * nodes[rest % n]!.weight;
    }
  const x = flow.lattice.field(1);
  const density = flow.lattice.field(1);
  return () => {
    flow.lattice.write(x, z);
    runForward(flow, x, density, false);
    const logQ = sampleSums(density);
    target.action(x, density, 1);
    const action = sampleSums(density);
    return weights.reduce((sum, w, s) => sum + w * (logQ[s]! + action[s]!), 0);
  };
};
