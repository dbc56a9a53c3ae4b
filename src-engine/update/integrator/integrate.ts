/**
 * Nested integration of forces with different step sizes (J. C. Sexton, D. H. Weingarten, Nucl. Phys. B380 (1992) 665). Level 0 is the
 * outermost, with the largest steps; the drift of each level is a whole integration of the next one.
 *
 * Kicks only change momenta, and depend only on links, so kicks between two drifts commute: those of one level are merged into one
 * evaluation of its force.
 */
import type { Scheme } from './scheme.ts';

export interface Level {
  readonly scheme: Scheme;
  /** Steps per drift of the level above (of the trajectory, for the outermost). */
  readonly steps: number;
  /** P -> P + eps F of this level. */
  kick(eps: number): void;
}

/** Integrates the equations of motion over `length`; `drift(eps)` does U -> exp(eps P) U. */
export const integrate = (levels: readonly Level[], drift: (eps: number) => void, length: number): void => {
  const pending = new Array<number>(levels.length).fill(0);
  const flush = (): void => {
    levels.forEach((level, l) => {
      if (pending[l] !== 0) level.kick(pending[l]!);
      pending[l] = 0;
    });
  };
  const move = (l: number, eps: number): void => {
    const level = levels[l];
    if (level === undefined) {
      flush();
      drift(eps);
      return;
    }
    const { scheme, steps } = level;
    const step = eps / steps;
    for (let i = 0; i < steps; i++) {
      scheme.kicks.forEach((a, j) => {
        pending[l]! += a * step;
        const b = scheme.drifts[j];
        if (b !== undefined) move(l + 1, b * step);
      });
    }
  };
  move(0, length);
  flush();
};
