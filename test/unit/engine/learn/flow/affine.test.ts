import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { affineTransform } from '../../../../../src-engine/learn/flow/affine.ts';
import { makeCoupling } from '../../../../../src-engine/learn/flow/coupling.ts';
import { checkerboard } from '../../../../../src-engine/learn/flow/masks.ts';
import type { FlowLayer } from '../../../../../src-engine/learn/flow.ts';
import { makeParameters } from '../../../../../src-engine/learn/parameters.ts';
import { determinantError, gradientErrors, mapValues } from '../../../../support/flow-check.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { uniforms } from '../../../../support/random-field.ts';
import { tinyNetwork } from '../../../../support/tiny-network.ts';

const build = (dims: readonly number[], samples: number, precision: 'f32' | 'f64') => {
  const lattice = new Lattice(newDevice(), dims, precision, samples);
  const parameters = makeParameters(lattice.device);
  const next = uniforms(3);
  const layers: FlowLayer[] = [0, 1].map((i) => {
    const name = `coupling.${i}`;
    const network = tinyNetwork(lattice, parameters, name, 2, () => 3 * next());
    return makeCoupling(name, checkerboard(lattice, i === 0 ? 0 : 1), network, affineTransform);
  });
  return { lattice, parameters, layers };
};

test.each([
  [[4, 4], 'f64', 1e-12],
  [[4, 2, 2], 'f64', 1e-12],
  [[2, 4, 2, 2], 'f32', 2e-6],
] as const)('%j %s: back and forth', (dims, precision, tolerance) => {
  const { lattice, layers } = build(dims, 4, precision);
  const input = someNumbers(lattice.volume, 1).map((x) => 2 * x);
  const there = mapValues(
    lattice,
    1,
    (x, logJ) => layers.forEach((layer) => layer.forward(x, logJ, false)),
    input,
  );
  const back = mapValues(
    lattice,
    1,
    (x, logJ) => layers.toReversed().forEach((layer) => layer.inverse(x, logJ, false)),
    there.x,
  );
  // f32 input is rounded first
  const start = input.map((x) => (precision === 'f32' ? Math.fround(x) : x));
  expect(Math.max(...back.x.map((x, i) => Math.abs(x - start[i]!)))).toBeLessThan(tolerance);
  expect(Math.max(...back.logJ.map((x, i) => Math.abs(x + there.logJ[i]!)))).toBeLessThan(10 * tolerance);
  expect(Math.max(...there.x.map((x, i) => Math.abs(x - start[i]!)))).toBeGreaterThan(0.1);
});

test.each([[[2, 2]], [[4, 4]]] as const)('%j: log-determinant against the Jacobian', (dims) => {
  const n = dims[0] * dims[1];
  const { lattice, layers } = build(dims, 4 * n, 'f64');
  const point = someNumbers(n, 7);
  for (const layer of layers) {
    expect(determinantError(lattice, 1, layer.forward, point)).toBeLessThan(1e-9);
    expect(determinantError(lattice, 1, layer.inverse, point)).toBeLessThan(1e-9);
  }
});

test('gradients against differences, both directions', () => {
  const { lattice, layers, parameters } = build([4, 4], 4, 'f64');
  const input = someNumbers(lattice.volume, 9);
  for (const { forward, inverse, backward, backwardInverse } of layers) {
    for (const map of [
      { run: forward, back: backward },
      { run: inverse, back: backwardInverse },
    ]) {
      const errors = gradientErrors(lattice, 1, map, parameters, input);
      expect(errors.inputs).toBeLessThan(1e-9);
      expect(errors.parameters).toBeLessThan(1e-6);
    }
  }
});
