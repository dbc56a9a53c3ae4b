/**
 * `plaquette import FILE`: the parameter file of another program as a run specification. Every key is taken over, left out or refused by
 * name. Nothing is written when a refused key would make it another simulation; measurements that are not there are named, and the exit
 * code says so. Test: test/unit/main/cli/import.test.ts.
 */
import { basename, relative, resolve } from 'node:path';
import { readSpec } from '../../../src-engine/api/spec/read-spec.ts';
import { renderSpecToml } from '../../../src-engine/api/spec/render-toml.ts';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { checkLoops } from '../../../src-engine/run/check-loops.ts';
import { importLatticeQcd } from '../../import/lattice-qcd.ts';
import type { Note } from '../../import/note.ts';
import { createFile } from '../../storage/durable-file.ts';
import { readSmallFile } from '../../storage/file-bytes.ts';
import { attempt } from '../../storage/store-failure.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import type { Answer } from '../output.ts';
import { noteLines } from '../text/import-lines.ts';

interface ImportOptions {
  readonly out?: string;
}

/** Parameter files are a few kilobytes. */
const LARGEST = 1 << 20;

export const register: Register = (program, context) => {
  program
    .command('import')
    .description('turn a parameter file of LatticeQCD.jl into a run specification')
    .argument('<file>', 'a TOML file as the wizard of LatticeQCD.jl writes it')
    .option('-o, --out <file>', 'where to write (default: NAME.plaquette.toml)')
    .action((file: string, options: ImportOptions) =>
      context.answer(() => importFile(context, file, options)),
    );
};

const importFile = async (
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<Result<Answer>> => {
  const { files } = context.host;
  const bytes = await attempt(`read ${file}`, () =>
    readSmallFile(files, resolve(context.folder, file), LARGEST),
  );
  if (!bytes.ok) return bytes;
  const imported = importLatticeQcd(new TextDecoder().decode(bytes.value), context.freshSeed());
  if (!imported.ok) return imported;
  const { document, notes } = imported.value;
  const blocked = notes.filter(({ blocks }) => blocks === true);
  if (blocked.length > 0) return refusal(file, blocked);
  const name = basename(file).replace(/\.toml$/i, '');
  const spec = readSpec({ ...document, name: name.slice(0, 80) }, checkLoops);
  if (!spec.ok) return spec;
  const text = renderSpecToml(spec.value, {
    comments: true,
    heading: [`Imported from the LatticeQCD.jl file ${basename(file)}.`, '', ...noteLines(notes)],
  });
  const path = resolve(context.folder, options.out ?? `${name}.plaquette.toml`);
  const shown = relative(context.folder, path) || path;
  const written = await createFile(files, path, new TextEncoder().encode(text));
  if (!written.ok && written.error.detail?.errno === 'EEXIST')
    return fail(
      'usage.wrong',
      `${shown} exists already and was not changed.`,
      'Choose another name with --out FILE.',
      { file: path },
    );
  if (!written.ok) return written;
  const refused = notes.filter(({ outcome }) => outcome === 'refused');
  return ok({
    exit: refused.length > 0 ? exitCode.problem : exitCode.fine,
    text: [
      `Wrote ${shown}.`,
      ...noteLines(notes, context.style),
      `Look it over, then start it with: plaquette run ${shown}`,
    ],
    document: { file: path, notes },
  });
};

/** One failure that lists every key that stands in the way. */
const refusal = (file: string, blocked: readonly Note[]) => {
  const problems = blocked.map(({ key, text }) => ({
    path: key,
    message: `${key}: ${text}`,
    remedy: '',
  }));
  const more = blocked.length === 1 ? '' : ` (and ${blocked.length - 1} more)`;
  return fail(
    'spec.conflict',
    `${file} was not imported. ${problems[0]!.message}${more}`,
    'Change these keys in the file, or write the specification by hand: "plaquette new --list" shows templates.',
    { problems, count: problems.length },
  );
};
