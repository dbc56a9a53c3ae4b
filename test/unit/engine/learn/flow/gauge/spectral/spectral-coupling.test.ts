import { describe, expect, test } from 'vitest';
import type { Precision } from '../../../../../../../src-engine/kernel/graph.ts';
import { Lattice } from '../../../../../../../src-engine/lattice/lattice.ts';
import { makeCell } from '../../../../../../../src-engine/learn/flow/gauge/spectral/cell.ts';
import { makeSpectralCoupling } from '../../../../../../../src-engine/learn/flow/gauge/spectral/spectral-coupling.ts';
import { spectralFeatures } from '../../../../../../../src-engine/learn/flow/gauge/spectral/spectral-features.ts';
import { makeStripes } from '../../../../../../../src-engine/learn/flow/gauge/stripes.ts';
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

const lab = (
  colours: number,
  { dims = [4, 4], samples = 4, precision = 'f64' as Precision, factor = 2, rectangles = false } = {},
) => {
  const lattice = new Lattice(newDevice(), dims, precision, samples);
  const parameters = makeParameters(lattice.device);
  const cell = makeCell(colours, 3);
  const layers = (
    [
      [0, 0],
      [1, 2],
    ] as const
  ).map(([mu, offset], i) => {
    const network = makeNetwork(lattice, parameters, `coupling.${i}.network`, {
      inputs: spectralFeatures(colours, rectangles),
      outputs: cell.parameters,
      spec: { network: 'convolution', hidden: [4], activation: 'tanh', finalActivation: 'none' },
      seed: 5,
    });
    return makeSpectralCoupling(`coupling.${i}`, makeStripes(lattice, mu, offset), network, cell, rectangles);
  });
  enliven(parameters, factor);
  return { lattice, parameters, layers, components: 4 * colours ** 2 };
};

describe.each([
  [2, 'plaquettes'],
  [3, 'plaquettes'],
  [2, 'rectangles'],
  [3, 'rectangles'],
] as const)('SU(%d), networks see %s', (colours, loops) => {
  const rectangles = loops === 'rectangles';
  test.each([
    ['f64', 1e-11],
    ['f32', 1e-3],
  ] as const)('back and forth, %s', (precision, tolerance) => {
    const row = lab(colours, { precision, rectangles });
    const input = randomSamples(row.lattice, colours, 1);
    const { links, logJ, moved } = roundTrip(row, input);
    expect(links).toBeLessThan(tolerance);
    expect(logJ).toBeLessThan(100 * tolerance);
    expect(Math.max(...moved)).toBeGreaterThan(0.1);
  });

  test('log-determinant against the Jacobian, both ways', () => {
    const generators = colours ** 2 - 1;
    const { lattice, layers } = lab(colours, { samples: 4 * 32 * generators, rectangles });
    const point = randomField([4, 4], colours, 8).links;
    // the moving links are not seen by the other layer's check
    const seen = colours === 2 ? layers : layers.slice(1);
    expect(worstDeterminant(lattice, seen, colours, point)).toBeLessThan(1e-7);
  });

  test('gradients against differences, both ways', () => {
    const row = lab(colours, { samples: 2, rectangles });
    // no eigenvalue so near to a knot that differences would reach across its kink
    const input = randomSamples(row.lattice, colours, 6);
    const errors = worstGradients(row, colours, input, { step: 3e-5 });
    expect(errors.inputs).toBeLessThan(1e-6);
    expect(errors.parameters).toBeLessThan(1e-6);
  });

  test('gauge equivariant; moved by the period of the mask, the map moves', () => {
    const row = lab(colours, { dims: [8, 4], samples: 2, rectangles });
    const errors = symmetryErrors(row, colours, randomSamples(row.lattice, colours, 4), 4);
    expect(errors.gauge).toBeLessThan(1e-11);
    expect(errors.density).toBeLessThan(1e-10);
    expect(errors.shift).toBeLessThan(1e-12);
  });
});
