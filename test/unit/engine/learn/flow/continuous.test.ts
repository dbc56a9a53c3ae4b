import { describe, expect, test } from 'vitest';
import type { ContinuousFlowSpec } from '../../../../../src-engine/api/spec/flow-spec.ts';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { displacementOrbits } from '../../../../../src-engine/learn/flow/continuous/orbits.ts';
import type { Flow } from '../../../../../src-engine/learn/flow.ts';
import { makeFlow } from '../../../../../src-engine/learn/make-flow.ts';
import { determinantError, gradientErrors, mapValues } from '../../../../support/flow-check.ts';
import { moveSite, newDevice, someNumbers } from '../../../../support/kernel-lab.ts';

const SPEC: ContinuousFlowSpec = { kind: 'continuous', frequencies: 5, features: 3, timeModes: 4, steps: 6 };

/** A flow whose weights are not zero: displacements of order one. */
const build = (
  dims: readonly number[],
  samples: number,
  {
    precision = 'f64' as 'f32' | 'f64',
    ...more
  }: Partial<ContinuousFlowSpec> & { precision?: 'f32' | 'f64' } = {},
): Flow => {
  const flow = unwrap(
    makeFlow(newDevice(), {
      dims,
      samples,
      precision,
      family: 'scalar',
      seed: 1,
      spec: { ...SPEC, ...more },
    }),
  );
  const weights = flow.parameters.pieces.find(({ name }) => name.endsWith('weights'))!;
  const orbits = weights.shape[0]!;
  const size = (2 * Math.sqrt(SPEC.timeModes * SPEC.features)) / Math.sqrt(orbits);
  flow.parameters
    .values()
    .subarray(weights.offset, weights.offset + weights.length)
    .set(someNumbers(weights.length, 8).map((x) => size * x));
  flow.parameters.changed();
  return flow;
};

const sitesOf = (dims: readonly number[]): number => dims.reduce((p, n) => p * n, 1);

test.each([
  [[8, 8], 15],
  [[6, 6], 10],
  [[5, 5], 6],
  [[4, 6], 12],
  [[4, 4, 4], 10],
] as const)('%j: %d orbits, closed under the group', (dims, count) => {
  const orbits = displacementOrbits(dims);
  expect(orbits.length).toBe(count);
  expect(orbits[0]).toEqual([dims.map(() => 0)]);
  const where = new Map(orbits.flatMap((orbit, o) => orbit.map((d) => [moveSite(dims, 0, d), o] as const)));
  expect(where.size).toBe(sitesOf(dims));
  for (const orbit of orbits) {
    for (const d of orbit) {
      expect(where.get(moveSite(dims, 0, d.with(0, -d[0]!)))).toBe(where.get(moveSite(dims, 0, d)));
      if (dims[0] === dims[1])
        expect(where.get(moveSite(dims, 0, [d[1]!, d[0]!, ...d.slice(2)]))).toBe(
          where.get(moveSite(dims, 0, d)),
        );
    }
  }
});

test('begins as the identity', () => {
  const flow = unwrap(
    makeFlow(newDevice(), {
      dims: [4, 4],
      samples: 4,
      precision: 'f32',
      family: 'scalar',
      seed: 1,
      spec: SPEC,
    }),
  );
  const input = someNumbers(64, 1).map(Math.fround);
  const { x, logJ } = mapValues(flow.lattice, 1, flow.layers[0]!.forward, input);
  expect([...x]).toEqual([...input]);
  expect([...logJ]).toEqual([0, 0, 0, 0]);
});

test('the velocity is that of the definition', () => {
  // one step of length one of the scheme on a plain right-hand side
  const dims = [4, 4];
  const flow = build(dims, 2, { steps: 1 });
  const [weights, contraction, frequencies] = flow.parameters.pieces.map(({ offset, length }) =>
    flow.parameters.values().subarray(offset, offset + length),
  ) as [Float32Array, Float32Array, Float32Array];
  const orbits = displacementOrbits(dims);
  const { timeModes: modes, features: contracted } = SPEC;
  const h = (phi: number, f: number): number => (f === 0 ? phi : Math.sin(frequencies[f - 1]! * phi));
  const slope = (phi: number, f: number): number =>
    f === 0 ? 1 : frequencies[f - 1]! * Math.cos(frequencies[f - 1]! * phi);
  const kernel = (o: number, t: number, value: (f: number) => number): number => {
    let sum = 0;
    for (let d = 0; d < modes; d++)
      for (let g = 0; g < contracted; g++)
        for (let f = 0; f <= SPEC.frequencies; f++)
          sum +=
            weights[(o * modes + d) * contracted + g]! *
            Math.cos(Math.PI * d * t) *
            contraction[g * (SPEC.frequencies + 1) + f]! *
            value(f);
    // weights of one make velocities of one
    return sum / Math.sqrt(16 * modes * contracted);
  };
  const velocity = (phi: number[], t: number): number[] =>
    phi.map((_, x) =>
      orbits.reduce(
        (sum, orbit, o) =>
          orbit.reduce((part, d) => part + kernel(o, t, (f) => h(phi[moveSite(dims, x, d)]!, f)), sum),
        0,
      ),
    );
  const divergence = (phi: number[], t: number): number =>
    phi.reduce((sum, p) => sum + kernel(0, t, (f) => slope(p, f)), 0);
  const input = someNumbers(32, 2);
  const start = [...input.subarray(0, 16)];
  const shifted = (k: number[], a: number): number[] => start.map((p, i) => p + a * k[i]!);
  const k1 = velocity(start, 0);
  const y2 = shifted(k1, 0.5);
  const k2 = velocity(y2, 0.5);
  const y3 = shifted(k2, 0.5);
  const k3 = velocity(y3, 0.5);
  const y4 = shifted(k3, 1);
  const k4 = velocity(y4, 1);
  const { x, logJ } = mapValues(flow.lattice, 1, flow.layers[0]!.forward, input);
  start.forEach((p, i) => expect(x[i]).toBeCloseTo(p + (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!) / 6, 5));
  const said =
    (divergence(start, 0) + 2 * divergence(y2, 0.5) + 2 * divergence(y3, 0.5) + divergence(y4, 1)) / 6;
  expect(logJ[0]).toBeCloseTo(said, 4);
});

describe.each([[[4, 4]], [[4, 6]], [[2, 2, 4]]] as const)('%j: commutes with', (dims) => {
  const flow = build(dims, 2);
  const sites = sitesOf(dims);
  const input = someNumbers(2 * sites, 4);
  const run = (values: Float64Array) => mapValues(flow.lattice, 1, flow.layers[0]!.forward, values);
  const plain = run(input);
  const coordinates = (site: number): number[] => {
    let rest = site;
    return dims.map((n) => {
      const x = rest % n;
      rest = Math.floor(rest / n);
      return x;
    });
  };
  const index = (x: readonly number[]): number => moveSite(dims, 0, x);
  /** The sample at moved sites. */
  const moved = (values: Float64Array, to: (x: number[]) => readonly number[]): Float64Array =>
    values.map((_, i) => values[Math.floor(i / sites) * sites + index(to(coordinates(i % sites)))]!);
  const [square] = [dims[0] === dims[1]];

  test.each([
    ['translations', (x: number[]) => x.with(0, x[0]! + 1).with(1, x[1]! + 3), true],
    ['reflections', (x: number[]) => x.with(1, -x[1]!), true],
    ['exchanged directions', (x: number[]) => [x[1]!, x[0]!, ...x.slice(2)], square],
  ] as const)('%s', (_, to, applies) => {
    if (!applies) return;
    const { x, logJ } = run(moved(input, to));
    moved(plain.x, to).forEach((v, i) => expect(x[i]).toBeCloseTo(v, 12));
    plain.logJ.forEach((l, i) => expect(logJ[i]).toBeCloseTo(l, 11));
  });

  test('phi -> -phi', () => {
    const { x, logJ } = run(input.map((v) => -v));
    expect([...x]).toEqual([...plain.x.map((v) => -v)]);
    expect([...logJ]).toEqual([...plain.logJ]);
  });
});

test.each([[[2, 2]], [[4, 4]]] as const)(
  '%j: log-determinant and inverse deviate by the fourth power of the step',
  (dims) => {
    const sites = sitesOf(dims);
    const errorsAt = (steps: number) => {
      const flow = build(dims, 4 * sites, { steps });
      const { forward, inverse } = flow.layers[0]!;
      const determinant = determinantError(flow.lattice, 1, forward, someNumbers(sites, 7));
      const backwards = determinantError(flow.lattice, 1, inverse, someNumbers(sites, 7));
      const input = someNumbers(flow.lattice.volume, 3);
      const there = mapValues(flow.lattice, 1, forward, input);
      const back = mapValues(flow.lattice, 1, inverse, there.x);
      const inverted = Math.max(...back.x.map((x, i) => Math.abs(x - input[i]!)));
      const logs = Math.max(...back.logJ.map((l, i) => Math.abs(l + there.logJ[i]!)));
      return { determinant, backwards, inverted, logs };
    };
    const [coarse, fine] = [errorsAt(10), errorsAt(40)];
    for (const name of ['determinant', 'backwards', 'inverted', 'logs'] as const) {
      expect(fine[name]).toBeLessThan(1e-5);
      expect(coarse[name] / fine[name]).toBeGreaterThan(100);
    }
  },
);

test('gradients are those of the discrete scheme, both directions', () => {
  const flow = build([4, 4], 4, { steps: 2 });
  const input = someNumbers(64, 9);
  const { forward, inverse, backward, backwardInverse } = flow.layers[0]!;
  for (const map of [
    { run: forward, back: backward },
    { run: inverse, back: backwardInverse },
  ]) {
    const options = { count: 40, step: 2e-4, parameterStep: 1e-2 };
    const errors = gradientErrors(flow.lattice, 1, map, flow.parameters, input, options);
    expect(errors.inputs).toBeLessThan(1e-9);
    expect(errors.parameters).toBeLessThan(1e-5);
  }
});

test('double precision with the same numbers, changes included; more steps with the same numbers', () => {
  const single = build([4, 4], 4, { precision: 'f32' });
  const twin = (steps: number): Flow =>
    unwrap(
      makeFlow(single.lattice.device, {
        dims: [4, 4],
        samples: 4,
        precision: 'f64',
        family: 'scalar',
        seed: 2,
        spec: { ...SPEC, steps },
        parameters: single.parameters,
      }),
    );
  const double = twin(SPEC.steps);
  const fine = twin(8 * SPEC.steps);
  const input = someNumbers(64, 5).map(Math.fround);
  const values = (flow: Flow) => mapValues(flow.lattice, 1, flow.layers[0]!.forward, input);
  const compare = (): void => {
    const [a, b, c] = [values(single), values(double), values(fine)];
    a.x.forEach((x, i) => expect(x).toBeCloseTo(b.x[i]!, 5));
    a.logJ.forEach((l, i) => expect(l).toBeCloseTo(b.logJ[i]!, 4));
    b.x.forEach((x, i) => expect(x).toBeCloseTo(c.x[i]!, 2));
    expect(b.x).not.toEqual(c.x);
  };
  compare();
  single.parameters.values().forEach((v, i, all) => {
    all[i] = 0.9 * v;
  });
  single.parameters.changed();
  compare();
});

test('a kernel of another lattice is refused', () => {
  const flow = build([4, 4], 4);
  const other = makeFlow(flow.lattice.device, {
    dims: [6, 6],
    samples: 4,
    precision: 'f64',
    family: 'scalar',
    seed: 1,
    spec: SPEC,
    parameters: flow.parameters,
  });
  expect(other).toMatchObject({ ok: false, error: { code: 'model.mismatch' } });
});
