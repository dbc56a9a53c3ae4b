/** `plaquette sweep SPEC --vary KEY=VALUE,VALUE`: one run for each combination of values, in one group; carried out here one after the other. Test: test/unit/main/cli/sweep.test.ts. */
import { resolve } from 'node:path';
import { type Sweep, wholeSweep } from '../../../src-engine/api/spec/sweep.ts';
import { splitVaried, type Varied } from '../../../src-engine/api/spec/variation.ts';
import { findTemplate, renderTemplate } from '../../../src-engine/api/template/templates.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { readRunResults } from '../../analysis/run-results.ts';
import { specFolder } from '../../run/prepare-run.ts';
import { checkGroup, prepareSweep, readSweep } from '../../run/sweep.ts';
import { readSmallFile } from '../../storage/file-bytes.ts';
import { nodeFileSystem } from '../../storage/node-file-system.ts';
import { attempt } from '../../storage/store-failure.ts';
import type { RunSummary, Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace } from '../open-workspace.ts';
import { seconds, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { endExit, runInForeground, type SessionOptions, sessionDocument } from '../run-session.ts';
import { type SweptRun, sweepLines } from '../text/sweep-lines.ts';
import { version } from '../version.ts';

interface SweepOptions extends SessionOptions {
  readonly vary: readonly string[];
  readonly group?: string;
  readonly template?: string;
  readonly prepareOnly?: true;
}

export const register: Register = (program, context) => {
  program
    .command('sweep')
    .description('a run for each combination of values of some keys, as one group')
    .argument('[spec]', 'a TOML file; plaquette new writes one')
    .option(
      '--vary <key=values>',
      'a key and its values, such as training.learning-rate=1e-3,3e-3 (may be given several times)',
      (one: string, before: readonly string[]) => [...before, one],
      [],
    )
    .option('--group <name>', 'name of the group of runs (default: the name in the specification)')
    .option('--template <name>', 'vary a template instead of a file, with a fresh seed')
    .option(
      '--threads <number>',
      'worker threads of each run; the chains do not depend on them',
      wholeNumber('Threads', 1),
    )
    .option('--budget <time>', 'stop each run cleanly after this wall-clock time, such as 30m', seconds)
    .option('--prepare-only', 'enter the runs in the workspace without starting them')
    .action((file: string | undefined, options: SweepOptions) =>
      context.answer(async () => {
        const source = await sourceOf(context, file, options);
        if (!source.ok) return source;
        const varied: Varied[] = [];
        for (const text of options.vary) {
          const one = splitVaried(text);
          if (!one.ok) return one;
          varied.push(one.value);
        }
        const planned = readSweep(source.value.toml, source.value.folder, varied);
        if (!planned.ok) return planned;
        return inWorkspace(context, (workspace) => sweep(context, workspace, planned.value, options));
      }),
    );
};

interface Source {
  readonly toml: string;
  readonly folder: string;
}

const sourceOf = async (
  context: Context,
  file: string | undefined,
  { template: name }: SweepOptions,
): Promise<Result<Source>> => {
  if ((file === undefined) === (name === undefined))
    return fail('usage.wrong', 'A sweep needs a specification.', 'Give a TOML file, or --template NAME.');
  if (file === undefined) {
    const template = findTemplate(name!);
    if (!template.ok) return template;
    const document = { ...template.value.document, seed: context.freshSeed() };
    return ok({ toml: renderTemplate({ ...template.value, document }), folder: context.folder });
  }
  const path = resolve(context.folder, file);
  const bytes = await attempt(`read ${file}`, () => readSmallFile(nodeFileSystem, path, 1 << 20));
  return bytes.ok ? ok({ toml: new TextDecoder().decode(bytes.value), folder: specFolder(path) }) : bytes;
};

const sweep = async (
  context: Context,
  workspace: Workspace,
  planned: Sweep,
  options: SweepOptions,
): Promise<Result<Answer>> => {
  const specs = wholeSweep(planned);
  if (!specs.ok) return specs;
  const group = checkGroup(options.group ?? planned.name.slice(0, 80));
  if (!group.ok) return group;
  const made = await prepareSweep(workspace, specs.value, {
    codeVersion: version,
    group: group.value,
    ...(options.template === undefined ? {} : { template: options.template }),
  });
  if (!made.ok) return made;
  const facts = made.value.map((run, place) => ({ run, values: planned.runs[place]!.values }));
  if (options.prepareOnly)
    return ok({
      exit: exitCode.fine,
      text: [
        `${facts.length} runs are prepared in the group ${group.value}. Start one with: plaquette resume RUN`,
        ...facts.map(({ run }) => `  ${run.id}  ${run.name}`),
      ],
      document: { group: group.value, runs: facts.map((one) => preparedDocument(one)) },
    });
  return carryOut(context, workspace, group.value, facts, options);
};

type Prepared = Pick<SweptRun, 'run' | 'values'>;

const preparedDocument = ({ run, values }: Prepared) => ({
  run: run.id,
  name: run.name,
  folder: run.paths.folder,
  values: Object.fromEntries(values.map(({ path, text }) => [path, text])),
});

/** One after the other; a stop that was asked for leaves the later ones prepared. */
const carryOut = async (
  context: Context,
  workspace: Workspace,
  group: string,
  prepared: readonly Prepared[],
  options: SessionOptions,
): Promise<Result<Answer>> => {
  const swept: SweptRun[] = [];
  const documents: object[] = [];
  let exit: Answer['exit'] = exitCode.fine;
  let stopped = false;
  for (const one of prepared) {
    const { run } = one;
    if (stopped) {
      swept.push({ ...one, state: 'prepared', results: undefined });
      documents.push({ ...preparedDocument(one), end: null });
      continue;
    }
    const carried = await oneRun(context, workspace, run, options);
    if (!carried.ok) return carried;
    const { session, results } = carried.value;
    const { end } = session;
    stopped = end.kind === 'stopped' && end.why === 'asked';
    if (end.kind === 'failed') exit = endExit(session);
    swept.push({ ...one, state: end.kind, results });
    documents.push({ ...preparedDocument(one), ...sessionDocument(run, session), results });
  }
  return ok({
    exit,
    text: [...sweepLines(group, swept, context.style)],
    document: { group, runs: documents },
  });
};

const oneRun = async (context: Context, workspace: Workspace, run: RunSummary, options: SessionOptions) => {
  const session = await runInForeground(context, workspace, run, options);
  if (!session.ok) return session;
  const results = await readRunResults(workspace, run.id);
  return results.ok ? ok({ session: session.value, results: results.value }) : results;
};
