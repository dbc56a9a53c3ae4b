/** The records that every SciDAC file has, as QIO writes them. Test: test/unit/engine/format/round-trip.test.ts, scalar-file.test.ts. */
import { encodeUtf8 } from '../../base/text.ts';
import { hex32 } from '../checksum/site-checksum.ts';
import { limeHeader, limePadding } from '../lime-records.ts';

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';

/** QIO ends its XML with a NUL, and older readers rely on it. */
export const xmlBytes = (text: string): Uint8Array => encodeUtf8(`${PROLOG}${text}\0`);

export const record = (
  name: string,
  bytes: Uint8Array,
  begin: 'begin' | '' = '',
  end: 'end' | '' = '',
): readonly Uint8Array[] => [limeHeader(name, bytes.length, begin, end), bytes, limePadding(bytes.length)];

export const scidacFileXml = (dims: readonly number[]): string =>
  `<scidacFile><version>1.1</version><spacetime>${dims.length}</spacetime><dims>${dims.map((n) => `${n} `).join('')}</dims><volfmt>0</volfmt></scidacFile>`;

export const checksumXml = (sums: readonly number[]): string =>
  `<scidacChecksum><version>1.0</version><suma>${hex32(sums[0] ?? 0)}</suma><sumb>${hex32(sums[1] ?? 0)}</sumb></scidacChecksum>`;
