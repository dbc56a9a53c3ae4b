/**
 * Nested integration of forces with different step sizes (J. C. Sexton, D. H. Weingarten, Nucl. Phys. B380 (1992) 665). Level 0 is the
 * outermost, with the largest steps; the drift of each level is a whole integration of the next one.
 *
 * Kicks only change momenta, and depend only on links, so kicks between two drifts commute: those of one level are merged into one
 * evaluation of its force. A displaced kick stands alone: the displacement is along the force of its own level, as forces of other levels
 * commute with it.
 */
import { invariant } from '../../base/invariant.ts';
import type { Scheme } from './scheme.ts';

export interface Level {
  readonly scheme: Scheme;
  /** Steps per drift of the level above (of the trajectory, for the outermost). */
  readonly steps: number;
  /** P -> P + eps F of this level; `last` for its last kick of the integration. */
  kick(eps: number, last: boolean): void;
  /** P -> P + eps F(exp(displacement F) U): for schemes with displacements. */
  displacedKick?(eps: number, displacement: number): void;
}

/** Integrates the equations of motion over `length`; `drift(eps)` does U -> exp(eps P) U. */
export const integrate = (levels: readonly Level[], drift: (eps: number) => void, length: number): void => {
  const pending = new Array<number>(levels.length).fill(0);
  const displaced: (() => void)[] = [];
  const flush = (last: boolean): void => {
    levels.forEach((level, l) => {
      if (pending[l] !== 0) level.kick(pending[l]!, last);
      pending[l] = 0;
    });
    for (const kick of displaced) kick();
    displaced.length = 0;
  };
  const kick = (l: number, eps: number, displacement: number): void => {
    const level = levels[l]!;
    if (displacement === 0) pending[l]! += eps;
    else {
      invariant(level.displacedKick !== undefined, `level ${l} cannot displace links`);
      displaced.push(() => level.displacedKick!(eps, displacement));
    }
  };
  const move = (l: number, eps: number): void => {
    const level = levels[l];
    if (level === undefined) {
      flush(false);
      drift(eps);
      return;
    }
    const { scheme, steps } = level;
    const step = eps / steps;
    for (let i = 0; i < steps; i++) {
      scheme.kicks.forEach((a, j) => {
        kick(l, a * step, (scheme.displacements?.[j] ?? 0) * step * step);
        const b = scheme.drifts[j];
        if (b !== undefined) move(l + 1, b * step);
      });
    }
  };
  move(0, length);
  flush(true);
};
