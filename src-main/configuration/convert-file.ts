/**
 * A gauge field written in another format, by the command line and the application. The new file is written under a temporary name, read
 * again as a stranger's, its checksums and plaquette compared, and only then gets its name: it is there complete and right, or not at
 * all. The file that is read is never written to. Test: test/unit/main/configuration/convert-file.test.ts, test/unit/main/cli/convert.test.ts.
 */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import {
  type FormatName,
  type Inspection,
  inspect,
  type OpenOptions,
  PROVENANCE_RECORD,
  type Precision,
  readConfiguration,
  type WriteOptions,
  type WrittenFile,
  writeConfiguration,
} from '../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';
import { type NamingRule, writeDurably } from '../storage/durable-file.ts';
import { openFileSource } from '../storage/file-source.ts';
import type { FileSystem } from '../storage/file-system.ts';

export interface ConvertRequest {
  readonly input: string;
  readonly output: string;
  readonly format: FormatName;
  /** Default: that of the input where the format has it. */
  readonly precision?: Precision;
  readonly rule: NamingRule;
  readonly geometry: OpenOptions;
  readonly damaged: 'refuse' | 'accept';
  /** Time stamp of the new file. */
  readonly date: string;
  /** In time slices; while writing in bytes, the total an estimate. What it throws ends the conversion. */
  readonly onProgress?: (stage: 'read' | 'write' | 'check', done: number, total: number) => void;
}

export interface ConvertedFile {
  readonly before: Inspection;
  /** Of the new file, read again. */
  readonly after: Inspection;
  readonly dims: readonly number[];
  readonly bytes: number;
  readonly plaquetteDifference: number;
}

/** Whether a format can hold single precision as well as double. */
const keepsSingle = (format: FormatName): boolean =>
  format === 'ildg' || format === 'scidac' || format === 'lime-payload' || format === 'nersc';

/** Links move by half a unit in their last place at most; the plaquette, a mean of products of four, by a few units. */
const tolerance: Readonly<Record<Precision, number>> = { f64: 1e-12, f32: 2e-7 };

/** Whether two names lead to one file, through links and spellings. */
export const sameFile = async (a: string, b: string): Promise<boolean> => {
  const [one, other] = await Promise.all(
    [a, b].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
};

export const convertFile = async (
  files: FileSystem,
  request: ConvertRequest,
): Promise<Result<ConvertedFile>> => {
  const { input, output, rule, onProgress } = request;
  if (input === output || (await sameFile(input, output)))
    return fail(
      'usage.wrong',
      `${basename(input)} and ${basename(output)} are the same file.`,
      'Write to another name: an original is never replaced.',
    );
  const source = await openFileSource(files, input);
  if (!source.ok) return source;
  const read = await readConfiguration(
    source.value,
    { ...request.geometry, damaged: request.damaged },
    (done, total) => onProgress?.('read', done, total),
  ).finally(() => source.value.close());
  if (!read.ok) return read;
  const { configuration, inspection: before } = read.value;
  const wanted = writeOptionsOf(request, before);
  let converted: ConvertedFile | undefined;
  const written = await writeDurably(
    files,
    output,
    rule,
    (sink) => writeConfiguration(reporting(sink, configuration, request), configuration, wanted),
    async (temporary, file) => {
      const checked = await checkCopy(files, temporary, file, before, request);
      if (checked.ok) converted = checked.value;
      return checked;
    },
  );
  if (!written.ok) return written;
  return converted === undefined ? notRight(output, 'it was not read again') : ok(converted);
};

/** Tells of each piece before it is written. */
const reporting = (
  sink: ByteSink,
  { links }: GaugeConfiguration,
  { onProgress, precision }: ConvertRequest,
): ByteSink => {
  const total = links.length * (precision === 'f32' ? 4 : 8);
  let done = 0;
  return {
    write: (bytes) => {
      onProgress?.('write', Math.min(done, total), total);
      done += bytes.length;
      return sink.write(bytes);
    },
  };
};

/** JSON that was not cut short. */
const isWhole = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const writeOptionsOf = (
  { format, precision, output, date }: ConvertRequest,
  before: Inspection,
): WriteOptions => {
  const single = before.precision === 'f32' && keepsSingle(format) ? 'f32' : undefined;
  const wanted = precision ?? single;
  const provenance = before.metadata[PROVENANCE_RECORD];
  return {
    format,
    date,
    logicalFileName: basename(output),
    ...(wanted === undefined ? {} : { precision: wanted }),
    ...(provenance !== undefined && isWhole(provenance) ? { provenance } : {}),
  };
};

const notRight = (output: string, what: string): Result<never> =>
  fail(
    'store.failed',
    `${basename(output)} was written and read again, but ${what}; it was not kept.`,
    'Check the disk, then try again; please report it if it happens again.',
  );

/** Reads the new file as a stranger's and compares. */
const checkCopy = async (
  files: FileSystem,
  path: string,
  { facts, bytes }: WrittenFile,
  before: Inspection,
  { output, onProgress }: ConvertRequest,
): Promise<Result<ConvertedFile>> => {
  const source = await openFileSource(files, path);
  if (!source.ok) return source;
  const { dims, colours, precision } = facts;
  const again = await inspect(source.value, { dims, colours, precision }, (done, total) =>
    onProgress?.('check', done, total),
  ).finally(() => source.value.close());
  if (!again.ok) return again;
  const after = again.value;
  const plaquetteDifference = Math.abs((after.plaquette ?? Number.NaN) - (before.plaquette ?? Number.NaN));
  const both = before.plaquette === null && after.plaquette === null;
  if (!both && !(plaquetteDifference <= tolerance[precision]))
    return notRight(output, `its plaquette is ${after.plaquette}, not ${before.plaquette}`);
  if (!after.checksums.every((checksum) => checksum.ok))
    return notRight(output, 'its checksums do not agree');
  return ok({ before, after, dims, bytes, plaquetteDifference });
};
