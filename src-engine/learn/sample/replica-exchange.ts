/**
 * Replica exchange with flows: replicas r = 0 ... R - 1 of densities exp(-S_r); neighbours try to exchange their fields, mapped on the way by f from r to r + 1 and by
 * f^-1 back, with probability min(1, A),
 *   log A = S_r(U) + S_(r+1)(V) - S_(r+1)(f(U)) - S_r(f^-1(V)) + log |det df(U)| + log |det df^-1(V)|,   U of replica r, V of r + 1.
 * D. Hackett et al., arXiv:2404.11674; without a map parallel tempering (K. Hukushima, K. Nemoto, cond-mat/9512035). Pairs with even r and with odd r take turns.
 * Proved by test/unit/engine/learn/sample/replica-exchange.test.ts, test/statistics/flow-sampling.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import type { Field, Lattice } from '../../lattice/lattice.ts';
import { HostStream } from '../../random/host-stream.ts';
import type { Flow } from '../flow.ts';
import { sampleSums } from '../samples.ts';
import type { Target } from '../target.ts';
import type { ChainField } from './chain-field.ts';

export interface Replica {
  readonly field: ChainField;
  /** Its action; of the same kind of field for all replicas. */
  readonly target: Target;
  /** The layers that lead from this replica to the next one; none for parallel tempering. On the lattice of the exchange. */
  readonly towardsNext?: Flow['layers'];
}

export interface Swap {
  /** Of replicas `pair` and `pair` + 1. */
  readonly pair: number;
  readonly logProbability: number;
  readonly accepted: boolean;
}

export interface ReplicaExchange {
  /** Tries every second pair. Uses stages `stage` (0 when absent) of purpose 'sampler', a site for each pair. */
  swap(at: { readonly seed: number; readonly update: number; readonly stage?: number }): Swap[];
  release(): void;
}

/** `lattice`: of a few samples (two are used) in double precision. */
export const makeReplicaExchange = (lattice: Lattice, replicas: readonly Replica[]): ReplicaExchange => {
  const { samples, precision, volume } = lattice.layout;
  invariant(samples >= 2 && precision === 'f64', 'replicas are exchanged by two samples in double precision');
  invariant(replicas.length >= 2, 'an exchange of one replica');
  const { components } = replicas[0]!.target;
  const perSample = (volume / samples) * components;
  const [x, there, back] = [lattice.field(components), lattice.field(components), lattice.field(components)];
  const density = lattice.field(1);

  const action = (target: Target, of: Field): Float64Array => {
    target.action(of, density, 1);
    return sampleSums(density);
  };
  const mapped = (layers: Flow['layers'], to: Field, direction: 'forward' | 'inverse'): Float64Array => {
    const logJ = lattice.field(1);
    lattice.copy(x, to);
    for (const layer of direction === 'forward' ? layers : layers.toReversed())
      layer[direction](to, logJ, false);
    const sums = sampleSums(logJ);
    lattice.release(logJ);
    return sums;
  };
  const sample = (of: Field, s: number): Float64Array =>
    lattice.readRange(of, s * perSample, (s + 1) * perSample, new Float64Array(perSample));

  const exchange = (pair: number, uniform: number): Swap => {
    const [low, high] = [replicas[pair]!, replicas[pair + 1]!];
    const layers = low.towardsNext ?? [];
    const values = [low.field.read(), high.field.read()];
    for (let s = 0; s < samples; s++) lattice.writeRange(x, s * perSample, values[s % 2]!);
    const up = mapped(layers, there, 'forward')[0]!;
    const down = mapped(layers, back, 'inverse')[1]!;
    const before = action(low.target, x)[0]! + action(high.target, x)[1]!;
    const after = action(high.target, there)[0]! + action(low.target, back)[1]!;
    const logProbability = before - after + up + down;
    const accepted = uniform < Math.exp(logProbability);
    if (accepted) {
      high.field.write(sample(there, 0));
      low.field.write(sample(back, 1));
    }
    return { pair, logProbability, accepted };
  };

  return {
    swap: ({ seed, update, stage = 0 }) => {
      const swaps: Swap[] = [];
      for (let pair = update % 2; pair + 1 < replicas.length; pair += 2) {
        const draw = { seed, purpose: 'sampler', update, stage } as const;
        swaps.push(exchange(pair, new HostStream(draw, pair).uniform()));
      }
      return swaps;
    },
    release: () => {
      for (const field of [x, there, back, density]) lattice.release(field);
    },
  };
};
