import { describe, expect, test } from 'vitest';
import { walkIndependence } from '../../../../../src-engine/learn/sample/independence.ts';
import { Proposals, propose } from '../../../../../src-engine/learn/sample/proposals.ts';
import { phi4Target } from '../../../../../src-engine/learn/target/phi4.ts';
import { newDevice } from '../../../../support/kernel-lab.ts';
import { uniforms } from '../../../../support/random-field.ts';
import { smallFlow } from '../../../../support/training-lab.ts';

const TARGET = phi4Target({ massSquared: -1, lambda: 1 });
const ADDRESS = { seed: 9, stage: 4 };

describe('proposals', () => {
  const made = (samples: number, first: number, count: number) => {
    const source = new Proposals(smallFlow(newDevice(), { samples }), TARGET, ADDRESS);
    const values = (sites: number) => (x: Parameters<Parameters<typeof propose>[3] & object>[0]) => {
      const all = x.lattice.read(x);
      return [Float64Array.from({ length: samples }, (_, s) => all[s * sites + 1]!)];
    };
    return propose(source, first, count, values(4));
  };
  // 65536 proposals are one row of random numbers
  test.each([0, 2 ** 16 - 5])('from number %d on are the same for any batch size', (first) => {
    const one = made(2, first, 12);
    for (const samples of [6, 8, 32]) {
      const other = made(samples, first, 12);
      expect(other.logWeights).toEqual(one.logWeights);
      expect(other.observed).toEqual(one.observed);
    }
    expect(new Set(one.logWeights).size).toBe(12);
  });

  test('have the same weight by the inverse flow', () => {
    const source = new Proposals(smallFlow(newDevice(), { samples: 8 }), TARGET, ADDRESS);
    const there = source.make(0);
    source.weigh(source.x).forEach((w, i) => {
      expect(w).toBeCloseTo(there[i]!, 11);
    });
  });
});

describe('independence Metropolis', () => {
  const next = uniforms(4);
  const logWeights = Float64Array.from({ length: 200 }, () => 3 * next());

  test('may be cut anywhere', () => {
    const whole = walkIndependence(logWeights, { seed: 1 });
    const first = walkIndependence(logWeights.subarray(0, 70), { seed: 1 });
    const second = walkIndependence(logWeights.subarray(70), { seed: 1, first: 70, from: first.logWeight });
    const stay = first.at.at(-1)!;
    expect([...first.at, ...second.at.map((i) => (i < 0 ? stay : i + 70))]).toEqual([...whole.at]);
    expect(first.accepted + second.accepted).toBe(whole.accepted);
    expect(second.logWeight).toBe(whole.logWeight);
    expect(whole.at[0]).toBe(0);
    expect(whole.longestWait).toBeGreaterThan(2);
  });

  test('takes what cannot be at no time, and a sample at last', () => {
    const none = Number.NEGATIVE_INFINITY;
    const walk = walkIndependence(Float64Array.of(none, Number.NaN, 0, none, Number.NaN), { seed: 1 });
    expect([...walk.at]).toEqual([-1, -1, 2, 2, 2]);
  });

  test('visits three states as often as it should, whatever the proposals', () => {
    const p = [0.2, 0.7, 0.1];
    const q = [0.5, 0.1, 0.4];
    const count = 60_000;
    const states = Int32Array.from({ length: count }, () => {
      const u = next();
      return u < q[0]! ? 0 : u < q[0]! + q[1]! ? 1 : 2;
    });
    const walk = walkIndependence(
      Float64Array.from(states, (s) => Math.log(p[s]! / q[s]!)),
      { seed: 2 },
    );
    const visits = [0, 0, 0];
    for (const i of walk.at) visits[states[i]!]!++;
    // the chain forgets at rate 1/(largest weight) = 1/7 or faster: tau_int below 7
    visits.forEach((v, s) => {
      const error = Math.sqrt((2 * 7 * p[s]! * (1 - p[s]!)) / count);
      expect(Math.abs(v / count - p[s]!)).toBeLessThan(4 * error);
    });
  });
});
