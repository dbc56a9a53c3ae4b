/**
 * How fields walk along a ladder of replicas: which field stands where, and when one has come back to replica 0 from the far end. Round trips, not accepted
 * exchanges, tell whether the far end helps: H. Katzgraber et al., J. Stat. Mech. (2006) P03018. Proved by test/unit/engine/learn/sample/replica-walk.test.ts.
 */
import { invariant } from '../../base/invariant.ts';

/** As checkpoints keep it. */
export interface Walk {
  /** Number of the field that each replica has. */
  readonly at: readonly number[];
  /** By number of the field: it has been at the far end since it was last at replica 0. */
  readonly returning: readonly boolean[];
}

export const isWalk = (value: unknown, replicas: number): value is Walk => {
  const v = value as Partial<Walk> | null;
  return (
    typeof v === 'object' &&
    v !== null &&
    Array.isArray(v.at) &&
    Array.isArray(v.returning) &&
    v.returning.length === replicas &&
    v.returning.every((one) => typeof one === 'boolean') &&
    [...v.at].sort((a, b) => a - b).join() === Array.from({ length: replicas }, (_, r) => r).join()
  );
};

export class ReplicaWalk {
  private at: number[];
  private returning: boolean[];

  constructor(replicas: number) {
    this.at = Array.from({ length: replicas }, (_, r) => r);
    this.returning = this.at.map(() => false);
  }

  /** Field that replica 0 has. */
  get first(): number {
    return this.at[0]!;
  }

  /** Replicas `pair` and `pair` + 1 have exchanged their fields; whether that ended a round trip. */
  swapped(pair: number): boolean {
    const { at, returning } = this;
    [at[pair], at[pair + 1]] = [at[pair + 1]!, at[pair]!];
    if (pair === at.length - 2) returning[at[pair + 1]!] = true;
    if (pair > 0) return false;
    const came = returning[at[0]!]!;
    returning[at[0]!] = false;
    return came;
  }

  state(): Walk {
    return { at: [...this.at], returning: [...this.returning] };
  }

  restore(walk: Walk): void {
    invariant(isWalk(walk, this.at.length), 'a walk of other replicas');
    this.at = [...walk.at];
    this.returning = [...walk.returning];
  }
}
