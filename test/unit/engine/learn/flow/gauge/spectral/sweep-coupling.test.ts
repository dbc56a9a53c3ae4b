import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../../../../src-engine/base/result.ts';
import type { Precision } from '../../../../../../../src-engine/kernel/graph.ts';
import { Lattice } from '../../../../../../../src-engine/lattice/lattice.ts';
import { makeCell } from '../../../../../../../src-engine/learn/flow/gauge/spectral/cell.ts';
import { makeRows } from '../../../../../../../src-engine/learn/flow/gauge/spectral/rows.ts';
import { numbersOfLoop } from '../../../../../../../src-engine/learn/flow/gauge/spectral/spectral-features.ts';
import {
  makeSweepCoupling,
  sweepNumbers,
} from '../../../../../../../src-engine/learn/flow/gauge/spectral/sweep-coupling.ts';
import { makeNetwork } from '../../../../../../../src-engine/learn/network/make-network.ts';
import { makeParameters } from '../../../../../../../src-engine/learn/parameters.ts';
import { enliven } from '../../../../../../support/angular-lab.ts';
import { mapValues } from '../../../../../../support/flow-check.ts';
import { newDevice } from '../../../../../../support/kernel-lab.ts';
import {
  gaugeTransformedSamples,
  linkDeterminantError,
  linkGradientErrors,
  randomSamples,
  shiftedSamples,
} from '../../../../../../support/link-flow-check.ts';
import { randomField } from '../../../../../../support/random-field.ts';

/** A coupling whose staple reaches three rows down, and one that reaches one. */
const lab = (colours: number, { dims = [2, 8], samples = 4, precision = 'f64' as Precision } = {}) => {
  const lattice = new Lattice(newDevice(), dims, precision, samples);
  const parameters = makeParameters(lattice.device);
  const cell = makeCell(colours, 3);
  const rows = unwrap(makeRows(lattice));
  const layers = [
    { row: 1, reach: 3, lean: 0 },
    { row: 4, reach: 1, lean: 1.5 },
  ].map((at, i) => {
    const network = makeNetwork(lattice, parameters, `coupling.${i}.network`, {
      inputs: numbersOfLoop(colours),
      outputs: sweepNumbers(cell),
      spec: { network: 'convolution', hidden: [4], stencil: 1, activation: 'tanh', finalActivation: 'none' },
      seed: 5,
    });
    return makeSweepCoupling(`coupling.${i}`, rows, at, network, cell);
  });
  enliven(parameters, 2);
  return { lattice, parameters, layers, components: 4 * colours ** 2 };
};
const largest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0);

describe.each([2, 3])('SU(%d)', (colours) => {
  test.each([
    ['f64', 1e-11],
    ['f32', 1e-3],
  ] as const)('back and forth, %s', (precision, tolerance) => {
    const { lattice, layers, components } = lab(colours, { precision });
    const input = randomSamples(lattice, colours, 1);
    const there = mapValues(
      lattice,
      components,
      (x, j) => layers.forEach((l) => l.forward(x, j, false)),
      input,
    );
    const back = mapValues(
      lattice,
      components,
      (x, j) => layers.toReversed().forEach((l) => l.inverse(x, j, false)),
      there.x,
    );
    expect(largest(back.x, input)).toBeLessThan(tolerance);
    expect(Math.max(...back.logJ.map((x, i) => Math.abs(x + there.logJ[i]!)))).toBeLessThan(100 * tolerance);
    expect(Math.max(...there.logJ.map(Math.abs))).toBeGreaterThan(0.1);
  });

  test('log-determinant against the Jacobian, both ways', () => {
    const { lattice, layers } = lab(colours, { samples: 4 * 32 * (colours ** 2 - 1) });
    const point = randomField([2, 8], colours, 8).links;
    for (const layer of colours === 2 ? layers : layers.slice(1)) {
      expect(linkDeterminantError(lattice, colours, layer.forward, point)).toBeLessThan(1e-7);
      expect(linkDeterminantError(lattice, colours, layer.inverse, point)).toBeLessThan(1e-7);
    }
  });

  test('gradients against differences, both ways', () => {
    const { lattice, parameters, layers } = lab(colours, { samples: 2 });
    // no eigenvalue so near to a knot that differences would reach across its kink
    const input = randomSamples(lattice, colours, 6);
    for (const layer of layers) {
      for (const map of [
        { run: layer.forward, back: layer.backward },
        { run: layer.inverse, back: layer.backwardInverse },
      ]) {
        const errors = linkGradientErrors(lattice, colours, map, parameters, input, { step: 3e-5 });
        expect(errors.inputs).toBeLessThan(1e-6);
        expect(errors.parameters).toBeLessThan(1e-6);
      }
    }
  });

  test('gauge equivariant; moved along the rows, the map moves', () => {
    const { lattice, layers, components } = lab(colours, { dims: [4, 8], samples: 2 });
    const run = (input: Float64Array) =>
      mapValues(lattice, components, (x, j) => layers.forEach((l) => l.forward(x, j, false)), input);
    const input = randomSamples(lattice, colours, 4);
    const plain = run(input);
    const turned = run(gaugeTransformedSamples(lattice, colours, input, 9));
    expect(largest(turned.x, gaugeTransformedSamples(lattice, colours, plain.x, 9))).toBeLessThan(1e-11);
    expect(largest(turned.logJ, plain.logJ)).toBeLessThan(1e-10);
    const shifted = run(shiftedSamples(lattice, input, 1));
    expect(largest(shifted.x, shiftedSamples(lattice, plain.x, 1))).toBeLessThan(1e-12);
  });
});
