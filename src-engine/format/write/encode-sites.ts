/**
 * A field in memory as the words of a file: chunks of whole sites, and the field that a reader of those words will see.
 * Header numbers (plaquette, link trace) are taken from the latter, so that writing what was read gives the same bytes.
 * Test: test/unit/engine/format/round-trip.test.ts.
 */
import { fail, ok } from '../../base/result.ts';
import { type LinkSource, linkValues } from '../../lattice/gauge-configuration.ts';
import type { SiteChecksum } from '../checksum/site-checksum.ts';
import { type GaugeFacts, groupName, type SliceReader, sliceValues } from '../gauge-file.ts';
import { restoreRow } from '../implied-row.ts';
import { CHUNK_BYTES } from '../limits.ts';
import { encodeWords } from '../numbers.ts';
import { bytesPerSite } from '../site-payload.ts';

/** Rounding that a dropped row may have; a wrong sign or a matrix outside SU(N) is far beyond it. */
const ROW_TOLERANCE = 1e-3;

const withoutLastRow = (links: Float64Array, colours: number): Float64Array => {
  const matrix = 2 * colours * colours;
  const matrices = links.length / matrix;
  const kept = matrix - 2 * colours;
  const values = new Float64Array(matrices * kept);
  for (let m = 0; m < matrices; m++) values.set(links.subarray(m * matrix, m * matrix + kept), m * kept);
  return values;
};

/** The payload in lexicographic order, chunk by chunk, feeding `sum` on the way. */
export function* encodedSites(
  field: LinkSource,
  facts: GaugeFacts,
  sum?: SiteChecksum,
): Generator<Uint8Array> {
  const { dims, colours } = field;
  const perSite = dims.length * colours * colours * 2;
  const sites = linkValues(dims, colours) / perSite;
  const chunk = Math.max(1, Math.floor(CHUNK_BYTES / bytesPerSite(facts)));
  const little = facts.endianness === 'little';
  for (let site = 0; site < sites; site += chunk) {
    const count = Math.min(chunk, sites - site);
    const links = field.values(site * perSite, (site + count) * perSite);
    const values = facts.rows === colours ? links : withoutLastRow(links, colours);
    const bytes = encodeWords(values, 0, values.length, facts.precision, little);
    sum?.update(bytes, site);
    yield bytes;
  }
}

/** The sums of the payload, before it is written. */
export const sumOf = (field: LinkSource, facts: GaugeFacts, sum: SiteChecksum): readonly number[] => {
  for (const bytes of encodedSites(field, facts, sum)) void bytes;
  return sum.values();
};

/** The field as it will be read back, time slice by time slice. Fails when a dropped row cannot be restored. */
export const storedSlices = ({ dims, colours, values }: LinkSource, facts: GaugeFacts): SliceReader => {
  const length = sliceValues(dims, colours);
  const matrix = 2 * colours * colours;
  let slice = 0;
  return {
    async next(target) {
      const source = values(slice * length, (slice + 1) * length);
      slice += 1;
      if (facts.precision === 'f32') for (let k = 0; k < length; k++) target[k] = Math.fround(source[k]!);
      else target.set(source);
      if (facts.rows === colours) return ok(undefined);
      for (let m = 0; m < length / matrix; m++) {
        restoreRow(target, m, colours);
        for (let k = (m + 1) * matrix - 2 * colours; k < (m + 1) * matrix; k++) {
          if (Math.abs(target[k]! - source[k]!) <= ROW_TOLERANCE) continue;
          return fail(
            'format.writeUnsupported',
            `A link in time slice ${slice - 1} is not in ${groupName(colours)}, so its last row cannot be left out.`,
            `Write all ${colours} rows.`,
          );
        }
      }
      return ok(undefined);
    },
    checksums: () => [],
  };
};
