/**
 * Whether a message of a LIME file is a gauge field, and on which lattice: by ildg-format, by its SciDAC data type,
 * or, when the type name does not say, by the unitarity of its matrices.
 * Test: test/golden/format-configs.test.ts, test/unit/engine/format/headers.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { type GaugeFacts, groupName } from './gauge-file.ts';
import type { LimeContents, LimeMessage } from './lime-messages.ts';
import { checkedVolume, MAX_COLOURS } from './limits.ts';
import { wordBytes } from './numbers.ts';
import { unitaryFraction } from './probe.ts';
import { type Problem, problem } from './problem.ts';
import { saysGauge } from './scidac-record.ts';

export interface FoundGauge {
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
export const gaugeMessage = async (
  source: ByteSource,
  contents: LimeContents,
  message: LimeMessage,
): Promise<Result<FoundGauge | undefined>> => {
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
