/** `plaquette list`: the runs of the workspace. */
import { ok, type Result } from '../../../src-engine/base/result.ts';
import { byAge } from '../../workspace/by-age.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace } from '../open-workspace.ts';
import type { Answer } from '../output.ts';
import {
  overviewDocument,
  overviewOf,
  plaquetteText,
  progressText,
  type RunOverview,
  stateText,
} from '../run-overview.ts';
import { tableLines } from '../table.ts';

export const register: Register = (program, context) => {
  program
    .command('list')
    .description('list the runs of the workspace')
    .action(() => context.answer(() => inWorkspace(context, (workspace) => list(context, workspace))));
};

const columns = [
  { title: 'Run' },
  { title: 'State' },
  { title: 'Updates', align: 'right' },
  { title: 'Lattice' },
  { title: 'Plaquette', align: 'right' },
  { title: 'Name' },
] as const;

const row = (overview: RunOverview): readonly string[] => {
  const { run, spec } = overview;
  return [
    run.id,
    stateText(overview),
    progressText(overview),
    spec === undefined ? 'unknown' : `${spec.lattice.group} ${spec.lattice.dims.join('x')}`,
    plaquetteText(overview),
    run.name ?? '',
  ];
};

const list = async (context: Context, workspace: Workspace): Promise<Result<Answer>> => {
  const runs = await workspace.listRuns();
  if (!runs.ok) return runs;
  const overviews: RunOverview[] = [];
  for (const run of byAge(runs.value)) {
    const overview = await overviewOf(context, workspace, run);
    if (!overview.ok) return overview;
    overviews.push(overview.value);
  }
  const [header, ...rows] = tableLines(columns, overviews.map(row));
  const problems = workspace.problems();
  return ok({
    exit: exitCode.fine,
    text:
      rows.length === 0
        ? [`There are no runs in ${workspace.folder} yet. Begin with: plaquette new quick-start`]
        : [context.style.strong(header!), ...rows],
    document: { workspace: workspace.folder, runs: overviews.map(overviewDocument), problems },
    problems,
  });
};
