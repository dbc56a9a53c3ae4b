/** `plaquette models list|show|check|import|export|remove`: the trained models of the workspace. */
import { extname, resolve } from 'node:path';
import { Option } from 'commander';
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { ModelRow } from '../../contract/index.ts';
import { examinationFacts } from '../../model/examination-facts.ts';
import { findModel, loadModel } from '../../model/find-model.ts';
import { modelDetailOf, modelRowOf } from '../../model/model-facts.ts';
import { type ModelStore, modelStore } from '../../model/model-store.ts';
import { checkUnused } from '../../model/model-uses.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace } from '../open-workspace.ts';
import { wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { onSignals } from '../run-session.ts';
import { examinationLines } from '../text/examination-lines.ts';
import { modelLines, modelTable } from '../text/model-lines.ts';

interface CheckOptions {
  readonly samples: number;
  readonly seed: number;
  readonly threads?: number;
}

interface ExportOptions {
  readonly form?: 'file' | 'folder';
  readonly force?: true;
}

interface ShowOptions {
  readonly spec?: true;
}

/** What the subcommands work on. */
interface Place {
  readonly context: Context;
  readonly workspace: Workspace;
  readonly store: ModelStore;
}

const whichModel = 'identifier, the beginning of one, name, or "latest"';

export const register: Register = (program, context) => {
  const models = program.command('models').description('the trained models of the workspace');
  const answer = (work: (place: Place) => Promise<Result<Answer>>): Promise<void> =>
    context.answer(() =>
      inWorkspace(context, (workspace) =>
        work({ context, workspace, store: modelStore(context.host, workspace.folder) }),
      ),
    );
  models
    .command('list', { isDefault: true })
    .description('list the models')
    .action(() => answer(list));
  models
    .command('show')
    .description('show a model: what it was trained for, how, how good it was, what uses it')
    .argument('<model>', whichModel)
    .option('--spec', 'print the specification that it was trained with instead')
    .action((word: string, { spec }: ShowOptions) =>
      answer((place) => (spec ? showSpec(place, word) : show(place, word))),
    );
  models
    .command('check')
    .description('verify a model: inverse, densities, symmetries, and all of it by TensorFlow.js')
    .argument('<model>', `${whichModel}, or a folder or file`)
    .option('--samples <number>', 'samples to look at', wholeNumber('A number of samples', 1), 64)
    .option('--seed <number>', 'random seed of the samples', wholeNumber('A seed', 0), 1)
    .option('--threads <number>', 'worker threads', wholeNumber('Threads', 1))
    .action((word: string, options: CheckOptions) => answer((place) => check(place, word, options)));
  models
    .command('import')
    .description('take a model into the workspace')
    .argument('<path>', 'an exported file, or a folder with model.json and weights.safetensors')
    .action((path: string) => answer((place) => importModel(place, path)));
  models
    .command('export')
    .description('write a model for another workspace or another program')
    .argument('<model>', whichModel)
    .argument('<out>', 'the file or folder to make')
    .addOption(
      new Option(
        '--form <form>',
        'default: a file when OUT ends in .safetensors, otherwise a folder',
      ).choices(['file', 'folder']),
    )
    .option('--force', 'replace OUT when it is a file that exists')
    .action((word: string, out: string, options: ExportOptions) =>
      answer((place) => exportModel(place, word, out, options)),
    );
  models
    .command('remove')
    .description('move a model that no run uses to the trash')
    .argument('<model>', whichModel)
    .action((word: string) => answer((place) => remove(place, word)));
};

const list = async ({ context, workspace, store }: Place): Promise<Result<Answer>> => {
  const listed = await store.list();
  if (!listed.ok) return listed;
  const rows = listed.value.models.map(modelRowOf);
  const damaged = listed.value.damaged.map(({ id, folder, failure }) => ({ id, folder, failure }));
  return ok({
    exit: exitCode.fine,
    text:
      rows.length === 0
        ? [`There are no models in ${workspace.folder} yet. Train one with: plaquette train SPEC`]
        : modelTable(rows, context.style),
    document: { workspace: workspace.folder, models: rows, damaged },
    problems: [...rows.flatMap(problemOf), ...damaged.map(({ failure }) => failure)],
  });
};

const problemOf = ({ problem }: ModelRow): readonly Pick<Failure, 'message' | 'remedy'>[] =>
  problem === null ? [] : [problem];

const showSpec = async ({ store }: Place, word: string): Promise<Result<Answer>> => {
  const model = await findModel(store, word);
  if (!model.ok) return model;
  const { id, name, training } = model.value.manifest;
  const spec = training?.spec;
  if (spec !== undefined)
    return ok({ exit: exitCode.fine, text: [spec.trimEnd()], document: { model: id, spec } });
  return fail(
    'usage.wrong',
    `The model ${name} does not say with which specification it was trained.`,
    'Look for the run that trained it; plaquette models show names it.',
  );
};

const show = async ({ context, workspace, store }: Place, word: string): Promise<Result<Answer>> => {
  const model = await findModel(store, word);
  if (!model.ok) return model;
  const runs = await workspace.listRuns();
  if (!runs.ok) return runs;
  const names = new Map(runs.value.map(({ id, name }) => [id, name]));
  const detail = await modelDetailOf(
    {
      files: context.host.files,
      workspace: workspace.folder,
      store,
      nameOfRun: (run) => names.get(run),
    },
    model.value.manifest.id,
  );
  if (!detail.ok) return detail;
  return ok({
    exit: exitCode.fine,
    text: modelLines(detail.value),
    document: detail.value,
    problems: problemOf(detail.value.row),
  });
};

const check = async (
  { context, store }: Place,
  word: string,
  { samples, seed, threads }: CheckOptions,
): Promise<Result<Answer>> => {
  const model = await loadModel(context.host.files, store, word, context.folder);
  if (!model.ok) return model;
  const { id, name } = model.value.manifest;
  const { defaultThreads } = await import('../../worker/thread-count.ts');
  const { examine } = await import('../../model/examine.ts');
  const bar = openProgress(context, `Check of ${name}`, 'percent');
  let isAsked = false;
  const ignore = onSignals(() => {
    isAsked = true;
  });
  try {
    const examined = await examine(model.value, {
      samples,
      seed,
      threads: threads ?? defaultThreads(),
      onStep: (_, fraction) => bar.report(Math.round(100 * fraction), 100),
      isStopped: () => isAsked,
    });
    if (!examined.ok) return examined;
    const facts = examinationFacts(examined.value);
    return ok({
      exit: facts.passed ? exitCode.fine : exitCode.problem,
      text: examinationLines(name, facts, context.style),
      document: { model: id, name, seed, ...facts },
    });
  } finally {
    ignore();
    bar.close();
  }
};

const importModel = async ({ context, store }: Place, path: string): Promise<Result<Answer>> => {
  const { checkModel } = await import('../../model/check-model.ts');
  const imported = await store.importFrom(resolve(context.folder, path), checkModel);
  if (!imported.ok) return imported;
  const { model, isNew, former } = imported.value;
  const { id, name } = model.manifest;
  return ok({
    exit: exitCode.fine,
    text: [
      isNew ? `Imported the model ${name} as ${id}.` : `The model ${name} (${id}) was here already.`,
      ...(former === null ? [] : [`Another model has its identifier ${former} here.`]),
    ],
    document: { model: id, isNew, former, ...modelRowOf(model) },
  });
};

const exportModel = async (
  { context, store }: Place,
  word: string,
  out: string,
  { form = extname(out) === '.safetensors' ? 'file' : 'folder', force }: ExportOptions,
): Promise<Result<Answer>> => {
  const model = await findModel(store, word);
  if (!model.ok) return model;
  const { id, name } = model.value.manifest;
  const rule = force ? 'replace' : 'create';
  const exported = await store.exportTo(id, resolve(context.folder, out), form, rule);
  if (!exported.ok && exported.error.detail?.errno === 'EEXIST')
    return fail(
      'usage.wrong',
      `${out} exists already and was not changed.`,
      'Choose another name, or replace it with --force.',
    );
  if (!exported.ok) return exported;
  return ok({
    exit: exitCode.fine,
    text: [`Wrote the model ${name} to the ${form} ${out}.`],
    document: { model: id, output: out, form },
  });
};

const remove = async ({ context, workspace, store }: Place, word: string): Promise<Result<Answer>> => {
  const model = await findModel(store, word);
  const isDamaged = !model.ok && (await store.ids().then((ids) => ids.ok && ids.value.includes(word)));
  if (!model.ok && !isDamaged) return model;
  // a damaged model has no name any more, but its identifier
  const { id, name } = model.ok ? model.value.manifest : { id: word, name: word };
  const unused = await checkUnused(context.host.files, workspace.folder, { id, name });
  if (!unused.ok) return unused;
  const moved = await store.remove(id);
  if (!moved.ok) return moved;
  return ok({
    exit: exitCode.fine,
    text: [`Moved the model ${name} (${id}) to ${moved.value}.`],
    document: { model: id, folder: moved.value },
  });
};
