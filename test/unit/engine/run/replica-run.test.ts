import { describe, expect, test } from 'vitest';
import { estimateMemoryBytes } from '../../../../src-engine/api/spec/memory.ts';
import { readSpec } from '../../../../src-engine/api/spec/read-spec.ts';
import type { RunSpec } from '../../../../src-engine/api/spec/run-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { singleThreadExecutor } from '../../../../src-engine/kernel/single-thread.ts';
import { modelsNamed } from '../../../../src-engine/run/models.ts';
import { operationsPerUpdate } from '../../../../src-engine/run/operation-count.ts';
import { ReplicaRun } from '../../../../src-engine/run/replica-run.ts';
import { ScalarSimulation } from '../../../../src-engine/run/scalar-simulation.ts';
import { Simulation } from '../../../../src-engine/run/simulation.ts';
import { type Document, noLoops } from '../../../support/spec-documents.ts';
import { untrainedModel } from '../../../support/untrained-model.ts';

const specOf = (changes: Document): RunSpec =>
  unwrap(
    readSpec(
      {
        version: 1,
        seed: 8,
        lattice: { dims: [4, 4], group: 'U(1)' },
        action: { beta: 2 },
        start: { kind: 'hot' },
        phase: [{ updates: 20, update: [{ algorithm: 'hmc', steps: 4 }] }],
        measure: { plaquette: {} },
        ...changes,
      },
      noLoops,
    ),
  );
const links = (exchange: Document = { betas: [1.5, 1] }, changes: Document = {}): RunSpec =>
  specOf({ exchange, ...changes });
const phi4 = (exchange: Document): RunSpec =>
  specOf({
    lattice: { dims: [4, 4], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': -2, lambda: 1 },
    measure: { scalar: {} },
    exchange,
  });

const start = (spec: RunSpec, models?: ConstructorParameters<typeof ReplicaRun>[2]): ReplicaRun =>
  new ReplicaRun(spec, singleThreadExecutor(), models);
const steps = (run: ReplicaRun, n: number) => Array.from({ length: n }, () => run.step());
const fieldsOf = (run: ReplicaRun): Float64Array[] =>
  run.replicas.map((one) =>
    one instanceof ScalarSimulation
      ? one.saved().field.values
      : one.field.lattice.read(one.field.links).slice(),
  );

describe('a run of replicas', () => {
  test('has the couplings of its ladder, a seed for each, and measures the first alone', () => {
    const { replicas } = start(links({ betas: [1.5, 1] }));
    expect(replicas.map(({ spec }) => spec.action)).toMatchObject([{ beta: 2 }, { beta: 1.5 }, { beta: 1 }]);
    expect(new Set(replicas.map(({ spec }) => spec.seed)).size).toBe(3);
    expect(replicas.map(({ spec }) => Object.keys(spec.measure))).toEqual([['plaquette'], [], []]);
    const masses = start(phi4({ 'masses-squared': [-1, 0], lambdas: [0.8, 0.5] })).replicas;
    expect(masses.map(({ spec }) => spec.action)).toMatchObject([
      { massSquared: -2, lambda: 1 },
      { massSquared: -1, lambda: 0.8 },
      { massSquared: 0, lambda: 0.5 },
    ]);
    const hot = fieldsOf(start(links()));
    expect(hot[1]).not.toEqual(hot[0]);
  });

  test('tells of its exchanges', () => {
    const run = start(links({ betas: [1.5, 1], every: 2 }));
    const [one, two, , four] = steps(run, 4);
    expect(Object.keys(one!)).not.toContain('walker');
    expect(Object.keys(one!)).toEqual(expect.arrayContaining(['plaquette', 'accepted', 'accepted.replica3']));
    expect(two).toMatchObject({ 'swap-acceptance.2': expect.any(Number), walker: expect.any(Number) });
    expect(four).toMatchObject({ 'swap-acceptance.1': expect.any(Number), 'round-trip': expect.any(Number) });
    expect([run.update, run.totalUpdates, run.phase]).toEqual([4, 20, 'production']);
  });

  test('without an accepted exchange, the first replica is the chain alone', () => {
    // fields of such different couplings are never exchanged
    const spec = links(
      { betas: [4000] },
      { lattice: { dims: [8, 8], group: 'U(1)' }, start: { kind: 'cold' } },
    );
    const run = start(spec);
    const { exchange, ...alone } = spec;
    const single = new Simulation(alone, singleThreadExecutor());
    // the first exchange is of equal fields
    for (const values of steps(run, 8)) {
      const mine = Object.fromEntries(
        Object.entries(values).filter(([name]) => !/swap|walker|round|replica/.test(name)),
      );
      expect(mine).toEqual(single.step());
    }
  });

  test('exchanges whole fields: what one replica has lost its neighbour has', () => {
    // neighbours so near that all is accepted, and updates that move nothing
    const still = { updates: 20, update: [{ algorithm: 'metropolis', 'step-size': 1e-300, hits: 1 }] };
    const run = start(links({ betas: [2 - 1e-13, 2 - 2e-13] }, { phase: [still] }));
    const before = fieldsOf(run);
    const close = (a: Float64Array, b: Float64Array) => a.every((x, i) => Math.abs(x - b[i]!) < 1e-12);
    steps(run, 2);
    const after = fieldsOf(run);
    // pairs (2, 3), then (1, 2)
    expect([2, 0, 1].map((from, to) => close(before[from]!, after[to]!))).toEqual([true, true, true]);
    expect(run.saved().walk.at).toEqual([2, 0, 1]);
  });

  test.each([
    ['links', links()],
    ['a scalar field', phi4({ lambdas: [0.8, 0.6] })],
  ])('goes on bit for bit: %s', (_, spec) => {
    const whole = start(spec);
    const expected = steps(whole, 12).slice(5);
    const first = start(spec);
    steps(first, 5);
    const fields = fieldsOf(first);
    const saved = first.saved();
    expect([saved.kind, saved.update, saved.replicas.length]).toEqual(['replicas', 5, 3]);
    const second = start(spec);
    second.replicas.forEach((one, r) => {
      if (one instanceof ScalarSimulation) one.restore({ dims: [4, 4], values: fields[r]! }, 5);
      else one.restore({ dims: [4, 4], colours: 1, links: fields[r]! }, 5);
    });
    second.restore(saved.walk);
    expect(steps(second, 7)).toEqual(expected);
    expect(fieldsOf(second)).toEqual(fieldsOf(whole));
  });

  test('costs as many updates as it has replicas, and the memory that is told before', () => {
    const spec = links({ betas: [1.8, 1.6, 1.4] }, { lattice: { dims: [32, 32], group: 'SU(2)' } });
    const { exchange, ...alone } = spec;
    expect(operationsPerUpdate(spec)).toEqual({
      ...operationsPerUpdate(alone),
      forces: 4 * operationsPerUpdate(alone).forces,
      linkUpdates: 4 * operationsPerUpdate(alone).linkUpdates,
    });
    const run = start(spec);
    steps(run, 2);
    const ratio = estimateMemoryBytes(spec) / run.bytes;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.5);
  });
});

describe('an exchange through models', () => {
  const words = ['near', 'far'];
  const flow = { kind: 'affine', couplings: 2, hidden: [2] };
  const theory = {
    version: 1,
    seed: 5,
    lattice: { dims: [4, 4], group: 'scalar' },
    action: { preset: 'phi4', 'mass-squared': -2, lambda: 1 },
    flow,
    training: { batch: 4 },
  };
  const models = new Map(words.map((word, i) => [word, untrainedModel({ ...theory, seed: i })]));

  test('names them, needs them, and exchanges other fields than without', () => {
    const spec = phi4({ lambdas: [0.9, 0.8], models: words });
    expect(modelsNamed(spec)).toEqual(words);
    const plain = steps(start(phi4({ lambdas: [0.9, 0.8] })), 12);
    const mapped = steps(start(spec, models), 12);
    // replicas 2 and 3 first
    expect(mapped[0]!['swap-acceptance.2']).not.toBe(plain[0]!['swap-acceptance.2']);
    expect(mapped[11]!.phi2).not.toBe(plain[11]!.phi2);
    const wrong = new Map(
      words.map((word) => [
        word,
        untrainedModel({
          ...theory,
          lattice: { dims: [4, 4], group: 'U(1)' },
          action: { beta: 1 },
          flow: { kind: 'angular', couplings: 2, hidden: [2] },
        }),
      ]),
    );
    expect(() => start(spec, wrong)).toThrow(/model\.mismatch/);
  });
});
