/** `plaquette show RUN`: what a run is, how it is doing, and what came of it. */
import { ok, type Result } from '../../../src-engine/base/result.ts';
import { readRunResults } from '../../analysis/run-results.ts';
import { readStory } from '../../run/run-story.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import type { Answer } from '../output.ts';
import { overviewDocument, overviewOf } from '../run-overview.ts';
import { runLines, type ShownRun } from '../text/run-lines.ts';

export const register: Register = (program, context) => {
  program
    .command('show')
    .description('show a run: state, results, alarms, files')
    .argument('<run>', 'identifier, the beginning of one, name, or "latest"')
    .action((word: string) =>
      context.answer(() => inWorkspace(context, (workspace) => show(context, workspace, word))),
    );
};

const gather = async (context: Context, workspace: Workspace, word: string): Promise<Result<ShownRun>> => {
  const run = await findRun(workspace, word);
  if (!run.ok) return run;
  const { id } = run.value;
  const overview = await overviewOf(context, workspace, run.value);
  if (!overview.ok) return overview;
  const story = await readStory(workspace, id);
  if (!story.ok) return story;
  const results = await readRunResults(workspace, id);
  if (!results.ok) return results;
  const configurations = await workspace.configurations(id);
  if (!configurations.ok) return configurations;
  const all = await workspace.listRuns();
  if (!all.ok) return all;
  const forks = all.value.filter(({ parent }) => parent?.run === id).map((fork) => fork.id);
  return ok({
    overview: overview.value,
    story: story.value,
    results: results.value,
    configurations: configurations.value,
    forks,
  });
};

const show = async (context: Context, workspace: Workspace, word: string): Promise<Result<Answer>> => {
  const gathered = await gather(context, workspace, word);
  if (!gathered.ok) return gathered;
  const { overview, story, results, configurations, forks } = gathered.value;
  const problems = workspace.problems();
  return ok({
    exit: exitCode.fine,
    text: runLines(gathered.value, context.style),
    document: {
      ...overviewDocument(overview),
      spec: overview.spec ?? null,
      segments: story.segments,
      failure: story.failure ?? null,
      alarms: story.alarms,
      results,
      savedConfigurations: configurations,
      forks,
      paths: overview.run.paths,
      damagedBytes: overview.run.damagedBytes,
      problems,
    },
    problems,
  });
};
