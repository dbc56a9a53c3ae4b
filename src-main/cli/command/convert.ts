/**
 * `plaquette convert IN OUT`: writes a gauge field in another format. The new file appears complete and checked, or not at all.
 * Test: test/unit/main/cli/convert.test.ts.
 */
import { resolve } from 'node:path';
import { Option } from 'commander';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { Inspection } from '../../../src-engine/format/index.ts';
import { type ConvertedFile, convertFile, sameFile } from '../../configuration/convert-file.ts';
import { formatFor, formatNames } from '../configuration-format.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { extents, group } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { type GeometryOptions, openOptionsOf } from './inspect.ts';

interface ConvertOptions extends GeometryOptions {
  readonly format?: string;
  readonly precision?: 'single' | 'double';
  readonly force?: true;
  readonly acceptDamaged?: true;
}

export const register: Register = (program, context) => {
  program
    .command('convert')
    .description('write a configuration in another format')
    .argument('<in>', 'a gauge configuration in any known format')
    .argument('<out>', 'the file to make')
    .addOption(new Option('--format <format>', 'default: by the extension of OUT').choices(formatNames))
    .addOption(
      new Option('--precision <precision>', 'default: that of IN where the format has it').choices([
        'single',
        'double',
      ]),
    )
    .option('--dims <x,y,z,t>', 'extents, for files that do not carry them', extents)
    .option('--group <group>', "gauge group, such as 'SU(3)', for files that do not carry it", group)
    .option('--force', 'replace OUT when it exists')
    .option('--accept-damaged', 'convert a field that fails its checks')
    .action((from: string, to: string, options: ConvertOptions) =>
      context.answer(() => convert(context, from, to, options)),
    );
};

const convert = async (
  context: Context,
  from: string,
  to: string,
  options: ConvertOptions,
): Promise<Result<Answer>> => {
  const [input, output] = [from, to].map((name) => resolve(context.folder, name)) as [string, string];
  const format = formatFor(output, options.format);
  if (!format.ok) return format;
  const present = (await context.host.files.facts(output)) !== undefined;
  if (present && options.force === undefined && !(await sameFile(input, output))) return exists(to);
  const precision = options.precision && ({ single: 'f32', double: 'f64' } as const)[options.precision];
  const progress = openProgress(context, `Reading ${from}`, 'slices');
  const converted = await convertFile(context.host.files, {
    input,
    output,
    format: format.value,
    ...(precision === undefined ? {} : { precision }),
    rule: options.force ? 'replace' : 'create',
    geometry: openOptionsOf(options),
    damaged: options.acceptDamaged ? 'accept' : 'refuse',
    date: new Date(context.host.machine.nowMs()).toISOString(),
    onProgress: (stage, done, total) => stage === 'read' && progress.report(done, total),
  }).finally(() => progress.close());
  if (!converted.ok) return converted.error.detail?.errno === 'EEXIST' ? exists(to) : converted;
  return ok(answerOf(from, to, converted.value));
};

const exists = (to: string) =>
  fail(
    'usage.wrong',
    `${to} exists already and was not changed.`,
    'Choose another name, or replace it with --force.',
  );

const answerOf = (
  from: string,
  to: string,
  { before, after, dims, bytes, plaquetteDifference }: ConvertedFile,
): Answer => {
  const found = after.plaquette?.toPrecision(after.precision === 'f64' ? 12 : 7);
  const narrowed = before.precision === 'f64' && after.precision === 'f32';
  return {
    exit: exitCode.fine,
    text: [
      `Wrote ${to}: ${after.group} on ${dims.join(' x ')}, ${after.format}, ${after.precision}, ${bytes} bytes.`,
      `Read again: plaquette ${found}, as in ${from}.`,
      ...(narrowed ? ['Numbers were rounded to single precision.'] : []),
    ],
    document: {
      input: { file: from, ...essence(before) },
      output: { file: to, bytes, ...essence(after) },
      plaquetteDifference,
      agrees: true,
    },
  };
};

const essence = ({ format, endianness, precision, dims, group, plaquette, checksums }: Inspection) => ({
  format,
  endianness,
  precision,
  dims,
  group,
  plaquette,
  checksums,
});
