import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import type { Flow } from '../../../../../src-engine/learn/flow.ts';
import { plainField } from '../../../../../src-engine/learn/sample/chain-field.ts';
import { flowPassage } from '../../../../../src-engine/learn/sample/flow-passage.ts';
import { makeReplicaExchange } from '../../../../../src-engine/learn/sample/replica-exchange.ts';
import { phi4Action } from '../../../../../src-engine/scalar/phi4-action.ts';
import { mapValues } from '../../../../support/flow-check.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { smallFlow } from '../../../../support/training-lab.ts';

const MASSES = [1, 0.5, -0.5];
/** Of which replicas have a flow. */
type Mapped = 'none' | 'near' | 'far' | 'both';
const build = (mapped: Mapped) => {
  const device = newDevice();
  const [one, two] = [0.2, -0.15].map((strength) => smallFlow(device, { samples: 4, strength }));
  const lattice = new Lattice(device, [2, 2]);
  const replicas = MASSES.map((massSquared, i) => {
    const field = lattice.field(1);
    lattice.write(field, someNumbers(4, 10 + i));
    const own = phi4Action({ lattice, phi: field }, { massSquared, lambda: 1 });
    return { field, action: own.value, read: () => lattice.read(field) };
  });
  const near = mapped === 'near' || mapped === 'both' ? one : undefined;
  const far = mapped === 'far' || mapped === 'both' ? two : undefined;
  const passage = () => flowPassage(near, far, plainField);
  return {
    lattice,
    near,
    far,
    replicas,
    exchange: makeReplicaExchange(replicas, [passage(), passage()]),
  };
};
const squares = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0);

test('without a map it is parallel tempering: dS = (m_r^2 - m_(r+1)^2)(phi_r^2 - phi_(r+1)^2)', () => {
  const { replicas, exchange } = build('none');
  let tried = 0;
  for (let round = 0; round < 12; round++) {
    const before = replicas.map(({ read }) => read());
    const swaps = exchange.swap({ seed: 1, round });
    expect(swaps.map(({ pair }) => pair)).toEqual([round % 2]);
    for (const { pair, logProbability, accepted } of swaps) {
      const [u, v] = [before[pair]!, before[pair + 1]!];
      const expected = (MASSES[pair]! - MASSES[pair + 1]!) * (squares(u) - squares(v));
      expect(logProbability).toBeCloseTo(expected, 11);
      if (expected >= 0) expect(accepted).toBe(true);
      expect(replicas[pair]!.read()).toEqual(accepted ? v : u);
      expect(replicas[pair + 1]!.read()).toEqual(accepted ? u : v);
      tried += accepted ? 1 : 0;
    }
  }
  expect(tried).toBeGreaterThan(3);
});

/** m^2 sum phi^2 + ... of one field on the 2 x 2 torus, lambda = 1. */
const action = (massSquared: number, [p, q, r, s]: readonly number[]): number => {
  const all = [p!, q!, r!, s!];
  const local = all.reduce((sum, x) => sum + (4 + massSquared) * x * x + x ** 4, 0);
  return local - 4 * (p! + s!) * (q! + r!);
};

const run = (flow: Flow | undefined, direction: 'forward' | 'inverse', values: Float64Array) => {
  if (flow === undefined) return { x: values, logJ: 0 };
  const layers = direction === 'forward' ? flow.layers : flow.layers.toReversed();
  const input = Float64Array.from({ length: 4 * flow.samples }, (_, i) => values[i % 4]!);
  const { x, logJ } = mapValues(
    flow.lattice,
    1,
    (field, sum) => layers.forEach((layer) => layer[direction](field, sum, false)),
    input,
  );
  return { x: x.slice(0, 4), logJ: logJ[0]! };
};

test.each<Mapped>(['near', 'far', 'both'])('with a map its determinants count: %s', (mapped) => {
  const { near, far, replicas, exchange } = build(mapped);
  const [u, v] = replicas.map(({ read }) => read()) as [Float64Array, Float64Array];
  const down = run(near, 'inverse', u);
  const there = run(far, 'forward', down.x);
  const up = run(far, 'inverse', v);
  const back = run(near, 'forward', up.x);
  const before = action(1, [...u]) + action(0.5, [...v]);
  const after = action(0.5, [...there.x]) + action(1, [...back.x]);
  const determinants = down.logJ + there.logJ + up.logJ + back.logJ;
  expect(Math.abs(determinants)).toBeGreaterThan(1e-3);
  const [swap] = exchange.swap({ seed: 3, round: 0 });
  expect(swap!.logProbability).toBeCloseTo(before - after + determinants, 11);
});

test('with a map the way back is the way there', () => {
  const { replicas, exchange } = build('both');
  const fields = (): Float64Array[] => replicas.map(({ read }) => read());
  const start = fields();
  /** The first exchange of replicas 0 and 1 that is accepted. */
  const accepted = (first: number) => {
    for (let round = first; round < first + 400; round += 2) {
      const [swap] = exchange.swap({ seed: 2, round });
      if (swap!.accepted) return swap!.logProbability;
    }
    return expect.unreachable('never accepted');
  };
  const there = accepted(0);
  expect(Math.abs(there)).toBeGreaterThan(1e-3);
  expect(fields()[0]).not.toEqual(start[1]);
  expect(accepted(1000)).toBeCloseTo(-there, 9);
  fields().forEach((field, r) => {
    field.forEach((x, i) => {
      expect(x).toBeCloseTo(start[r]![i]!, 11);
    });
  });
});
