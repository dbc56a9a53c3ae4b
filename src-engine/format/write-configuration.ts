/**
 * Writes a gauge field in any of the formats, with checksums where the format has them.
 * Writing what was read from a file written here, with the same options, gives the same bytes.
 * Test: test/unit/engine/format/round-trip.test.ts.
 */
import { invariant } from '../base/invariant.ts';
import { fail, ok, type Result } from '../base/result.ts';
import {
  type GaugeConfiguration,
  type LinkSource,
  linkSourceOf,
  linkValues,
} from '../lattice/gauge-configuration.ts';
import type { ByteSink } from '../ports/byte-source.ts';
import {
  type ChecksumFact,
  type Endianness,
  type FormatName,
  type GaugeFacts,
  groupName,
  type Precision,
} from './gauge-file.ts';
import { canDropRow } from './implied-row.ts';
import { outputTo } from './write/output.ts';
import { writeMilc, writeNersc } from './write/write-headed.ts';
import { writeLime } from './write/write-lime.ts';
import { writeOpenqcd } from './write/write-openqcd.ts';
import type { WriteOptions } from './write/write-options.ts';
import { writeText } from './write/write-text.ts';

export interface WrittenFile {
  readonly facts: GaugeFacts;
  /** Length of the file in bytes. */
  readonly bytes: number;
  readonly checksums: readonly ChecksumFact[];
}

/** What a format can hold. */
interface Abilities {
  readonly precisions: readonly Precision[];
  readonly orders: readonly Endianness[];
  /** Extra condition on the field, and its words. */
  readonly fits: (dims: readonly number[], colours: number) => boolean;
  readonly needs: string;
}

const BOTH: readonly Precision[] = ['f64', 'f32'];
const EITHER: readonly Endianness[] = ['big', 'little'];
const anyField = (): boolean => true;
const fourDimensional = (dims: readonly number[]): boolean => dims.length === 4;
const qcd = (dims: readonly number[], colours: number): boolean => dims.length === 4 && colours === 3;

const ABILITIES: Readonly<Record<FormatName, Abilities>> = {
  ildg: { precisions: BOTH, orders: ['big'], fits: fourDimensional, needs: 'four dimensions' },
  scidac: { precisions: BOTH, orders: ['big'], fits: anyField, needs: '' },
  'lime-payload': { precisions: BOTH, orders: ['big'], fits: anyField, needs: '' },
  nersc: { precisions: BOTH, orders: EITHER, fits: (_, colours) => colours > 1, needs: 'SU(N)' },
  'milc-v5': { precisions: ['f32'], orders: EITHER, fits: qcd, needs: 'SU(3) in four dimensions' },
  'milc-v4': { precisions: ['f32'], orders: EITHER, fits: qcd, needs: 'SU(3) in four dimensions' },
  openqcd: { precisions: ['f64'], orders: ['little'], fits: qcd, needs: 'SU(3) in four dimensions' },
  text: { precisions: ['f64'], orders: ['text'], fits: anyField, needs: '' },
};

const unsupported = (message: string, remedy: string): Result<never> =>
  fail('format.writeUnsupported', message, remedy);

const factsFor = ({ dims, colours }: LinkSource, options: WriteOptions): Result<GaugeFacts> => {
  const { format } = options;
  const able = ABILITIES[format];
  if (!able.fits(dims, colours)) {
    return unsupported(
      `The format ${format} needs ${able.needs}; this field is ${groupName(colours)} on ${dims.join(' x ')}.`,
      'Write the format scidac, which holds any group and dimension.',
    );
  }
  const precision = options.precision ?? able.precisions[0]!;
  if (!able.precisions.includes(precision))
    return unsupported(
      `The format ${format} holds ${able.precisions.join(' or ')} numbers, not ${precision}.`,
      `Ask for ${able.precisions[0]}, or write another format.`,
    );
  const endianness = options.endianness ?? able.orders[0]!;
  if (!able.orders.includes(endianness))
    return unsupported(
      `The format ${format} fixes its byte order; it cannot be ${endianness}-endian.`,
      'Leave the byte order out.',
    );
  const rows = options.rows ?? colours;
  const dropped = rows === colours - 1 && format === 'nersc' && canDropRow(colours);
  if (rows !== colours && !dropped)
    return unsupported(
      `${rows} rows of ${groupName(colours)} matrices cannot be written as ${format}.`,
      `Write all ${colours} rows.`,
    );
  return ok({ format, endianness, precision, dims, colours, rows });
};

export const writeConfiguration = async (
  sink: ByteSink,
  configuration: GaugeConfiguration | LinkSource,
  options: WriteOptions,
): Promise<Result<WrittenFile>> => {
  if ('links' in configuration)
    invariant(
      configuration.links.length === linkValues(configuration.dims, configuration.colours),
      'a gauge configuration has as many links as its lattice',
    );
  const field = 'links' in configuration ? linkSourceOf(configuration) : configuration;
  const facts = factsFor(field, options);
  if (!facts.ok) return facts;
  const output = outputTo(sink);
  const checksums = await writeFormat(output, field, facts.value, options);
  return checksums.ok
    ? ok({ facts: facts.value, bytes: output.length(), checksums: checksums.value })
    : checksums;
};

const writeFormat = (
  output: ReturnType<typeof outputTo>,
  field: LinkSource,
  facts: GaugeFacts,
  options: WriteOptions,
): Promise<Result<readonly ChecksumFact[]>> => {
  switch (facts.format) {
    case 'ildg':
    case 'scidac':
    case 'lime-payload':
      return writeLime(output, field, facts, options);
    case 'nersc':
      return writeNersc(output, field, facts, options);
    case 'milc-v5':
    case 'milc-v4':
      return writeMilc(output, field, facts, options);
    case 'openqcd':
      return writeOpenqcd(output, field, facts);
    case 'text':
      return writeText(output, field);
  }
};
