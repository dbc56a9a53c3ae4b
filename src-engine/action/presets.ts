/**
 * The usual gauge actions: beta (c0 plaquette + c1 rectangle) with c0 = 1 - 8 c1, so that all have the same classical continuum limit.
 * c1: tree-level Symanzik -1/12, M. Luscher, P. Weisz, Commun. Math. Phys. 97 (1985) 59; Iwasaki -0.331, Y. Iwasaki, UTHEP-118 (1983),
 * arXiv:1111.7054; DBW2 -1.4088, QCD-TARO, Nucl. Phys. B577 (2000) 263.
 */
import type { Group } from '../group/group.ts';
import type { LoopAction } from './loop-action.ts';
import { NAMED_LOOPS, orbitOf } from './path.ts';

export const RECTANGLE_COEFFICIENT = {
  wilson: 0,
  symanzik: -1 / 12,
  iwasaki: -0.331,
  dbw2: -1.4088,
} as const;

export type ActionPreset = keyof typeof RECTANGLE_COEFFICIENT;

export const presetAction = (
  preset: ActionPreset,
  beta: number,
  group: Group,
  dimensions: number,
): LoopAction => {
  const c1 = RECTANGLE_COEFFICIENT[preset];
  const couplings = { plaquette: beta * (1 - 8 * c1), rectangle: beta * c1 };
  const names = c1 === 0 ? (['plaquette'] as const) : (['plaquette', 'rectangle'] as const);
  return {
    group,
    dimensions,
    terms: names.map((name) => ({
      name,
      coupling: couplings[name],
      loops: orbitOf(NAMED_LOOPS[name]!, dimensions),
    })),
  };
};
