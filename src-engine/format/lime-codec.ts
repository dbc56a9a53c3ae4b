/**
 * Gauge fields in LIME files: ILDG, SciDAC without ildg-format (QUDA, QDP, MILC), and the bare payload of JuliaQCD.
 * A file may hold several messages; the first that is a gauge field is opened, and what the others are is listed.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/round-trip.test.ts, test/property/format-damage.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import { SCIDAC_KINDS, scidacChecksum } from './checksum/scidac-checksum.ts';
import { compareSums } from './checksum/site-checksum.ts';
import type { Codec, GaugeFacts, OpenedFile, OpenOptions } from './gauge-file.ts';
import { resolveGeometry } from './geometry.ts';
import { type FoundGauge, gaugeMessage } from './lime-gauge.ts';
import { type LimeContents, type LimeMessage, readMessages } from './lime-messages.ts';
import { describeMessages, verifyMessages } from './lime-other.ts';
import { isLime } from './lime-records.ts';
import { decodeWords, wordBytes } from './numbers.ts';
import { unitaryFraction } from './probe.ts';
import { type Problem, problem } from './problem.ts';
import { scalarIn } from './scalar-file.ts';
import { bytesPerSite, readSlices, type Verification } from './site-payload.ts';
import { storedInLog } from './stored-plaquette.ts';

/** The bare payload: one binary record and nothing that says its geometry. */
const payloadOnly = async (
  source: ByteSource,
  message: LimeMessage,
  options: OpenOptions,
): Promise<Result<FoundGauge>> => {
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
      links: async (_, precision) => {
        const bytes = await readBytes(source, binary.offset, binary.length, 'the links');
        if (!bytes.ok) return bytes;
        const links = new Float64Array(binary.length / wordBytes(precision));
        decodeWords(bytes.value, precision, false, links, 0);
        return ok(links);
      },
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
  found: FoundGauge,
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
  const gauge: FoundGauge[] = [];
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
  const scalar = scalarIn(contents);
  return ok({
    content: 'other',
    format: 'scidac',
    ...(scalar && { scalar: { precision: scalar.precision } }),
    dims: contents.file?.dims ?? null,
    description: describeMessages(contents),
    records: contents.records,
    metadata: contents.metadata,
    problems: contents.problems,
    checksums: () => verifyMessages(source, contents),
  });
};

export const limeCodec: Codec = { title: 'LIME (ILDG, SciDAC)', detects: isLime, open };
