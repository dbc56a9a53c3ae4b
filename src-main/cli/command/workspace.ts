/** `plaquette workspace create|show|repair`: the folder that holds runs. */
import { basename, resolve } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace, locateWorkspace, namedFolder } from '../open-workspace.ts';
import { type Answer, problemLine } from '../output.ts';
import { factLines } from '../table.ts';

export const register: Register = (program, context) => {
  const workspace = program
    .command('workspace')
    .description('make, show or repair the folder that holds runs');
  workspace
    .command('create')
    .description('make a workspace')
    .argument('[folder]', 'default: the current folder')
    .option('--name <name>', 'a name for people (default: that of the folder)')
    .action((folder: string | undefined, { name }: { readonly name?: string }) =>
      context.answer(() => create(context, folder, name)),
    );
  workspace
    .command('show')
    .description('say which workspace is in use and what it holds')
    .action(() => context.answer(() => inWorkspace(context, show)));
  workspace
    .command('repair')
    .description('rebuild the index from the run folders and check every file')
    .argument('[folder]', 'default: the workspace in use')
    .action((folder: string | undefined) => context.answer(() => repair(context, folder)));
};

const create = async (
  context: Context,
  asked: string | undefined,
  name: string | undefined,
): Promise<Result<Answer>> => {
  const folder =
    asked === undefined ? (namedFolder(context) ?? context.folder) : resolve(context.folder, asked);
  const { createWorkspace } = await import('../../workspace/workspace.ts');
  const created = await createWorkspace(folder, name ?? basename(folder), context.host);
  if (!created.ok) {
    if (created.error.code !== 'store.notFound') return created;
    return fail(
      'store.notFound',
      `The folder above ${folder} does not exist.`,
      'Make it first, or choose another place.',
    );
  }
  await created.value.close();
  return ok({
    exit: exitCode.fine,
    text: [
      `Made the workspace "${created.value.name}" in ${folder}.`,
      'Commands given in this folder, or below it, use it. Begin with: plaquette new quick-start',
    ],
    document: { folder, name: created.value.name },
  });
};

const show = async (workspace: Workspace): Promise<Result<Answer>> => {
  const runs = await workspace.listRuns();
  if (!runs.ok) return runs;
  const states: Record<string, number> = {};
  for (const state of runs.value.map((run) => run.state).sort()) states[state] = (states[state] ?? 0) + 1;
  const configurations = runs.value.reduce((sum, run) => sum + run.configurations, 0);
  const { folder, name } = workspace;
  const problems = workspace.problems();
  const byState = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  return ok({
    exit: exitCode.fine,
    text: factLines([
      ['Workspace', name],
      ['Folder', folder],
      ['Runs', byState.length === 0 ? 'none' : `${runs.value.length} (${byState.join(', ')})`],
      ['Configurations', String(configurations)],
    ]),
    document: { folder, name, runs: runs.value.length, states, configurations, problems },
    problems,
  });
};

/** A folder whose mark is lost is found by name only. */
const folderToRepair = async (context: Context, asked: string | undefined): Promise<Result<string>> => {
  if (asked !== undefined) return ok(resolve(context.folder, asked));
  const located = await locateWorkspace(context);
  return located.ok ? located : ok(context.folder);
};

const repair = async (context: Context, asked: string | undefined): Promise<Result<Answer>> => {
  const folder = await folderToRepair(context, asked);
  if (!folder.ok) return folder;
  const { repairWorkspace } = await import('../../workspace/repair.ts');
  const report = await repairWorkspace(folder.value, context.host);
  if (!report.ok) return report;
  const { runs, problems } = report.value;
  return ok({
    exit: problems.length === 0 ? exitCode.fine : exitCode.problem,
    text: repairLines(folder.value, runs, problems),
    document: { folder: folder.value, runs, problems },
  });
};

const repairLines = (folder: string, runs: number, problems: readonly Failure[]): readonly string[] => {
  const checked = `The index of ${folder} was rebuilt from its ${runs} ${runs === 1 ? 'run' : 'runs'}.`;
  if (problems.length === 0) return [`${checked} Everything is intact.`];
  return [`${checked} What was found:`, ...problems.map((one) => `  ${problemLine(one)}`)];
};
