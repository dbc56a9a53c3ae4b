/** `plaquette new TEMPLATE`: writes a commented run specification with a fresh seed. Never overwrites a file. */
import { relative, resolve } from 'node:path';
import type { Template } from '../../../src-engine/api/template/template.ts';
import { findTemplate, renderTemplate, templates } from '../../../src-engine/api/template/templates.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { createFile } from '../../storage/durable-file.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { wholeNumber } from '../option.ts';
import type { Answer } from '../output.ts';

interface NewOptions {
  readonly output?: string;
  readonly seed?: number;
  readonly list?: true;
}

export const register: Register = (program, context) => {
  program
    .command('new')
    .description('write a run specification from a template')
    .argument('[template]', 'such as quick-start; see --list')
    .option('-o, --output <file>', 'where to write (default: TEMPLATE.toml)')
    .option('--seed <number>', 'random seed (default: a fresh one)', wholeNumber('A seed', 0))
    .option('--list', 'list the templates')
    .action((name: string | undefined, options: NewOptions) =>
      context.answer(async () => {
        if (options.list) return ok(templateList(context));
        if (name === undefined)
          return fail(
            'usage.wrong',
            'No template was named.',
            'Name one, such as quick-start; plaquette new --list shows all.',
          );
        const template = findTemplate(name);
        return template.ok ? writeTemplate(context, template.value, options) : template;
      }),
    );
};

const templateList = ({ style }: Context): Answer => ({
  exit: exitCode.fine,
  text: templates.flatMap(({ name, title, description }) => [
    `${style.strong(name)}: ${title}`,
    `  ${description}`,
  ]),
  document: { templates: templates.map(({ document: _, ...words }) => words) },
});

const writeTemplate = async (
  context: Context,
  template: Template,
  options: NewOptions,
): Promise<Result<Answer>> => {
  const seed = options.seed ?? context.freshSeed();
  const path = resolve(context.folder, options.output ?? `${template.name}.toml`);
  const shown = relative(context.folder, path) || path;
  const text = renderTemplate({ ...template, document: { ...template.document, seed } });
  const written = await createFile(context.host.files, path, new TextEncoder().encode(text));
  if (!written.ok && written.error.detail?.errno === 'EEXIST')
    return fail(
      'usage.wrong',
      `${shown} exists already and was not changed.`,
      'Choose another name with -o FILE.',
      { file: path },
    );
  if (!written.ok) return written;
  return ok({
    exit: exitCode.fine,
    text: [
      `Wrote ${shown}: ${template.title}, seed ${seed}.`,
      `Change it as you like, then start it with: plaquette run ${shown}`,
    ],
    document: { file: path, template: template.name, seed },
  });
};
