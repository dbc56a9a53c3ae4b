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
import { newDevice } from '../../../../../../support/kernel-lab.ts';
import { randomSamples } from '../../../../../../support/link-flow-check.ts';
import {
  roundTrip,
  symmetryErrors,
  worstDeterminant,
  worstGradients,
} from '../../../../../../support/link-layer-check.ts';
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

describe.each([2, 3])('SU(%d)', (colours) => {
  test.each([
    ['f64', 1e-11],
    ['f32', 1e-3],
  ] as const)('back and forth, %s', (precision, tolerance) => {
    const row = lab(colours, { precision });
    const input = randomSamples(row.lattice, colours, 1);
    const { links, logJ, moved } = roundTrip(row, input);
    expect(links).toBeLessThan(tolerance);
    expect(logJ).toBeLessThan(100 * tolerance);
    expect(Math.max(...moved)).toBeGreaterThan(0.1);
  });

  test('log-determinant against the Jacobian, both ways', () => {
    const { lattice, layers } = lab(colours, { samples: 4 * 32 * (colours ** 2 - 1) });
    const point = randomField([2, 8], colours, 8).links;
    const seen = colours === 2 ? layers : layers.slice(1);
    expect(worstDeterminant(lattice, seen, colours, point)).toBeLessThan(1e-7);
  });

  test('gradients against differences, both ways', () => {
    const row = lab(colours, { samples: 2 });
    // no eigenvalue so near to a knot that differences would reach across its kink
    const input = randomSamples(row.lattice, colours, 6);
    const errors = worstGradients(row, colours, input, { step: 3e-5 });
    expect(errors.inputs).toBeLessThan(1e-6);
    expect(errors.parameters).toBeLessThan(1e-6);
  });

  test('gauge equivariant; moved along the rows, the map moves', () => {
    const row = lab(colours, { dims: [4, 8], samples: 2 });
    const errors = symmetryErrors(row, colours, randomSamples(row.lattice, colours, 4), 1);
    expect(errors.gauge).toBeLessThan(1e-11);
    expect(errors.density).toBeLessThan(1e-10);
    expect(errors.shift).toBeLessThan(1e-12);
  });
});
