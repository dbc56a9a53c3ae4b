/**
 * Scalar fields as SciDAC files: one field of type QDP_D_Real (QDP_F_Real), one number per site, x fastest, big-endian, with scidac-checksum; what other codes read with
 * QIO. The record plaquette-provenance follows, as in files of links. Writing what was read gives the same bytes.
 * Test: test/unit/engine/format/scalar-file.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { encodeUtf8 } from '../base/text.ts';
import { volumeOf } from '../lattice/gauge-configuration.ts';
import type { ByteSink, ByteSource } from '../ports/byte-source.ts';
import type { ScalarConfiguration } from '../scalar/scalar-field.ts';
import { readBytes } from './byte-reader.ts';
import { scidacChecksum } from './checksum/scidac-checksum.ts';
import { hex32 } from './checksum/site-checksum.ts';
import type { Precision } from './gauge-file.ts';
import { type LimeContents, type LimeMessage, readMessages } from './lime-messages.ts';
import { limeHeader, limePadding } from './lime-records.ts';
import { decodeWords, encodeWords, wordBytes } from './numbers.ts';
import { outputTo, writeAll } from './write/output.ts';
import { checksumXml, record, scidacFileXml, xmlBytes } from './write/scidac-messages.ts';
import { PROVENANCE_RECORD } from './write/write-options.ts';

export interface ScalarWriteOptions {
  readonly precision: Precision;
  /** What made this field, as JSON text. */
  readonly provenance?: string;
}

const recordXml = (precision: Precision): string => {
  const letter = precision === 'f32' ? 'F' : 'D';
  return `<scidacRecord><version>1.1</version><date>unknown</date><recordtype>0</recordtype><datatype>QDP_${letter}_Real</datatype><precision>${letter}</precision><typesize>${wordBytes(precision)}</typesize><datacount>1</datacount></scidacRecord>`;
};

export const writeScalar = async (
  sink: ByteSink,
  { dims, values }: ScalarConfiguration,
  { precision, provenance }: ScalarWriteOptions,
): Promise<Result<void>> => {
  const words = encodeWords(values, 0, values.length, precision, false);
  const sum = scidacChecksum(wordBytes(precision));
  sum.update(words, 0);
  const note = encodeUtf8('<?xml version="1.0" encoding="UTF-8"?><title>Plaquette scalar field</title>\0');
  const written = await writeAll(outputTo(sink), [
    ...record('scidac-private-file-xml', xmlBytes(scidacFileXml(dims)), 'begin'),
    ...record('scidac-file-xml', note, '', 'end'),
    ...record('scidac-private-record-xml', xmlBytes(recordXml(precision)), 'begin'),
    ...record('scidac-record-xml', note),
    limeHeader('scidac-binary-data', words.length, '', ''),
    words,
    limePadding(words.length),
    ...record('scidac-checksum', xmlBytes(checksumXml(sum.values())), '', 'end'),
    ...(provenance === undefined ? [] : record(PROVENANCE_RECORD, encodeUtf8(provenance), 'begin', 'end')),
  ]);
  return written.ok ? ok(undefined) : written;
};

interface FoundScalar {
  readonly dims: readonly number[];
  readonly precision: Precision;
  readonly message: LimeMessage;
}

/** The scalar field of a SciDAC file, when that is what it holds: one real number at each site. */
export const scalarIn = ({ file, messages }: LimeContents): FoundScalar | undefined => {
  const fields = messages.filter(({ binary }) => binary !== undefined);
  const [message] = fields;
  const letter = /^QDP_([DF])_Real$/.exec(message?.scidac?.datatype ?? '')?.[1];
  const dims = file?.dims;
  if (message === undefined || fields.length > 1 || letter === undefined || dims === undefined)
    return undefined;
  const precision = letter === 'F' ? 'f32' : 'f64';
  const { scidac, binary } = message;
  const fits =
    scidac?.dataCount === 1 &&
    scidac.typeSize === wordBytes(precision) &&
    !scidac.notPerSite &&
    dims.length >= 2 &&
    dims.length <= 4 &&
    binary?.length === volumeOf(dims) * scidac.typeSize;
  return fits ? { dims, precision, message } : undefined;
};

/** The field, its checksum proved; a file without one is refused, as nothing else would tell damage. */
export const readScalar = async (source: ByteSource): Promise<Result<ScalarConfiguration>> => {
  const contents = await readMessages(source);
  if (!contents.ok) return contents;
  const found = scalarIn(contents.value);
  if (found === undefined)
    return fail(
      'format.notScalar',
      `${source.name} does not hold one scalar field.`,
      'Give a SciDAC file with one real number at each site.',
    );
  const { dims, precision, message } = found;
  const { binary, checksums } = message;
  const bytes = await readBytes(source, binary!.offset, binary!.length, 'the field');
  if (!bytes.ok) return bytes;
  const sum = scidacChecksum(wordBytes(precision));
  sum.update(bytes.value, 0);
  const computed = sum.values();
  if (checksums === undefined || checksums.some((stored, i) => stored !== computed[i]))
    return fail(
      'format.checksumMismatch',
      checksums === undefined
        ? `${source.name} has no checksum.`
        : `The checksum in ${source.name} is ${checksums.map(hex32).join(' ')}, its data give ${computed.map(hex32).join(' ')}.`,
      'Do not use the field: get the file again from its origin and compare.',
    );
  const values = new Float64Array(volumeOf(dims));
  decodeWords(bytes.value, precision, false, values, 0);
  const broken = values.findIndex((x) => !Number.isFinite(x));
  if (broken >= 0)
    return fail(
      'format.notFinite',
      `The field in ${source.name} is ${values[broken]} at site ${broken}.`,
      'Do not use the field: whatever made it had diverged.',
      { site: broken },
    );
  return ok({ dims, values });
};
