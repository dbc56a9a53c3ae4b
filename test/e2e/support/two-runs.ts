/** A workspace with a run that has finished and one that can go on for hours. */
import { unwrap } from '../../../src-engine/base/result.ts';
import { carryOutRun } from '../../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../../src-main/run/stop-request.ts';
import { createWorkspace, openWorkspace } from '../../../src-main/workspace/workspace.ts';

const specification = (name: string, updates: number): string => `version = 1
name = "${name}"
seed = 31415
[lattice]
dims = [4, 4, 4, 4]
group = "SU(3)"
[action]
beta = 5.7
[[phase]]
updates = ${updates}
[[phase.update]]
algorithm = "heat-bath"
[run]
checkpoint-every = 20
save-every = 5000
[measure.plaquette]
`;

export interface TwoRuns {
  readonly done: string;
  readonly endless: string;
}

export const makeTwoRuns = async (folder: string): Promise<TwoRuns> => {
  const workspace = unwrap(await createWorkspace(folder, 'Two runs'));
  const prepare = async (name: string, updates: number): Promise<string> =>
    unwrap(
      await prepareRun(workspace, unwrap(readRunSpec(specification(name, updates), folder)), {
        codeVersion: 'test',
      }),
    ).id;
  const done = await prepare('done', 60);
  const { paths } = unwrap(await workspace.getRun(done));
  unwrap(
    await carryOutRun(workspace, done, { codeVersion: 'test', threads: 1, stop: new StopFlag(paths.folder) }),
  );
  const endless = await prepare('endless', 1_000_000);
  await workspace.close();
  return { done, endless };
};

/** Update numbers of a run on disk, which must follow one another from 1. */
export const updatesOf = async (folder: string, run: string): Promise<readonly number[]> => {
  const workspace = unwrap(await openWorkspace(folder));
  const { update } = unwrap(await workspace.readSeries(run, 'plaquette'));
  await workspace.close();
  return [...update];
};
