import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../../../../../src-engine/base/result.ts';
import type { Precision } from '../../../../../../../src-engine/kernel/graph.ts';
import { Lattice } from '../../../../../../../src-engine/lattice/lattice.ts';
import {
  angleLinks,
  matrixLinks,
} from '../../../../../../../src-engine/learn/flow/gauge/residual/link-kind.ts';
import { makeResidual } from '../../../../../../../src-engine/learn/flow/gauge/residual/residual.ts';
import { checkerboard } from '../../../../../../../src-engine/learn/flow/masks.ts';
import { makeFlow } from '../../../../../../../src-engine/learn/make-flow.ts';
import { makeParameters } from '../../../../../../../src-engine/learn/parameters.ts';
import { runForward } from '../../../../../../../src-engine/learn/run-flow.ts';
import { sampleSums } from '../../../../../../../src-engine/learn/samples.ts';
import { suTarget } from '../../../../../../../src-engine/learn/target/su-n.ts';
import { expectMeanOne } from '../../../../../../support/agreement.ts';
import { angleDistance, randomAngles } from '../../../../../../support/angular-lab.ts';
import { besselI } from '../../../../../../support/exact-plaquette.ts';
import { determinantError, gradientErrors, mapValues } from '../../../../../../support/flow-check.ts';
import { newDevice } from '../../../../../../support/kernel-lab.ts';
import { randomSamples } from '../../../../../../support/link-flow-check.ts';
import {
  roundTrip,
  symmetryErrors,
  worstDeterminant,
  worstGradients,
} from '../../../../../../support/link-layer-check.ts';
import {
  dagger,
  everySite,
  exponentialOf,
  linkAt,
  linkOf,
  multiply,
  plainStaple,
  projected,
} from '../../../../../../support/plain-gauge.ts';
import { randomField } from '../../../../../../support/random-field.ts';

const lab = (
  colours: number,
  dims: readonly number[],
  { samples = 2, precision = 'f64' as Precision, weight = 0.8, mu = dims.length - 1 } = {},
) => {
  const lattice = new Lattice(newDevice(), dims, precision, samples);
  const parameters = makeParameters(lattice.device);
  const kind = colours === 1 ? angleLinks : matrixLinks(colours);
  const layers = [0, 1].map((parity) =>
    makeResidual(
      `step.${parity}`,
      checkerboard(lattice, parity as 0 | 1),
      parity === 0 ? 0 : mu,
      parameters,
      kind,
    ),
  );
  parameters.values().forEach((_, i, values) => {
    values[i] = weight * (1 - 0.3 * i);
  });
  parameters.changed();
  return { lattice, parameters, layers, components: dims.length * kind.size };
};
const largest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0);

const cases = [
  [2, [4, 4]],
  [2, [2, 2, 2, 2]],
  [3, [2, 4]],
  [3, [2, 2, 2, 2]],
] as const;

describe.each(cases)('SU(%d) on %j', (colours, dims) => {
  test.each([
    ['f64', 1e-12],
    ['f32', 1e-4],
  ] as const)('back and forth, %s', (precision, tolerance) => {
    const row = lab(colours, dims, { precision, samples: 4 });
    const input = randomSamples(row.lattice, colours, 1);
    const { links, logJ, moved } = roundTrip(row, input);
    expect(links).toBeLessThan(tolerance);
    expect(logJ).toBeLessThan(30 * tolerance);
    expect(Math.min(...moved)).toBeGreaterThan(1e-3);
  });

  test('gradients against differences, both ways', () => {
    const row = lab(colours, dims);
    const input = randomSamples(row.lattice, colours, 3);
    const errors = worstGradients(row, colours, input, { count: 2 });
    expect(errors.inputs).toBeLessThan(1e-7);
    expect(errors.parameters).toBeLessThan(1e-6);
  });

  test('gauge equivariant; moved by the period of the mask, the map moves', () => {
    const row = lab(colours, dims);
    const errors = symmetryErrors(row, colours, randomSamples(row.lattice, colours, 4), 2);
    expect(errors.gauge).toBeLessThan(1e-12);
    expect(errors.density).toBeLessThan(1e-11);
    expect(errors.shift).toBeLessThan(1e-12);
  });
});

test.each([
  [2, [2, 4], 16],
  [3, [2, 2], 8],
] as const)('SU(%d) on %j: log-determinant against the Jacobian, both ways', (colours, dims, links) => {
  const { lattice, layers } = lab(colours, dims, { samples: 4 * links * (colours ** 2 - 1) });
  const point = randomField(dims, colours, 8).links;
  expect(worstDeterminant(lattice, layers, colours, point)).toBeLessThan(1e-8);
});

test.each([[[4, 4]], [[2, 2, 4]]] as const)('U(1) on %j: inverse, log-determinant, gradients', (dims) => {
  const links = dims.length * dims.reduce((n, x) => n * x, 1);
  const { lattice, parameters, layers, components } = lab(1, dims, { samples: 4 * links });
  const input = randomAngles(links * lattice.layout.samples, 5);
  for (const layer of layers) {
    const there = mapValues(lattice, components, layer.forward, input);
    const back = mapValues(lattice, components, layer.inverse, there.x);
    expect(Math.max(...back.x.map((x, i) => angleDistance(x, input[i]!)))).toBeLessThan(1e-12);
    expect(
      largest(
        back.logJ.map((x) => -x),
        there.logJ,
      ),
    ).toBeLessThan(1e-12);
    const point = randomAngles(links, 8).map((x) => 0.5 + 0.8 * x);
    expect(determinantError(lattice, components, layer.forward, point)).toBeLessThan(1e-8);
    expect(determinantError(lattice, components, layer.inverse, point)).toBeLessThan(1e-8);
    for (const map of [
      { run: layer.forward, back: layer.backward },
      { run: layer.inverse, back: layer.backwardInverse },
    ]) {
      const errors = gradientErrors(
        lattice,
        components,
        map,
        parameters,
        input.map((x) => 0.5 + 0.8 * x),
        { count: 2, step: 1e-4 },
      );
      expect(errors.inputs).toBeLessThan(1e-7);
      expect(errors.parameters).toBeLessThan(1e-6);
    }
  }
});

test.each([
  [2, [4, 4]],
  [3, [2, 2, 4]],
] as const)(
  'SU(%d) on %j: links of one direction and parity take the stout step of all their plaquettes',
  (colours, dims) => {
    const { lattice, parameters, layers, components } = lab(colours, dims);
    parameters.values().fill(0.375);
    const rho = (0.98 / (2 * (dims.length - 1))) * Math.tanh(0.375);
    const input = randomSamples(lattice, colours, 6);
    const one = input.length / lattice.layout.samples;
    layers.forEach((layer, parity) => {
      const { x } = mapValues(lattice, components, layer.forward, input);
      const configuration = { dims, colours, links: input.slice(0, one) };
      for (const site of everySite(dims)) {
        for (let mu = 0; mu < dims.length; mu++) {
          const at = linkAt(configuration, site, mu);
          const u = linkOf(configuration, site, mu);
          const moves =
            mu === (parity === 0 ? 0 : dims.length - 1) && site.reduce((a, b) => a + b, 0) % 2 === parity;
          const m = multiply(plainStaple(configuration, site, mu), dagger(u, colours), colours);
          const z = projected(m, colours).map((v) => rho * v);
          const wanted = moves ? multiply(exponentialOf(z, colours), u, colours) : u;
          expect(largest(x.slice(at, at + u.length), Float64Array.from(wanted))).toBeLessThan(1e-13);
        }
      }
    });
  },
);

test('U(1): the step is along the derivative of the sum of cos theta_P', () => {
  const { lattice, parameters, layers } = lab(1, [4, 4]);
  parameters.values().fill(0.375);
  const input = randomAngles(2 * lattice.volume, 6);
  const cosines = (angles: Float64Array): number => {
    let sum = 0;
    const at = (x: number, y: number, mu: number): number => angles[2 * ((x % 4) + 4 * (y % 4)) + mu]!;
    for (let x = 0; x < 4; x++)
      for (let y = 0; y < 4; y++)
        sum += Math.cos(at(x, y, 0) + at(x + 1, y, 1) - at(x, y + 1, 0) - at(x, y, 1));
    return sum;
  };
  const { x } = mapValues(lattice, 2, layers[0]!.forward, input);
  const h = 1e-5;
  for (const site of [0, 2, 5, 7]) {
    const moved = (e: number): Float64Array => input.slice(0, 32).map((v, i) => v + (i === 2 * site ? e : 0));
    const slope = (cosines(moved(h)) - cosines(moved(-h))) / (2 * h);
    expect(angleDistance(x[2 * site]!, input[2 * site]! + 0.49 * Math.tanh(0.375) * slope)).toBeLessThan(
      1e-8,
    );
  }
});

test('a residual flow of SU(2) on 4^2: the mean weight is the partition function', () => {
  const beta = 0.6;
  const flow = unwrap(
    makeFlow(newDevice(), {
      dims: [4, 4],
      samples: 2048,
      precision: 'f64',
      spec: { kind: 'residual', sweeps: 1 },
      family: 'su2',
      seed: 1,
    }),
  );
  flow.parameters.values().fill(0.1);
  const { lattice } = flow;
  const [x, logQ, density] = [lattice.field(flow.components), lattice.field(1), lattice.field(1)];
  let exact = 0;
  for (let n = 1; n < 12; n++) exact += ((2 * besselI(n, beta)) / beta) ** 16;
  const weights: number[] = [];
  for (let update = 0; update < 8; update++) {
    flow.prior.draw(x, { seed: 5, purpose: 'sampler', update });
    runForward(flow, x, logQ, false);
    suTarget(2, beta).action(x, density, 1);
    const q = sampleSums(logQ);
    sampleSums(density).forEach((s, i) => {
      weights.push(Math.exp(-s - q[i]!) / exact);
    });
  }
  expectMeanOne(weights, 0.02);
});
