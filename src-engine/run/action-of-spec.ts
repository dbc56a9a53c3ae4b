/** The loop action that a specification asks for. The text of a specification has been checked, so this cannot fail. */
import type { LoopAction } from '../action/loop-action.ts';
import { parseLoopAction } from '../action/loop-language.ts';
import { presetAction } from '../action/presets.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { unwrap } from '../base/result.ts';
import { type Group, parseGroup } from '../group/group.ts';

export const groupOfSpec = (spec: RunSpec): Group => {
  const group = parseGroup(spec.lattice.group);
  invariant(group !== undefined, `group ${spec.lattice.group}`);
  return group;
};

export const loopActionOfSpec = (spec: RunSpec): LoopAction => {
  const group = groupOfSpec(spec);
  const dimensions = spec.lattice.dims.length;
  const { action } = spec;
  if ('loops' in action) return unwrap(parseLoopAction(action.loops, group, dimensions));
  invariant(action.preset !== 'phi4', 'phi^4 is no action of links');
  return presetAction(action.preset, action.beta, group, dimensions);
};
