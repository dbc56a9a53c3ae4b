/** `plaquette inspect FILE...`: what a configuration file is, and whether it is intact. Test: test/golden/cli-inspect.test.ts. */
import { resolve } from 'node:path';
import { type Failure, ok, type Result } from '../../../src-engine/base/result.ts';
import { type Inspection, inspect, type OpenOptions } from '../../../src-engine/format/index.ts';
import { openFileSource } from '../../storage/file-source.ts';
import type { Context, Register } from '../context.ts';
import { type ExitCode, exitCode, exitCodeOf, worst } from '../exit-code.ts';
import { extents, group } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { inspectionLines } from '../text/inspection-lines.ts';

export interface GeometryOptions {
  readonly dims?: readonly number[];
  readonly group?: number;
}

export const openOptionsOf = ({ dims, group: colours }: GeometryOptions): OpenOptions => ({
  ...(dims === undefined ? {} : { dims }),
  ...(colours === undefined ? {} : { colours }),
});

export const register: Register = (program, context) => {
  program
    .command('inspect')
    .description('say what a configuration file is and whether it is intact')
    .argument('<files...>', 'gauge configurations in any known format')
    .option('--dims <x,y,z,t>', 'extents, for files that do not carry them', extents)
    .option('--group <group>', "gauge group, such as 'SU(3)', for files that do not carry it", group)
    .action((files: readonly string[], options: GeometryOptions) =>
      context.answer(async () => {
        const reports: Report[] = [];
        for (const file of files) reports.push(await inspectOne(context, file, openOptionsOf(options)));
        return answerOf(context, reports);
      }),
    );
};

interface Report {
  readonly file: string;
  readonly result: Result<Inspection>;
}

export const inspectFile = async (
  context: Context,
  path: string,
  options: OpenOptions,
  label: string,
): Promise<Result<Inspection>> => {
  const source = await openFileSource(context.host.files, resolve(context.folder, path));
  if (!source.ok) return source;
  const progress = openProgress(context, label, 'slices');
  try {
    return await inspect(source.value, options, progress.report);
  } finally {
    progress.close();
    await source.value.close();
  }
};

const inspectOne = async (context: Context, file: string, options: OpenOptions): Promise<Report> => ({
  file,
  result: await inspectFile(context, file, options, `Inspecting ${file}`),
});

const exitOf = ({ result }: Report): ExitCode => {
  if (!result.ok) return exitCodeOf(result.error);
  return result.value.status === 'intact' ? exitCode.fine : exitCode.problem;
};

const documentOf = ({ file, result }: Report): unknown =>
  result.ok ? { file, ...result.value } : { file, error: result.error };

const answerOf = ({ style }: Context, reports: readonly Report[]): Result<Answer> => {
  const failures = reports.map(({ result }) => (result.ok ? undefined : result.error));
  const only = reports.length === 1 ? reports[0] : undefined;
  return ok({
    exit: worst(reports.map(exitOf)),
    text: reports.flatMap(({ file, result }) => {
      if (!result.ok) return [];
      return only === undefined
        ? [style.strong(file), ...inspectionLines(result.value, style), '']
        : inspectionLines(result.value, style);
    }),
    document: only === undefined ? { files: reports.map(documentOf) } : documentOf(only),
    problems: failures.filter((failure): failure is Failure => failure !== undefined),
  });
};
