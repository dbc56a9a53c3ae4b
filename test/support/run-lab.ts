/** A workspace in a temporary folder, with runs carried out in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '../../src-engine/base/result.ts';
import type { RunEnd } from '../../src-engine/run/run-loop.ts';
import { type CarryOutOptions, carryOutRun } from '../../src-main/run/carry-out-run.ts';
import { prepareRun, readRunSpec } from '../../src-main/run/prepare-run.ts';
import { StopFlag } from '../../src-main/run/stop-request.ts';
import type { RunParent } from '../../src-main/workspace/run-event.ts';
import { createWorkspace, type RunSummary, type Workspace } from '../../src-main/workspace/workspace.ts';

export interface RunLab {
  readonly folder: string;
  readonly workspace: Workspace;
  prepare(toml: string, parent?: RunParent): Promise<RunSummary>;
  carryOut(run: RunSummary, options?: Partial<CarryOutOptions>): Promise<RunEnd>;
  values(run: RunSummary, name: string): Promise<number[]>;
  dispose(): Promise<void>;
}

export const openRunLab = async (): Promise<RunLab> => {
  const folder = mkdtempSync(join(tmpdir(), 'plaquette-run-'));
  const workspace = unwrap(await createWorkspace(join(folder, 'workspace'), 'lab'));
  return {
    folder,
    workspace,
    prepare: async (toml, parent) =>
      unwrap(
        await prepareRun(workspace, unwrap(readRunSpec(toml, folder)), {
          codeVersion: 'test',
          ...(parent === undefined ? {} : { parent }),
        }),
      ),
    carryOut: async (run, options = {}) =>
      unwrap(
        await carryOutRun(workspace, run.id, {
          codeVersion: 'test',
          threads: 1,
          stop: new StopFlag(run.paths.folder),
          ...options,
        }),
      ),
    values: async (run, name) => [...unwrap(await workspace.readSeries(run.id, name)).value],
    dispose: async () => {
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export interface SpecChoices {
  readonly dims?: string;
  readonly group?: string;
  readonly beta?: number;
  readonly updates?: number;
  readonly algorithm?: string;
  readonly start?: string;
  readonly run?: string;
}

/** A small specification as text. */
export const smallSpec = (choices: SpecChoices = {}): string => {
  const { dims = '[4, 4, 4, 4]', group = 'SU(2)', beta = 2.3, updates = 10 } = choices;
  const { algorithm = 'algorithm = "heat-bath"', start = 'kind = "hot"', run = '' } = choices;
  return `version = 1
seed = 99
[lattice]
dims = ${dims}
group = "${group}"
[action]
beta = ${beta}
[start]
${start}
[[phase]]
updates = ${updates}
[[phase.update]]
${algorithm}
[run]
${run}
[measure.plaquette]
`;
};
