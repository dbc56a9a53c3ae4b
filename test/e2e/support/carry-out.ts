/** Runs of a workspace that is not open in the application: made of a specification, and carried out to their end. */
import { unwrap } from '../../../src-engine/base/result.ts';
import { carryOutRun } from '../../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../src-main/run/stop-request.ts';
import type { Workspace } from '../../../src-main/workspace/workspace.ts';

const codeVersion = '0.1.0';

/** Answers its id. */
export const prepare = async (workspace: Workspace, toml: string): Promise<string> =>
  unwrap(await prepareRun(workspace, unwrap(readRunSpec(toml, 'specification')), { codeVersion })).id;

export const carryOut = async (workspace: Workspace, run: string): Promise<void> => {
  const { paths } = unwrap(await workspace.getRun(run));
  const stop = new StopFlag(paths.folder);
  unwrap(await carryOutRun(workspace, run, { codeVersion, threads: 1, stop }));
};
