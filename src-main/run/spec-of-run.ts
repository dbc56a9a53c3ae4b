/** The specification that a run of a workspace was made with. */
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { Result } from '../../src-engine/base/result.ts';
import { checkLoops } from '../../src-engine/run/check-loops.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { Workspace } from '../workspace/workspace.ts';

export const readSpecOf = async (
  workspace: Pick<Workspace, 'readSpec'>,
  id: string,
): Promise<Result<RunSpec>> => {
  const text = await workspace.readSpec(id);
  return text.ok ? parseSpec(text.value, checkLoops) : text;
};
