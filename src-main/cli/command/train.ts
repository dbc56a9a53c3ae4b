/** `plaquette train SPEC`: a run whose specification trains a flow, carried out here; what it ends with is a model of the workspace. Test: test/unit/main/cli/train.test.ts. */
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { modelRowOf } from '../../model/model-facts.ts';
import { modelStore } from '../../model/model-store.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { inWorkspace } from '../open-workspace.ts';
import { seconds, wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';
import { begin, type RunOptions, specOf } from './run.ts';

export const register: Register = (program, context) => {
  program
    .command('train')
    .description('train a flow; the model stays in the workspace')
    .argument('[spec]', 'a TOML file with the sections [flow] and [training]')
    .option('--template <name>', 'train with a template as it is, with a fresh seed')
    .option(
      '--seed <number>',
      'random seed, instead of the one in the specification',
      wholeNumber('A seed', 0),
    )
    .option('--from <run>', 'begin where another training is, at its last checkpoint')
    .option('--threads <number>', 'worker threads', wholeNumber('Threads', 1))
    .option('--budget <time>', 'stop cleanly after this wall-clock time, such as 30m', seconds)
    .option('--prepare-only', 'enter the training in the workspace without starting it')
    .action((file: string | undefined, options: RunOptions) =>
      context.answer(async () => {
        const spec = await specOf(context, file, options);
        if (!spec.ok) return spec;
        const fits = checkTraining(spec.value);
        if (!fits.ok) return fits;
        return inWorkspace(context, (workspace) => train(context, workspace, spec.value, options));
      }),
    );
};

const checkTraining = ({ training }: RunSpec): Result<void> =>
  training === undefined
    ? fail(
        'usage.wrong',
        'This specification trains nothing: it has no section [training].',
        'Carry it out with plaquette run, or begin with a template that trains (plaquette new --list).',
      )
    : ok(undefined);

const train = async (
  context: Context,
  workspace: Workspace,
  spec: RunSpec,
  options: RunOptions,
): Promise<Result<Answer>> => {
  const answer = await begin(context, workspace, spec, options);
  if (!answer.ok || options.prepareOnly) return answer;
  const { run } = answer.value.document as { readonly run: string };
  const listed = await modelStore(context.host, workspace.folder).list();
  if (!listed.ok) return listed;
  const model = listed.value.models.findLast(({ manifest }) => manifest.training?.run === run);
  const { text, document } = answer.value;
  if (model === undefined) return ok({ ...answer.value, document: { ...(document as object), model: null } });
  const { id, name } = model.manifest;
  return ok({
    ...answer.value,
    text: [...text, `Model ${name} is ${id}. Sample it with: plaquette sample ${id} --count 10000`],
    document: { ...(document as object), model: modelRowOf(model) },
  });
};
