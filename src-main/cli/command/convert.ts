/**
 * `plaquette convert IN OUT`: writes a gauge field in another format. The new file appears complete or not at all, is read
 * again, and its plaquette compared. Test: test/unit/main/cli/convert.test.ts.
 */
import { realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Option } from 'commander';
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import {
  type Inspection,
  type Precision,
  type ReadConfiguration,
  readConfiguration,
  type WriteOptions,
  type WrittenFile,
  writeConfiguration,
} from '../../../src-engine/format/index.ts';
import { type NamingRule, writeDurably } from '../../storage/durable-file.ts';
import { openFileSource } from '../../storage/file-source.ts';
import { formatFor, formatNames, keepsSingle } from '../configuration-format.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { extents, group } from '../option.ts';
import type { Answer } from '../output.ts';
import { openProgress } from '../progress-bar.ts';
import { type GeometryOptions, inspectFile, openOptionsOf } from './inspect.ts';

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

/** The file that a name leads to; the name itself where there is none yet. */
const trueName = (path: string): Promise<string> => realpath(path).catch(() => path);

const convert = async (
  context: Context,
  from: string,
  to: string,
  options: ConvertOptions,
): Promise<Result<Answer>> => {
  const [input, output] = [from, to].map((name) => resolve(context.folder, name)) as [string, string];
  const format = formatFor(output, options.format);
  if (!format.ok) return format;
  if ((await trueName(input)) === (await trueName(output)))
    return fail(
      'usage.wrong',
      `${from} and ${to} are the same file.`,
      'Write to another name: an original is never replaced.',
    );
  if (options.force === undefined && (await context.host.files.facts(output)) !== undefined)
    return exists(to);
  const read = await readField(context, input, from, options);
  if (!read.ok) return read;
  const { configuration, inspection } = read.value;
  const given = options.precision && ({ single: 'f32', double: 'f64' } as const)[options.precision];
  const precision =
    given ?? (inspection.precision === 'f32' && keepsSingle(format.value) ? 'f32' : undefined);
  const wanted: WriteOptions = {
    format: format.value,
    date: new Date(context.host.machine.nowMs()).toISOString(),
    logicalFileName: basename(output),
    ...(precision === undefined ? {} : { precision }),
  };
  const rule: NamingRule = options.force ? 'replace' : 'create';
  const written = await writeDurably(context.host.files, output, rule, (sink) =>
    writeConfiguration(sink, configuration, wanted),
  );
  if (!written.ok) return written.error.detail?.errno === 'EEXIST' ? exists(to) : written;
  return compare(context, { from, to, output }, read.value, written.value.value);
};

const exists = (to: string) =>
  fail(
    'usage.wrong',
    `${to} exists already and was not changed.`,
    'Choose another name, or replace it with --force.',
  );

const readField = async (
  context: Context,
  path: string,
  shown: string,
  options: ConvertOptions,
): Promise<Result<ReadConfiguration>> => {
  const source = await openFileSource(context.host.files, path);
  if (!source.ok) return source;
  const progress = openProgress(context, `Reading ${shown}`, 'slices');
  try {
    const damaged = options.acceptDamaged ? 'accept' : 'refuse';
    return await readConfiguration(source.value, { ...openOptionsOf(options), damaged }, progress.report);
  } finally {
    progress.close();
    await source.value.close();
  }
};

interface Places {
  readonly from: string;
  readonly to: string;
  readonly output: string;
}

/** Links move by half a unit in their last place at most; the plaquette, a mean of products of four, by a few units. */
const tolerance: Readonly<Record<Precision, number>> = { f64: 1e-12, f32: 2e-7 };

/** Reads the new file as a stranger's and compares. */
const compare = async (
  context: Context,
  { from, to, output }: Places,
  { inspection: before }: ReadConfiguration,
  { facts, bytes }: WrittenFile,
): Promise<Result<Answer>> => {
  const again = await inspectFile(
    context,
    output,
    { dims: facts.dims, colours: facts.colours, precision: facts.precision },
    `Reading ${to} again`,
  );
  if (!again.ok) return again;
  const after = again.value;
  const difference = Math.abs((after.plaquette ?? NaN) - (before.plaquette ?? NaN));
  const agrees = difference <= tolerance[facts.precision];
  const fine = agrees && after.checksums.every((checksum) => checksum.ok);
  const document = {
    input: { file: from, ...essence(before) },
    output: { file: to, bytes, ...essence(after) },
    plaquetteDifference: difference,
    agrees: fine,
  };
  const digits = facts.precision === 'f64' ? 12 : 7;
  const [found, expected] = [after, before].map(({ plaquette }) => plaquette?.toPrecision(digits));
  const narrowed = before.precision === 'f64' && after.precision === 'f32';
  return ok({
    exit: fine ? exitCode.fine : exitCode.problem,
    text: [
      `Wrote ${to}: ${after.group} on ${facts.dims.join(' x ')}, ${after.format}, ${after.precision}, ${bytes} bytes.`,
      fine
        ? `Read again: plaquette ${found}, as in ${from}.`
        : `Read again: plaquette ${found}, but ${expected} in ${from}. Do not use ${to}; please report this.`,
      ...(narrowed ? ['Numbers were rounded to single precision.'] : []),
    ],
    document,
  });
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
