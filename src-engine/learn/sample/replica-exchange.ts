/**
 * Replica exchange: replicas r = 0 ... R - 1 of densities exp(-S_r); neighbours try to exchange their fields, mapped on the way by f from r to r + 1 and by
 * f^-1 back, with probability min(1, A),
 *   log A = S_r(U) + S_(r+1)(V) - S_(r+1)(f(U)) - S_r(f^-1(V)) + log |det df(U)| + log |det df^-1(V)|,   U of replica r, V of r + 1.
 * R. Abbott et al., arXiv:2404.11674; without a map parallel tempering (K. Hukushima, K. Nemoto, cond-mat/9512035). Pairs with even r and with odd r take turns.
 * Proved by test/unit/engine/learn/sample/replica-exchange.test.ts, test/statistics/replica-exchange.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Field } from '../../lattice/lattice.ts';
import { HostStream } from '../../random/host-stream.ts';

export interface Replica {
  /** All replicas have theirs on one device, on lattices of one layout. */
  readonly field: Field;
  /** The action of this replica, of any such field; differences between replicas count, but for a constant of each. */
  action(of: Field): number;
}

/** What lies between two neighbours: a bijection of fields. `to` may not be `from`; both ways return log |det|. */
export interface Passage {
  forward(from: Field, to: Field): number;
  inverse(from: Field, to: Field): number;
  release(): void;
}

export interface Swap {
  /** Of replicas `pair` and `pair` + 1. */
  readonly pair: number;
  readonly logProbability: number;
  readonly accepted: boolean;
}

export interface ReplicaExchange {
  /** Tries every second pair: those of the parity of `round`. */
  swap(at: { readonly seed: number; readonly round: number }): Swap[];
  release(): void;
}

/** `passages`: from each replica to the next one; none for those that are exchanged as they are. */
export const makeReplicaExchange = (
  replicas: readonly Replica[],
  passages: readonly (Passage | undefined)[] = [],
): ReplicaExchange => {
  invariant(replicas.length >= 2, 'an exchange of one replica');
  const { lattice, components } = replicas[0]!.field;
  const [there, back] = [lattice.field(components), lattice.field(components)];

  const exchange = (pair: number, uniform: number): Swap => {
    const [low, high] = [replicas[pair]!, replicas[pair + 1]!];
    const passage = passages[pair];
    const before = low.action(low.field) + high.action(high.field);
    let logJ = 0;
    if (passage === undefined) {
      lattice.copy(low.field, there);
      lattice.copy(high.field, back);
    } else logJ = passage.forward(low.field, there) + passage.inverse(high.field, back);
    const after = high.action(there) + low.action(back);
    const logProbability = before - after + logJ;
    const accepted = uniform < Math.exp(logProbability);
    if (accepted) {
      lattice.copy(there, high.field);
      lattice.copy(back, low.field);
    }
    return { pair, logProbability, accepted };
  };

  return {
    swap: ({ seed, round }) => {
      const swaps: Swap[] = [];
      for (let pair = round % 2; pair + 1 < replicas.length; pair += 2) {
        const draw = { seed, purpose: 'exchange', update: round } as const;
        swaps.push(exchange(pair, new HostStream(draw, pair).uniform()));
      }
      return swaps;
    },
    release: () => {
      for (const field of [there, back]) lattice.release(field);
      for (const passage of passages) passage?.release();
    },
  };
};
