import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '../../../../src-main/storage/record-line.ts';

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('a log record', () => {
  it('is one line of JSON that ends with its checksum', () => {
    const body = '{"event":"note","text":"β = 6\\n"';
    const crc = crc32(new TextEncoder().encode(body)).toString(16).padStart(8, '0');
    expect(text(encodeRecord({ event: 'note', text: 'β = 6\n' }))).toBe(`${body},"crc":"${crc}"}\n`);
  });

  it('has the checksum of zlib and PNG', () => {
    // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
    expect(crc32('123456789')).toBe(0xcbf43926);
  });

  it('reads back as it was', () => {
    const record = { a: 1, b: [0.1, 2e-308, 5e-324], c: { crc: 'inner' }, d: null, e: 'x"},{' };
    expect(decodeRecord(encodeRecord(record).subarray(0, -1))).toEqual(record);
  });

  it('is refused after any change of one bit, and at any other length', () => {
    const line = encodeRecord({ update: 120, values: { plaquette: 0.5934 } }).subarray(0, -1);
    for (let bit = 0; bit < 8 * line.length; bit++) {
      const changed = line.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(decodeRecord(changed), `bit ${bit}`).toBeUndefined();
    }
    for (let length = 0; length < line.length; length++)
      expect(decodeRecord(line.subarray(0, length))).toBeUndefined();
  });

  it('refuses a field named crc and a record without fields', () => {
    expect(() => encodeRecord({ crc: 1 })).toThrow('reserved');
    expect(() => encodeRecord({})).toThrow('at least one field');
  });
});
