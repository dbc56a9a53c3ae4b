/**
 * LIME files without a gauge field: what they hold, in words, and whether their SciDAC checksums agree.
 * Test: test/golden/format-configs.test.ts (a staggered source of MILC, a test file of QIO).
 */
import { ok, type Result } from '../base/result.ts';
import type { ByteSource } from '../ports/byte-source.ts';
import { readBytes } from './byte-reader.ts';
import { SCIDAC_KINDS, scidacChecksum } from './checksum/scidac-checksum.ts';
import { compareSums } from './checksum/site-checksum.ts';
import type { ChecksumFact } from './gauge-file.ts';
import type { LimeContents, LimeMessage } from './lime-messages.ts';
import { CHUNK_BYTES } from './limits.ts';

/** Data types of QDP in words; the letter after QDP_ is the precision. */
const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/ColorVector/i, 'a colour vector (staggered fermion) field'],
  [/DiracFermion|HalfFermion/i, 'a Wilson fermion field'],
  [/DiracPropagator/i, 'a quark propagator'],
  [/ColorMatrix|GaugeField/i, 'colour matrices'],
  [/Complex|Real|Int/i, 'a field of numbers'],
  [/RandomState/i, 'a random number state'],
];

const describe = (message: LimeMessage, dims: readonly number[] | undefined): string => {
  const { scidac, binary } = message;
  if (scidac === undefined)
    return `message ${message.number}: ${binary?.length ?? 0} bytes of "${binary?.name ?? '?'}" that no record describes`;
  const words = IN_WORDS.find(([pattern]) => pattern.test(scidac.datatype))?.[1];
  const where = scidac.notPerSite || dims === undefined ? '' : ` on ${dims.join(' x ')}`;
  return `message ${message.number}: ${words === undefined ? '' : `${words}, `}data type "${scidac.datatype}", ${scidac.dataCount} x ${scidac.typeSize} bytes per site${where}`;
};

export const describeMessages = (contents: LimeContents): string => {
  const fields = contents.messages.filter((message) => message.binary !== undefined);
  if (fields.length === 0) return 'a LIME file without any field data';
  const shown = fields.slice(0, 8).map((message) => describe(message, contents.file?.dims));
  if (fields.length > shown.length) shown.push(`and ${fields.length - shown.length} more`);
  return `a SciDAC file with ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}: ${shown.join('; ')}`;
};

const verify = async (source: ByteSource, message: LimeMessage): Promise<Result<readonly ChecksumFact[]>> => {
  const { binary, scidac, checksums } = message;
  const siteBytes = (scidac?.dataCount ?? 0) * (scidac?.typeSize ?? 0);
  if (binary === undefined || checksums === undefined || !(siteBytes > 0) || binary.length % siteBytes !== 0)
    return ok([]);
  if (siteBytes > CHUNK_BYTES) return ok([]);
  const sum = scidacChecksum(siteBytes);
  const sitesPerChunk = Math.floor(CHUNK_BYTES / siteBytes);
  for (let site = 0; site * siteBytes < binary.length; site += sitesPerChunk) {
    const at = site * siteBytes;
    const bytes = await readBytes(
      source,
      binary.offset + at,
      Math.min(sitesPerChunk * siteBytes, binary.length - at),
      'the field',
    );
    if (!bytes.ok) return bytes;
    sum.update(bytes.value, site);
  }
  const kinds = SCIDAC_KINDS.map((kind) => `${kind} (message ${message.number})`);
  return ok(compareSums(kinds, checksums, sum.values()));
};

export const verifyMessages = async (
  source: ByteSource,
  contents: LimeContents,
): Promise<Result<readonly ChecksumFact[]>> => {
  const facts: ChecksumFact[] = [];
  for (const message of contents.messages) {
    const found = await verify(source, message);
    if (!found.ok) return found;
    facts.push(...found.value);
  }
  return ok(facts);
};
