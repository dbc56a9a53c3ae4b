/** One search of lanczos.ts: the lowest eigenpairs of A in the complement of those that are known, from the Krylov space of p(A). */
import { FailureError } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { applyFilter, type FilterRange, filterValue } from './chebyshev-filter.ts';
import { KrylovSpace } from './krylov-space.ts';
import { combine } from './orthogonal-basis.ts';
import type { LinearMap } from './positive-operator.ts';
import { stagnated } from './solver-failure.ts';

export interface RitzPair {
  readonly value: number;
  readonly vector: Field;
  /** |A v - value v| */
  readonly residual: number;
}

/** Only eigenvalues below `value` are wanted; `filtered` is p there. */
export interface Ceiling {
  readonly value: number;
  readonly filtered: number;
}

export interface SearchOptions {
  readonly count: number;
  /** Wanted |A v - l v|. */
  readonly goal: number;
  readonly seed: number;
  /** Called at every restart: pairs that have converged in this search, and the residual of the first that has not. */
  readonly onRestart: (converged: number, residual: number) => void;
}

const NAME = 'The eigenvalue solver';
/** Ritz vectors beyond the wanted ones that survive a restart. */
export const SPARE = 6;
/** Restarts after which wanted Ritz values should be above what the filter leaves of the others. */
const PATIENCE = 4;
/** Wanted eigenvalues are to be below this part of the cut. */
const SAFE = 0.95;

export class KrylovSearch {
  private readonly a: LinearMap;
  private readonly options: SearchOptions;
  private readonly spare: readonly [Field, Field];
  private start: Field | undefined;
  private draws = 0;

  constructor(a: LinearMap, options: SearchOptions) {
    this.a = a;
    this.options = options;
    this.spare = [a.space.vector(), a.space.vector()];
  }

  release(): void {
    for (const v of [...this.spare, ...(this.start === undefined ? [] : [this.start])])
      this.a.space.lattice.release(v);
  }

  /**
   * Rising; fewer than `count` if a ceiling or the end of the space is reached. Undefined if the cut of the filter seems to lie below wanted
   * eigenvalues: what has been learnt is the start of the next search.
   */
  lowest(filter: FilterRange, known: readonly RitzPair[], ceiling?: Ceiling): RitzPair[] | undefined {
    const { space } = this.a;
    const { count, goal, onRestart } = this.options;
    if (known.length >= space.dimension) return [];
    const filtered: LinearMap = {
      space,
      apply: (out, x) => applyFilter(this.a, filter, out, x, this.spare),
    };
    const krylov = this.krylov(
      filtered,
      known.map((p) => p.vector),
    );
    try {
      for (let restarts = 0; ; restarts++) {
        const { values, vectors } = krylov.grow();
        // largest values of p first
        const best = range(Math.min(count + SPARE, values.length)).map((i) => values.length - 1 - i);
        const rests = best.map((i) => krylov.restOf(vectors[i]!));
        const ritz = krylov.restart(
          best.map((i) => values[i]!),
          best.map((i) => vectors[i]!),
        );
        const last = values[best[Math.min(count, best.length) - 1]!]!;
        const hidden = !ceiling && filter.degree > 1 && last < filterValue(filter, SAFE * filter.cut);
        if (hidden && (krylov.complete || restarts >= PATIENCE)) return this.giveUp(ritz);
        const pairs: RitzPair[] = [];
        for (const [i, vector] of ritz.slice(0, count).entries()) {
          if (ceiling && values[best[i]!]! + rests[i]! < ceiling.filtered) return this.own(pairs);
          const pair = this.measure(vector);
          if (ceiling && pair.value - pair.residual >= ceiling.value - 2 * goal && pair.residual <= goal)
            return this.own(pairs);
          if (pair.residual > goal) {
            if (krylov.complete) throw new FailureError(stagnated(NAME, 0, pair.residual).error);
            onRestart(i, pair.residual);
            break;
          }
          pairs.push(pair);
        }
        if (pairs.length === Math.min(count, ritz.length))
          return hidden ? this.giveUp(ritz) : this.own(pairs);
      }
    } finally {
      krylov.release();
    }
  }

  private giveUp(ritz: readonly Field[]): undefined {
    this.start ??= this.a.space.vector();
    combine(this.a.space, this.start, ritz, new Float64Array(ritz.length).fill(1));
  }

  private krylov(b: LinearMap, locked: readonly Field[]): KrylovSpace {
    const size = 2 * (this.options.count + SPARE) + 8;
    const start = locked.length === 0 ? this.start : undefined;
    const { seed } = this.options;
    return new KrylovSpace(
      b,
      locked,
      size,
      (x) => b.space.gaussian(x, { seed, purpose: 'noise', update: ++this.draws }),
      start,
    );
  }

  private measure(vector: Field): RitzPair {
    const { space } = this.a;
    const [product] = this.spare;
    this.a.apply(product, vector);
    const value = space.dot(vector, product)[0]!.re;
    space.addScaled([-value], vector, product);
    return { value, vector, residual: Math.sqrt(space.norm2(product)[0]!) };
  }

  /** Copies that outlive the Krylov space, in rising order. */
  private own(pairs: readonly RitzPair[]): RitzPair[] {
    const { space } = this.a;
    return pairs
      .map((pair) => {
        const vector = space.vector();
        space.copy(pair.vector, vector);
        return { ...pair, vector };
      })
      .sort((u, v) => u.value - v.value);
  }
}
