/**
 * Gauge actions that are sums over closed loops: S = - sum_terms (coupling / N) sum_{x, loops} Re tr W_loop(x).
 *
 * `plaquette` with coupling beta is the Wilson action -(beta/N) sum_{x, mu<nu} Re tr P. The derivative with respect to a link is
 * derived from the loops, not typed in: each occurrence of U_mu(x) in a loop leaves an open path A with S = -Re tr(U_mu(x) A) + ...
 * (openings). Tests: test/unit/engine/action/loop-action.test.ts, test/property/loop-action.test.ts (numerical derivative).
 */
import type { Group } from '../group/group.ts';
import { axisOf, type Path, reversePath } from './path.ts';

export interface LoopTerm {
  /** How the user wrote it. */
  readonly name: string;
  readonly coupling: number;
  /** Different loops up to translation, each in one orientation. */
  readonly loops: readonly Path[];
}

export interface LoopAction {
  readonly group: Group;
  readonly dimensions: number;
  readonly terms: readonly LoopTerm[];
}

/** A path that closes a link U_mu(x) to a loop: from x + mu back to x. */
export interface Opening {
  readonly steps: Path;
  readonly term: number;
  /** Position of the loop in its term. */
  readonly loop: number;
  /** Displacement from x to the site where the loop starts. */
  readonly origin: readonly number[];
  /** Whether the loop was turned around to have the link forward: its trace is then conjugated. */
  readonly reversed: boolean;
}

/** Every way of closing the link in direction mu to a loop of the action. */
export const openings = (action: LoopAction, mu: number): Opening[] => {
  const out: Opening[] = [];
  action.terms.forEach(({ loops }, term) => {
    loops.forEach((loop, l) => {
      loop.forEach((step, i) => {
        if (axisOf(step) !== mu) return;
        const reversed = step < 0;
        // offset of the link's site from the loop's start
        const origin = new Array<number>(action.dimensions).fill(0);
        for (const s of loop.slice(0, reversed ? i + 1 : i)) origin[axisOf(s)]! -= Math.sign(s);
        const rest = [...loop.slice(i + 1), ...loop.slice(0, i)];
        out.push({ steps: reversed ? reversePath(rest) : rest, term, loop: l, origin, reversed });
      });
    });
  });
  return out;
};

/** Displacements between links of one direction that lie in a common loop, and so must not be updated together. */
export const conflicts = (action: LoopAction, mu: number): number[][] => {
  const seen = new Map<string, number[]>();
  for (const { loops } of action.terms) {
    for (const loop of loops) {
      const at: number[][] = [];
      const x = new Array<number>(action.dimensions).fill(0);
      for (const step of loop) {
        const axis = axisOf(step);
        if (step < 0) x[axis]! -= 1;
        if (axis === mu) at.push(x.slice());
        if (step > 0) x[axis]! += 1;
      }
      for (const a of at)
        for (const b of at)
          seen.set(
            a.map((n, i) => n - b[i]!).join(),
            a.map((n, i) => n - b[i]!),
          );
    }
  }
  return [...seen.values()];
};

/**
 * Whether S is linear in each single link, as heat bath and over-relaxation need: no loop passes a link twice, also not by winding
 * around a short lattice.
 */
export const isLinear = (action: LoopAction, dims: readonly number[]): boolean =>
  action.terms.every(({ loops }) => loops.every((loop) => visitsLinksOnce(loop, dims)));

const visitsLinksOnce = (loop: Path, dims: readonly number[]): boolean => {
  const seen = new Set<string>();
  const x = dims.map(() => 0);
  for (const step of loop) {
    const axis = axisOf(step);
    const hop = (sign: number): void => {
      x[axis] = (x[axis]! + sign + dims[axis]!) % dims[axis]!;
    };
    if (step < 0) hop(-1);
    const link = `${axis} ${x.join()}`;
    if (seen.has(link)) return false;
    seen.add(link);
    if (step > 0) hop(1);
  }
  return true;
};
