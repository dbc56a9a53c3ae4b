/** `plaquette run SPEC`: a new run from a specification (or as a fork of another run), carried out here. */
import { relative, resolve } from 'node:path';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { findTemplate, templateSpec } from '../../../src-engine/api/template/templates.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { readRunResults } from '../../analysis/run-results.ts';
import { prepareRun, readRunSpec, specFolder } from '../../run/prepare-run.ts';
import { readSmallFile } from '../../storage/file-bytes.ts';
import { nodeFileSystem } from '../../storage/node-file-system.ts';
import { attempt } from '../../storage/store-failure.ts';
import type { RunParent } from '../../workspace/run-event.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import { seconds, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { endExit, endLine, runInForeground, type SessionOptions, sessionDocument } from '../run-session.ts';
import { resultLines } from '../text/result-lines.ts';
import { version } from '../version.ts';

export interface RunOptions {
  readonly threads?: number;
  readonly budget?: number;
  readonly template?: string;
  readonly seed?: number;
  readonly from?: string;
  readonly prepareOnly?: true;
}

export const register: Register = (program, context) => {
  program
    .command('run')
    .description('carry out a run specification')
    .argument('[spec]', 'a TOML file; plaquette new writes one')
    .option('--template <name>', 'run a template as it is, with a fresh seed')
    .option(
      '--seed <number>',
      'random seed, instead of the one in the specification',
      wholeNumber('A seed', 0),
    )
    .option(
      '--from <run>',
      'start from the links of another run: RUN, or RUN@UPDATE for a saved configuration',
    )
    .option(
      '--threads <number>',
      'worker threads; the chain does not depend on them',
      wholeNumber('Threads', 1),
    )
    .option('--budget <time>', 'stop cleanly after this wall-clock time, such as 30m', seconds)
    .option('--prepare-only', 'enter the run in the workspace without starting it')
    .action((file: string | undefined, options: RunOptions) =>
      context.answer(async () => {
        const spec = await specOf(context, file, options);
        if (!spec.ok) return spec;
        return inWorkspace(context, (workspace) => begin(context, workspace, spec.value, options));
      }),
    );
};

export const specOf = async (
  context: Context,
  file: string | undefined,
  options: RunOptions,
): Promise<Result<RunSpec>> => {
  if ((file === undefined) === (options.template === undefined))
    return fail('usage.wrong', 'A run needs a specification.', 'Give a TOML file, or --template NAME.');
  let spec: Result<RunSpec>;
  if (file === undefined) {
    const template = findTemplate(options.template!);
    if (!template.ok) return template;
    spec = ok({ ...templateSpec(template.value), seed: context.freshSeed() });
  } else {
    const path = resolve(context.folder, file);
    const bytes = await attempt(`read ${file}`, () => readSmallFile(nodeFileSystem, path, 1 << 20));
    if (!bytes.ok) return bytes;
    spec = readRunSpec(new TextDecoder().decode(bytes.value), specFolder(path));
  }
  return spec.ok && options.seed !== undefined ? ok({ ...spec.value, seed: options.seed }) : spec;
};

/** `RUN` or `RUN@UPDATE` as a parent: its last checkpoint, or a saved configuration. */
const parentOf = async (workspace: Workspace, from: string): Promise<Result<RunParent>> => {
  const [name, at] = from.split('@') as [string, string | undefined];
  const run = await findRun(workspace, name);
  if (!run.ok) return run;
  if (at !== undefined) {
    if (!/^\d{1,15}$/.test(at))
      return fail(
        'usage.wrong',
        `"${at}" is not the number of an update.`,
        'Give RUN@UPDATE, such as latest@100.',
      );
    return ok({ run: run.value.id, kind: 'fork', update: Number(at) });
  }
  const found = await workspace.latestCheckpoint(run.value.id);
  return found.ok ? ok({ run: run.value.id, kind: 'fork', update: found.value.checkpoint.update }) : found;
};

export const begin = async (
  context: Context,
  workspace: Workspace,
  spec: RunSpec,
  options: RunOptions,
): Promise<Result<Answer>> => {
  const parent = options.from === undefined ? undefined : await parentOf(workspace, options.from);
  if (parent !== undefined && !parent.ok) return parent;
  const prepared = await prepareRun(workspace, spec, {
    codeVersion: version,
    ...(options.template === undefined ? {} : { template: options.template }),
    ...(parent === undefined ? {} : { parent: parent.value }),
  });
  if (!prepared.ok) return prepared;
  if (options.prepareOnly)
    return ok({
      exit: 0,
      text: [`Run ${prepared.value.id} is prepared. Start it with: plaquette resume ${prepared.value.id}`],
      document: { run: prepared.value.id, name: prepared.value.name, folder: prepared.value.paths.folder },
    });
  return sessionAnswer(context, workspace, prepared.value.id, options);
};

/** Carries out a run and answers with its results. */
export const sessionAnswer = async (
  context: Context,
  workspace: Workspace,
  id: string,
  options: SessionOptions,
): Promise<Result<Answer>> => {
  const run = await workspace.getRun(id);
  if (!run.ok) return run;
  const session = await runInForeground(context, workspace, run.value, options);
  if (!session.ok) return session;
  const results = await readRunResults(workspace, id);
  if (!results.ok) return results;
  const folder = relative(context.folder, run.value.paths.folder) || '.';
  return ok({
    exit: endExit(session.value),
    text: [
      endLine(run.value, session.value),
      '',
      ...resultLines(results.value, context.style),
      '',
      `Files are in ${folder}`,
    ],
    document: { ...sessionDocument(run.value, session.value), results: results.value },
  });
};
