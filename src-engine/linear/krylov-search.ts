/** One search of lanczos.ts: the lowest eigenpairs of A in the complement of those that are known, from the Krylov space of p(A). */
import { FailureError } from '../base/result.ts';
import { range } from '../kernel/complex.ts';
import type { Field } from '../lattice/lattice.ts';
import { applyFilter, type FilterRange } from './chebyshev-filter.ts';
import { KrylovSpace } from './krylov-space.ts';
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
const SPARE = 6;
/** Degree of the filter in units of sqrt(upper / cut). */
const STRENGTH = 1;
const MAX_DEGREE = 80;
/** Beyond its range the filter grows as it does below the cut: the range must hold the whole spectrum. */
const MARGIN = 1.05;

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

  /** A filter whose cut lies above the wanted eigenvalues: Ritz values of A itself are bounds from above. */
  filterFor(largest: number): FilterRange {
    const upper = MARGIN * largest;
    const { count } = this.options;
    const krylov = this.krylov(this.a, []);
    try {
      const { values, vectors } = krylov.grow();
      // strictly above them: at the cut p is what it may be anywhere beyond
      const guard = values[Math.min(values.length, count + SPARE / 2) - 1]!;
      const cut = Math.max(guard, 1.5 * values[Math.min(values.length, count) - 1]! + 1e-4 * upper);
      this.start = this.a.space.vector();
      const wanted = vectors.slice(0, count);
      krylov.combine(
        this.start,
        wanted[0]!.map((_, j) => wanted.reduce((sum, v) => sum + v[j]!, 0)),
      );
      // of degree 1 the polynomial falls everywhere, whatever the cut
      const degree = cut > upper / 3 ? 1 : Math.min(MAX_DEGREE, Math.ceil(STRENGTH * Math.sqrt(upper / cut)));
      return { cut, upper, degree };
    } finally {
      krylov.release();
    }
  }

  /** Rising; fewer than `count` if a ceiling or the end of the space is reached. */
  lowest(filter: FilterRange, known: readonly RitzPair[], ceiling?: Ceiling): RitzPair[] {
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
      for (;;) {
        const { values, vectors } = krylov.grow();
        // largest values of p first
        const best = range(Math.min(count + SPARE, values.length)).map((i) => values.length - 1 - i);
        const rests = best.map((i) => krylov.restOf(vectors[i]!));
        const ritz = krylov.restart(
          best.map((i) => values[i]!),
          best.map((i) => vectors[i]!),
        );
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
        if (pairs.length === Math.min(count, ritz.length)) return this.own(pairs);
      }
    } finally {
      krylov.release();
    }
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
