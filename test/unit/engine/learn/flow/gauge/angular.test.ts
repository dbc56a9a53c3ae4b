import { describe, expect, test } from 'vitest';
import { circularSpline } from '../../../../../../src-engine/learn/flow/gauge/circular-spline.ts';
import { projection } from '../../../../../../src-engine/learn/flow/gauge/projection.ts';
import {
  angleDistance,
  angularLab,
  gaugeTransformedAngles,
  randomAngles,
  TURN,
} from '../../../../../support/angular-lab.ts';
import { determinantError, gradientErrors, mapValues } from '../../../../../support/flow-check.ts';
import { shiftedSamples } from '../../../../../support/link-flow-check.ts';

const cases = [
  { title: 'projections', transform: projection(2), sight: { loops: 'plaquettes', places: false } },
  { title: 'circular splines', transform: circularSpline(4), sight: { loops: 'plaquettes', places: false } },
  {
    title: 'projections that see rectangles',
    transform: projection(2),
    sight: { loops: 'rectangles', places: false },
  },
  {
    title: 'projections that see strips and places',
    transform: projection(2),
    sight: { loops: 'strips', places: true },
  },
  {
    title: 'blocks',
    transform: projection(2),
    sight: { loops: 'plaquettes', places: false },
    blocks: 4,
  },
] as const;

describe.each(cases)('$title', ({ transform, sight, ...rest }) => {
  test.each([
    ['f64', 1e-12],
    ['f32', 2e-5],
  ] as const)('back and forth, %s', (precision, tolerance) => {
    const { lattice, layers } = angularLab(transform, {
      dims: [4, 8],
      precision,
      factor: 1.5,
      sight,
      ...rest,
    });
    const input = randomAngles(2 * lattice.volume, 1);
    const there = mapValues(lattice, 2, (x, j) => layers.forEach((l) => l.forward(x, j, false)), input);
    const back = mapValues(
      lattice,
      2,
      (x, j) => layers.toReversed().forEach((l) => l.inverse(x, j, false)),
      there.x,
    );
    expect(Math.max(...back.x.map((x, i) => angleDistance(x, input[i]!)))).toBeLessThan(tolerance);
    expect(Math.max(...back.logJ.map((x, i) => Math.abs(x + there.logJ[i]!)))).toBeLessThan(20 * tolerance);
    expect(Math.max(...there.logJ.map(Math.abs))).toBeGreaterThan(0.1);
    expect(there.x.every((x) => x >= 0 && x <= TURN * (1 + 1e-7))).toBe(true);
  });

  test('log-determinant against the Jacobian, both ways', () => {
    const { lattice, layers } = angularLab(transform, { samples: 4 * 32, sight, ...rest });
    // away from 0 and 2 pi, where angles of neighbouring samples would differ by a turn
    const point = randomAngles(32, 8);
    for (const layer of layers) {
      expect(determinantError(lattice, 2, layer.forward, point)).toBeLessThan(1e-8);
      expect(determinantError(lattice, 2, layer.inverse, point)).toBeLessThan(1e-8);
    }
  });

  test('gradients against differences, both ways', () => {
    const { lattice, parameters, layers } = angularLab(transform, { sight, ...rest });
    const input = randomAngles(2 * lattice.volume, 3);
    for (const layer of layers) {
      for (const map of [
        { run: layer.forward, back: layer.backward },
        { run: layer.inverse, back: layer.backwardInverse },
      ]) {
        const errors = gradientErrors(lattice, 2, map, parameters, input, { count: 4, step: 1e-4 });
        expect(errors.inputs).toBeLessThan(1e-6);
        expect(errors.parameters).toBeLessThan(1e-6);
      }
    }
  });

  test('gauge equivariant; moved by four sites, the map moves', () => {
    const { lattice, layers } = angularLab(transform, { dims: [8, 4], sight, ...rest });
    const run = (input: Float64Array) =>
      mapValues(lattice, 2, (x, j) => layers.forEach((l) => l.forward(x, j, false)), input);
    const input = randomAngles(2 * lattice.volume, 4);
    const plain = run(input);
    const turned = run(gaugeTransformedAngles([8, 4], input, 9));
    const expected = gaugeTransformedAngles([8, 4], plain.x, 9);
    expect(Math.max(...turned.x.map((x, i) => angleDistance(x, expected[i]!)))).toBeLessThan(1e-12);
    expect(Math.max(...turned.logJ.map((x, i) => Math.abs(x - plain.logJ[i]!)))).toBeLessThan(1e-12);
    const shifted = run(shiftedSamples(lattice, input, 4));
    const wanted = shiftedSamples(lattice, plain.x, 4);
    expect(Math.max(...shifted.x.map((x, i) => angleDistance(x, wanted[i]!)))).toBeLessThan(1e-12);
  });
});
