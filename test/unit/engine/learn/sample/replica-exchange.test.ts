import { expect, test } from 'vitest';
import { Lattice } from '../../../../../src-engine/lattice/lattice.ts';
import { plainField } from '../../../../../src-engine/learn/sample/chain-field.ts';
import {
  makeReplicaExchange,
  type Replica,
} from '../../../../../src-engine/learn/sample/replica-exchange.ts';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { mapValues } from '../../../../support/flow-check.ts';
import { newDevice, someNumbers } from '../../../../support/kernel-lab.ts';
import { smallFlow } from '../../../../support/training-lab.ts';

const MASSES = [1, 0.5, -0.5];
const build = (mapped: boolean) => {
  const device = newDevice();
  const flow = smallFlow(device, { samples: 4, strength: 0.2 });
  const lattice = new Lattice(device, [2, 2]);
  const replicas = MASSES.map((massSquared, i): Replica => {
    const field = lattice.field(1);
    lattice.write(field, someNumbers(4, 10 + i));
    return {
      field: plainField(field),
      target: phi4Target({ massSquared, lambda: 1 }),
      ...(mapped && { towardsNext: flow.layers }),
    };
  });
  return { flow, replicas, exchange: makeReplicaExchange(flow.lattice, replicas) };
};
const squares = (x: Float64Array): number => x.reduce((sum, v) => sum + v * v, 0);

test('without a map it is parallel tempering: dS = (m_r^2 - m_(r+1)^2)(phi_r^2 - phi_(r+1)^2)', () => {
  const { replicas, exchange } = build(false);
  let tried = 0;
  for (let update = 0; update < 12; update++) {
    const before = replicas.map(({ field }) => field.read());
    const swaps = exchange.swap({ seed: 1, update });
    expect(swaps.map(({ pair }) => pair)).toEqual([update % 2]);
    for (const { pair, logProbability, accepted } of swaps) {
      const [u, v] = [before[pair]!, before[pair + 1]!];
      const expected = (MASSES[pair]! - MASSES[pair + 1]!) * (squares(u) - squares(v));
      expect(logProbability).toBeCloseTo(expected, 11);
      if (expected >= 0) expect(accepted).toBe(true);
      expect(replicas[pair]!.field.read()).toEqual(accepted ? v : u);
      expect(replicas[pair + 1]!.field.read()).toEqual(accepted ? u : v);
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

test('with a map its determinants count', () => {
  const { flow, replicas, exchange } = build(true);
  const [u, v] = replicas.map(({ field }) => field.read()) as [Float64Array, Float64Array];
  const input = Float64Array.from([...u, ...v, ...u, ...v]);
  const there = mapValues(
    flow.lattice,
    1,
    (x, logJ) => flow.layers.forEach((l) => l.forward(x, logJ, false)),
    input,
  );
  const back = mapValues(
    flow.lattice,
    1,
    (x, logJ) => flow.layers.toReversed().forEach((l) => l.inverse(x, logJ, false)),
    input,
  );
  const before = action(1, [...u]) + action(0.5, [...v]);
  const after = action(0.5, [...there.x.subarray(0, 4)]) + action(1, [...back.x.subarray(4, 8)]);
  const determinants = there.logJ[0]! + back.logJ[1]!;
  expect(Math.abs(determinants)).toBeGreaterThan(1e-3);
  const [swap] = exchange.swap({ seed: 3, update: 0 });
  expect(swap!.logProbability).toBeCloseTo(before - after + determinants, 11);
});

test('with a map the way back is the way there', () => {
  const { replicas, exchange } = build(true);
  const fields = (): Float64Array[] => replicas.map(({ field }) => field.read());
  const start = fields();
  /** The first exchange of replicas 0 and 1 that is accepted. */
  const accepted = (first: number) => {
    for (let update = first; update < first + 400; update += 2) {
      const [swap] = exchange.swap({ seed: 2, update });
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
