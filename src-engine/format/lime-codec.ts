/**
 * Gauge fields in LIME files: ILDG, SciDAC without ildg-format (QUDA, QDP, MILC), and the bare payload of JuliaQCD.
 * A file may hold several messages; the first that is a gauge field is opened, and what the others are is listed.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/round-trip.test.ts, test/property/format-damage.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { SCIDAC_KINDS, scidacChecksum } from './checksum/scidac-checksum.ts';
import { compareSums } from './checksum/site-checksum.ts';
import { type Codec, type GaugeFacts, groupName, type OpenedFile, type OpenOptions } from './gauge-file.ts';
import { resolveGeometry } from './geometry.ts';
import { type LimeContents, type LimeMessage, readMessages } from './lime-messages.ts';
import { describeMessages, verifyMessages } from './lime-other.ts';
import { isLime } from './lime-records.ts';
import { checkedVolume, MAX_COLOURS } from './limits.ts';
import { wordBytes } from './numbers.ts';
import { unitaryFraction } from './probe.ts';
import { type Problem, problem } from './problem.ts';
import { saysGauge } from './scidac-record.ts';
import { bytesPerSite, readSlices, type Verification } from './site-payload.ts';
import { storedInLog } from './stored-plaquette.ts';

interface Found {
  readonly facts: GaugeFacts;
  readonly offset: number;
  readonly message: LimeMessage;
  readonly problems: readonly Problem[];
}

/** Matrices of a name that does not say gauge field are believed when at least this fraction is unitary. */
const MOSTLY = 0.5;

/** N for which `bytes` are a whole field, or undefined. */
const coloursFor = (bytes: number, volume: number, d: number, width: number): number | undefined => {
  const colours = Math.round(Math.sqrt(bytes / (volume * d * 2 * width)));
  const fits = colours >= 1 && colours <= MAX_COLOURS && volume * d * 2 * width * colours * colours === bytes;
  return fits ? colours : undefined;
};

const mismatch = (name: string, dims: readonly number[], bytes: number): Result<never> =>
  fail(
    'format.geometryMismatch',
    `${name} says ${dims.join(' x ')}, but its ${bytes} bytes of links are no whole number of matrices on that lattice.`,
    'Copy the file again from its origin; if that does not help, its header or its payload is damaged.',
    { dims, bytes },
  );

/** A message with its own geometry, as a gauge field; undefined when it is something else. */
const gaugeMessage = async (
  source: ByteSource,
  contents: LimeContents,
  message: LimeMessage,
): Promise<Result<Found | undefined>> => {
  const { binary, ildg, scidac } = message;
  const dims = ildg?.dims ?? contents.file?.dims;
  if (binary === undefined || dims === undefined) return ok(undefined);
  if (
    scidac?.notPerSite ||
    (ildg === undefined && scidac === undefined && binary.name !== 'ildg-binary-data')
  )
    return ok(undefined);
  const d = dims.length;
  const volume = checkedVolume(dims, source.name);
  if (!volume.ok) return volume;
  const claimsGauge =
    ildg !== undefined || binary.name === 'ildg-binary-data' || saysGauge(scidac?.datatype ?? '');
  if (ildg === undefined && scidac !== undefined && scidac.dataCount !== d) return ok(undefined);

  const stated = ildg?.precision ?? scidac?.precision;
  const problems: Problem[] = [];
  for (const precision of stated === 'f32' ? (['f32', 'f64'] as const) : (['f64', 'f32'] as const)) {
    const colours = coloursFor(binary.length, volume.value, d, wordBytes(precision));
    if (colours === undefined) continue;
    const facts: GaugeFacts = {
      format: ildg === undefined ? 'scidac' : 'ildg',
      endianness: 'big',
      precision,
      dims,
      colours,
      rows: colours,
    };
    if (!claimsGauge) {
      const fraction = await unitaryFraction(source, binary.offset, binary.length, facts);
      if (!fraction.ok) return fraction;
      if (fraction.value < MOSTLY) return ok(undefined);
    }
    problems.push(...conflicts(message, contents, facts));
    return ok({ facts, offset: binary.offset, message, problems });
  }
  return claimsGauge ? mismatch(source.name, dims, binary.length) : ok(undefined);
};

/** Statements in one file that contradict each other or its payload. */
const conflicts = (
  { ildg, scidac }: LimeMessage,
  contents: LimeContents,
  facts: GaugeFacts,
): readonly Problem[] => {
  const found: string[] = [];
  if (ildg?.precision !== undefined && ildg.precision !== facts.precision)
    found.push(`ildg-format says ${ildg.precision}, the length of the payload says ${facts.precision}`);
  if (scidac?.precision !== undefined && scidac.precision !== facts.precision)
    found.push(
      `the SciDAC record says ${scidac.precision}, the length of the payload says ${facts.precision}`,
    );
  if (scidac?.colours !== undefined && scidac.colours !== facts.colours)
    found.push(
      `the SciDAC record says ${scidac.colours} colours, the length of the payload says ${facts.colours}`,
    );
  const fileDims = contents.file?.dims;
  if (ildg !== undefined && fileDims !== undefined && fileDims.join() !== facts.dims.join())
    found.push(
      `ildg-format says ${facts.dims.join(' x ')}, the SciDAC file header says ${fileDims.join(' x ')}`,
    );
  const group = /^(su\d+|u1)gauge$/i.exec(ildg?.field ?? '')?.[1]?.toLowerCase();
  const actual = groupName(facts.colours).replace(/[()]/g, '').toLowerCase();
  if (group !== undefined && group !== actual)
    found.push(`ildg-format says ${group}, the length of the payload says ${actual}`);
  return found.map((what) =>
    problem(
      'warning',
      'format.headerConflict',
      `The header contradicts itself: ${what}.`,
      'Check the plaquette against a trusted value before using the field.',
    ),
  );
};

/** The bare payload: one binary record and nothing that says its geometry. */
const payloadOnly = async (
  source: ByteSource,
  message: LimeMessage,
  options: OpenOptions,
): Promise<Result<Found>> => {
  const binary = message.binary!;
  const geometry = await resolveGeometry(
    {
      name: source.name,
      bytes: binary.length,
      precisions: options.precision === undefined ? ['f64', 'f32'] : [options.precision],
      fraction: (colours, precision) =>
        unitaryFraction(source, binary.offset, binary.length, {
          colours,
          rows: colours,
          precision,
          endianness: 'big',
        }),
    },
    options,
  );
  if (!geometry.ok) return geometry;
  const { dims, colours, precision, problems } = geometry.value;
  const facts: GaugeFacts = {
    format: 'lime-payload',
    endianness: 'big',
    precision,
    dims,
    colours,
    rows: colours,
  };
  const missing = problem(
    'note',
    'format.headerMissing',
    'The file has no ildg-format record: its geometry, group and precision are not stated in it.',
    'Convert it to a complete ILDG file with plaquette convert.',
  );
  return ok({ facts, offset: binary.offset, message, problems: [missing, ...problems] });
};

const opened = (
  source: ByteSource,
  contents: LimeContents,
  found: Found,
  extra: readonly Problem[],
): OpenedFile => {
  const { facts, offset, message } = found;
  const stored = message.checksums;
  const problems = [...contents.problems, ...found.problems, ...extra];
  if (stored === undefined) {
    problems.push(
      problem(
        'note',
        'format.checksumMissing',
        'The file carries no checksum, so damage to single numbers can only show in the unitarity of the links.',
        'Convert it with plaquette convert to add one.',
      ),
    );
  }
  const verification = (): Verification | undefined =>
    stored && {
      sum: scidacChecksum(bytesPerSite(facts)),
      compare: (computed) => compareSums(SCIDAC_KINDS, stored, computed),
    };
  const plaquette = storedInLog(contents.metadata['xlf-info']);
  return {
    content: 'gauge',
    facts,
    records: contents.records,
    metadata: contents.metadata,
    problems,
    ...(plaquette === undefined ? {} : { storedPlaquette: plaquette }),
    slices: () => readSlices(source, { facts, offset }, verification()),
  };
};

const open = async (source: ByteSource, options: OpenOptions): Promise<Result<OpenedFile>> => {
  const read = await readMessages(source);
  if (!read.ok) return read;
  const contents = read.value;
  if (contents.file !== undefined && contents.file.volumeFormat !== 0) {
    return fail(
      'format.unsupported',
      `${source.name} is one part of a SciDAC field that was written in several files (volume format ${contents.file.volumeFormat}).`,
      'Join the parts with the QIO tools of the code that wrote them.',
    );
  }
  const gauge: Found[] = [];
  for (const message of contents.messages) {
    const found = await gaugeMessage(source, contents, message);
    if (!found.ok) return found;
    if (found.value !== undefined) gauge.push(found.value);
  }
  const first = gauge[0];
  if (first !== undefined) {
    const others = gauge.length - 1;
    const several = problem(
      'note',
      'format.severalFields',
      `The file holds ${gauge.length} gauge fields; this is the first, in message ${first.message.number}.`,
      'Split the file to open the others.',
    );
    return ok(opened(source, contents, first, others > 0 ? [several] : []));
  }
  const fields = contents.messages.filter((message) => message.binary !== undefined);
  const bare = fields[0];
  if (bare !== undefined && fields.length === 1 && bare.scidac === undefined && contents.file === undefined) {
    const found = await payloadOnly(source, bare, options);
    return found.ok ? ok(opened(source, contents, found.value, [])) : found;
  }
  return ok({
    content: 'other',
    format: 'scidac',
    dims: contents.file?.dims ?? null,
    description: describeMessages(contents),
    records: contents.records,
    metadata: contents.metadata,
    problems: contents.problems,
    checksums: () => verifyMessages(source, contents),
  });
};

export const limeCodec: Codec = { title: 'LIME (ILDG, SciDAC)', detects: isLime, open };
