/**
 * `plaquette start`, what `npm start` does: the quick-start template in a workspace of its own, from nothing to a result with its error
 * and the accepted value beside it.
 */
import { join, relative } from 'node:path';
import { findTemplate, templateSpec } from '../../../src-engine/api/template/templates.ts';
import type { Result } from '../../../src-engine/base/result.ts';
import { prepareRun } from '../../run/prepare-run.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { namedFolder } from '../open-workspace.ts';
import type { Answer } from '../output.ts';
import { version } from '../version.ts';
import { sessionAnswer } from './run.ts';

const TEMPLATE = 'quick-start';
const FOLDER = 'workspace';

export const register: Register = (program, context) => {
  program
    .command('start')
    .description(
      'run the quick start: SU(3) on 8^4 with live progress and a result table (about half a minute)',
    )
    .action(() => context.answer(() => start(context)));
};

/** Opens the workspace, making it first where there is none. */
const openOrCreate = async (context: Context, folder: string): Promise<Result<Workspace>> => {
  const { createWorkspace, openWorkspace } = await import('../../workspace/workspace.ts');
  const opened = await openWorkspace(folder, context.host);
  if (opened.ok || opened.error.code !== 'workspace.notFound') return opened;
  return createWorkspace(folder, 'Quick start', context.host);
};

const start = async (context: Context): Promise<Result<Answer>> => {
  const template = findTemplate(TEMPLATE);
  if (!template.ok) return template;
  const folder = namedFolder(context) ?? join(context.folder, FOLDER);
  const workspace = await openOrCreate(context, folder);
  if (!workspace.ok) return workspace;
  try {
    const spec = { ...templateSpec(template.value), seed: context.freshSeed() };
    const run = await prepareRun(workspace.value, spec, { codeVersion: version, template: TEMPLATE });
    if (!run.ok) return run;
    context.stderr.write(`${template.value.title}. ${template.value.description}\n\n`);
    const answer = await sessionAnswer(context, workspace.value, run.value.id, {});
    if (!answer.ok) return answer;
    const where = relative(context.folder, join(run.value.paths.folder, 'configurations'));
    const next = [
      'Next:',
      `  npx plaquette inspect ${where}/*.lime`,
      `  npx plaquette --workspace ${relative(context.folder, folder)} show latest`,
      '  npx plaquette new --list',
    ];
    return { ok: true, value: { ...answer.value, text: [...answer.value.text, '', ...next] } };
  } finally {
    await workspace.value.close();
  }
};
