/**
 * Writes Bridge++ / JuliaQCD text: one real per line with the shortest digits that give the same float64,
 * spelled as Julia prints them (1.0, 1.0e-5), so that rewriting a JuliaQCD file gives the same bytes.
 * Test: test/unit/engine/format/round-trip.test.ts, test/golden/format-configs.test.ts.
 */
import { ok, type Result } from '../../base/result.ts';
import { encodeUtf8 } from '../../base/text.ts';
import { type LinkSource, linkValues } from '../../lattice/gauge-configuration.ts';
import type { ChecksumFact } from '../gauge-file.ts';
import type { Output } from './output.ts';

/** Julia switches to an exponent below 1e-4 and from 1e6 on. */
export const juliaNumber = (value: number): string => {
  if (Object.is(value, -0)) return '-0.0';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}e${Number(exponent)}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
};

const LINES = 4096;

export const writeText = async (
  output: Output,
  field: LinkSource,
): Promise<Result<readonly ChecksumFact[]>> => {
  const length = linkValues(field.dims, field.colours);
  for (let at = 0; at < length; at += LINES) {
    const lines = Array.from(field.values(at, Math.min(at + LINES, length)), juliaNumber);
    const written = await output.write(encodeUtf8(`${lines.join('\n')}\n`));
    if (!written.ok) return written;
  }
  return ok([]);
};
