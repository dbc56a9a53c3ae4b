/** What the loop language says about the action of a specification: its one spelling, and whether it is linear in each link. */
import { isLinear } from '../action/loop-action.ts';
import { formatLoopAction, parseLoopAction } from '../action/loop-language.ts';
import type { CheckLoops } from '../api/spec/read-spec.ts';
import { invariant } from '../base/invariant.ts';
import { ok } from '../base/result.ts';
import { parseGroup } from '../group/group.ts';

export const checkLoops: CheckLoops = (loops, lattice) => {
  const group = parseGroup(lattice.group);
  invariant(group !== undefined, `group ${lattice.group}`);
  const action = parseLoopAction(loops, group, lattice.dims.length);
  if (!action.ok) return action;
  return ok({
    canonical: formatLoopAction(action.value),
    linearInLinks: isLinear(action.value, lattice.dims),
  });
};
