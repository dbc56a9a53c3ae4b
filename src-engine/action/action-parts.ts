/**
 * An action cut into parts whose kernels are small enough to compile. Staples and generators are linear in the loops, so the parts'
 * contributions add up. Up to SU(4) the usual actions are one part; improved actions of SU(8) take several.
 * Test: test/unit/engine/flow/gradient-flow.test.ts (SU(8), one part against many).
 */
import { GaugeAction } from './gauge-action.ts';
import type { Path } from './path.ts';

/** Multiplications of real numbers that one kernel may have. */
const LIMIT = 100_000;

/** Multiplications for the staples of one loop: `length` links, each with a product of the others. */
const cost = (loop: Path, colours: number): number => loop.length * (loop.length - 2) * 4 * colours ** 3;

export const actionParts = (action: GaugeAction, limit = LIMIT): readonly GaugeAction[] => {
  const { lattice, loops, fluxes } = action;
  const { colours } = loops.group;
  const parts: { name: string; coupling: number; loops: Path[] }[][] = [];
  let spent = Number.POSITIVE_INFINITY;
  for (const { name, coupling, loops: paths } of loops.terms) {
    let term: { name: string; coupling: number; loops: Path[] } | undefined;
    for (const path of paths) {
      const more = cost(path, colours);
      if (spent + more > limit) {
        parts.push([]);
        spent = 0;
        term = undefined;
      }
      spent += more;
      if (term === undefined) {
        term = { name, coupling, loops: [] };
        parts.at(-1)!.push(term);
      }
      term.loops.push(path);
    }
  }
  if (parts.length === 1) return [action];
  return parts.map((terms) => new GaugeAction(lattice, { ...loops, terms }, fluxes));
};
