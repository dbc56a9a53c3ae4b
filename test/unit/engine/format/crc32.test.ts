import { crc32 as zlib } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../../src-engine/base/text.ts';
import { crc32 } from '../../../../src-engine/format/checksum/crc32.ts';
import { scidacChecksum } from '../../../../src-engine/format/checksum/scidac-checksum.ts';
import { milcChecksum, nerscChecksum } from '../../../../src-engine/format/checksum/word-checksum.ts';
import { uniforms } from '../../../support/random-field.ts';

const noise = (length: number): Uint8Array => {
  const next = uniforms(3);
  return Uint8Array.from({ length }, () => Math.floor(next() * 256));
};

describe('checksums', () => {
  it('CRC-32 gives the check value of the standard', () => {
    expect(crc32(encodeUtf8('123456789'), 0, 9)).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0), 0, 0)).toBe(0);
  });

  it.skipIf(typeof zlib !== 'function')('CRC-32 equals zlib for every length and start', () => {
    const bytes = noise(300);
    for (let start = 0; start < 9; start++) {
      for (let end = start; end < 300; end += 7)
        expect(crc32(bytes, start, end)).toBe(zlib(bytes.subarray(start, end)) >>> 0);
    }
  });

  it('do not depend on how the payload is cut into chunks', () => {
    const bytes = noise(72 * 90);
    for (const make of [() => scidacChecksum(72), () => milcChecksum(72, true), () => nerscChecksum(false)]) {
      const whole = make();
      whole.update(bytes, 0);
      const pieces = make();
      for (const [from, to] of [
        [40, 90],
        [0, 33],
        [33, 40],
      ] as const)
        pieces.update(bytes.subarray(from * 72, to * 72), from);
      expect(pieces.values()).toEqual(whole.values());
    }
  });

  it('MILC and NERSC sums by their definitions', () => {
    const words = [1, 0x80000000, 0xffffffff, 7];
    const bytes = new Uint8Array(new Uint32Array(words).buffer);
    const nersc = nerscChecksum(true);
    nersc.update(bytes, 0);
    expect(nersc.values()).toEqual([words.reduce((sum, w) => (sum + w) % 2 ** 32, 0)]);
    const milc = milcChecksum(8, true);
    milc.update(bytes, 0);
    // rotl(1,0) ^ rotl(80000000,1) ^ rotl(ffffffff,2) ^ rotl(7,3)
    expect(milc.values()).toEqual([(1 ^ 1 ^ 0xffffffff ^ 56) >>> 0, (1 ^ 1 ^ 0xffffffff ^ 56) >>> 0]);
    const later = milcChecksum(8, true);
    later.update(bytes.subarray(0, 8), 15);
    // Word 30 of the field: rotl(1, 30 mod 29) and rotl(1, 30 mod 31); word 31: by 2 and by 0.
    expect(later.values()).toEqual([(2 ^ 2) >>> 0, ((1 << 30) ^ 0x80000000) >>> 0]);
  });
});
