/**
 * `plaquette sample MODEL`: exact averages from samples of a trained model, by independence Metropolis and by weights. With --save the same as
 * a run of the workspace, whose samples are saved as configurations. Test: test/unit/main/cli/sample.test.ts.
 */
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { observableNames } from '../../../src-engine/learn/sample/batch-observables.ts';
import type { ModelSamples } from '../../../src-engine/learn/sample/sample-model.ts';
import { loadModel } from '../../model/find-model.ts';
import { type ModelStore, modelStore } from '../../model/model-store.ts';
import { samplesToml } from '../../model/samples-spec.ts';
import { prepareRun, readRunSpec } from '../../run/prepare-run.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { inWorkspace } from '../open-workspace.ts';
import { wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { onSignals } from '../run-session.ts';
import { sampleDocument, sampleLines } from '../text/sample-lines.ts';
import { version } from '../version.ts';
import { sessionAnswer } from './run.ts';

interface SampleOptions {
  readonly count: number;
  readonly batch: number;
  readonly seed?: number;
  readonly threads?: number;
  readonly observables?: string;
  readonly save?: true;
}

export const register: Register = (program, context) => {
  program
    .command('sample')
    .description('exact averages from samples of a trained model')
    .argument('<model>', 'identifier, the beginning of one, name, "latest", or a folder or file')
    .requiredOption('--count <number>', 'samples to draw', wholeNumber('A count', 2))
    .option('--observables <list>', 'some of what can be measured, separated by commas (default: all)')
    .option('--seed <number>', 'random seed (default: a fresh one)', wholeNumber('A seed', 0))
    .option('--batch <number>', 'samples made at once', wholeNumber('A batch', 1), 256)
    .option(
      '--threads <number>',
      'worker threads; the samples do not depend on them',
      wholeNumber('Threads', 1),
    )
    .option('--save', 'make it a run of the workspace that saves every sample as a configuration')
    .action((word: string, options: SampleOptions) =>
      context.answer(() => inWorkspace(context, (workspace) => sample(context, workspace, word, options))),
    );
};

const namesOf = (known: readonly string[], asked: string | undefined): Result<readonly string[]> => {
  if (asked === undefined) return ok(known);
  const names = asked.split(',').map((name) => name.trim());
  const stranger = names.find((name) => !known.includes(name));
  if (stranger === undefined) return ok(names);
  return fail(
    'usage.wrong',
    `"${stranger.slice(0, 80)}" cannot be measured on samples of this model.`,
    `Choose among ${known.join(', ')}.`,
  );
};

const sample = async (
  context: Context,
  workspace: Workspace,
  word: string,
  options: SampleOptions,
): Promise<Result<Answer>> => {
  const store = modelStore(context.host, workspace.folder);
  const model = await loadModel(context.host.files, store, word, context.folder);
  if (!model.ok) return model;
  const { manifest } = model.value;
  const names = namesOf(observableNames[manifest.target.theory], options.observables);
  if (!names.ok) return names;
  const { count, batch, seed = context.freshSeed() } = options;
  if (options.save) return saved(context, workspace, store, manifest.id, { ...options, seed });
  const { defaultThreads } = await import('../../worker/thread-count.ts');
  const { drawModel } = await import('../../model/draw-model.ts');
  const threads = options.threads ?? defaultThreads();
  const bar = openProgress(context, `Samples of ${manifest.name}`, 'samples');
  let isAsked = false;
  const ignore = onSignals(() => {
    isAsked = true;
  });
  const began = context.host.machine.nowMs();
  let drawn: Result<ModelSamples>;
  try {
    drawn = await drawModel(model.value, {
      count,
      seed,
      batch,
      threads,
      observables: names.value,
      onProgress: (done) => bar.report(done, count),
      isStopped: () => isAsked,
    });
  } finally {
    ignore();
    bar.close();
  }
  if (!drawn.ok) return drawn;
  const seconds = (context.host.machine.nowMs() - began) / 1000;
  return ok({
    exit: exitCode.fine,
    text: sampleLines(manifest, drawn.value, context.style),
    document: { ...sampleDocument(manifest, drawn.value), seed, threads, seconds },
  });
};

/** As a run, which names the model of the workspace. */
const saved = async (
  context: Context,
  workspace: Workspace,
  store: ModelStore,
  id: string,
  options: SampleOptions & { readonly seed: number },
): Promise<Result<Answer>> => {
  const model = await store.get(id);
  if (!model.ok)
    return fail(
      'model.notFound',
      'Samples can be saved only of a model of this workspace.',
      'Import it first with plaquette models import.',
    );
  const spec = readRunSpec(samplesToml(model.value.manifest, options), workspace.folder);
  if (!spec.ok) return spec;
  const prepared = await prepareRun(workspace, spec.value, { codeVersion: version });
  if (!prepared.ok) return prepared;
  const session = options.threads === undefined ? {} : { threads: options.threads };
  return sessionAnswer(context, workspace, prepared.value.id, session);
};
