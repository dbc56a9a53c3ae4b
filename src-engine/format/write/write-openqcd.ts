/** Writes openQCD configurations (layout in openqcd-codec.ts and openqcd-order.ts). Test: test/unit/engine/format/openqcd.test.ts. */
import { fail, ok, type Result } from '../../base/result.ts';
import type { LinkSource } from '../../lattice/gauge-configuration.ts';
import type { ChecksumFact, GaugeFacts } from '../gauge-file.ts';
import { measureFile } from '../measure/field-meter.ts';
import { encodeWords } from '../numbers.ts';
import { OPENQCD_HEADER } from '../openqcd-codec.ts';
import { directionOf, forOddPoints, LINKS_PER_POINT, startOfLink } from '../openqcd-order.ts';
import { storedSlices } from './encode-sites.ts';
import type { Output } from './output.ts';

const MATRIX = 18;

export const writeOpenqcd = async (
  output: Output,
  field: LinkSource,
  facts: GaugeFacts,
): Promise<Result<readonly ChecksumFact[]>> => {
  const { dims } = field;
  if (dims.some((n) => n % 2 !== 0)) {
    return fail(
      'format.writeUnsupported',
      `openQCD files hold the links of odd points only, which needs even extents; this lattice is ${dims.join(' x ')}.`,
      'Write another format, such as ildg.',
    );
  }
  const measured = await measureFile({ facts, slices: () => storedSlices(field, facts) });
  if (!measured.ok) return measured;
  const [lx = 1, ly = 1, lz = 1, lt = 1] = dims;
  const header = new Uint8Array(OPENQCD_HEADER);
  const view = new DataView(header.buffer);
  for (const [k, n] of [lt, lx, ly, lz].entries()) view.setInt32(4 * k, n, true);
  view.setFloat64(16, 3 * measured.value.plaquette, true);
  const head = await output.write(header);
  if (!head.ok) return head;

  const spatial = lx * ly * lz;
  const block = new Float64Array((spatial / 2) * LINKS_PER_POINT * MATRIX);
  for (let t = 0; t < lt; t++) {
    forOddPoints(dims, t, (x, y, z, index) => {
      for (let k = 0; k < LINKS_PER_POINT; k++) {
        const slice = k === 1 ? (t + lt - 1) % lt : t;
        const link = (slice * spatial + startOfLink(dims, x, y, z, k)) * 4 + directionOf(k);
        block.set(field.values(link * MATRIX, (link + 1) * MATRIX), (index * LINKS_PER_POINT + k) * MATRIX);
      }
    });
    const written = await output.write(encodeWords(block, 0, block.length, 'f64', true));
    if (!written.ok) return written;
  }
  return ok([]);
};
