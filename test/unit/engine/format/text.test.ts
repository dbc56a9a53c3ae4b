import { describe, expect, it } from 'vitest';
import { decodeLatin1, decodeUtf8, encodeUtf8, untilNul } from '../../../../src-engine/base/text.ts';
import { uniforms } from '../../../support/random-field.ts';

describe('UTF-8 without a host', () => {
  it('agrees with the platform on text, including pairs and lone surrogates', () => {
    for (const text of [
      '',
      'plain',
      'Schrödinger β = 5,7 → ∞',
      '𝔖𝔘(3) 🎲',
      'a\ud800b',
      '\udc00',
      'x'.repeat(9000),
    ]) {
      expect(encodeUtf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)));
      expect(decodeUtf8(encodeUtf8(text))).toBe(new TextDecoder().decode(new TextEncoder().encode(text)));
    }
  });

  it('never throws on random bytes, and agrees with the platform where they are valid', () => {
    const next = uniforms(5);
    for (let k = 0; k < 300; k++) {
      const bytes = Uint8Array.from({ length: 1 + Math.floor(next() * 40) }, () => Math.floor(next() * 256));
      const text = decodeUtf8(bytes);
      const platform = new TextDecoder().decode(bytes);
      expect(text.replaceAll('\ufffd', '')).toBe(platform.replaceAll('\ufffd', ''));
      expect(text.includes('\ufffd')).toBe(platform.includes('\ufffd'));
    }
  });

  it('rejects overlong forms, surrogates and points beyond the last', () => {
    for (const bytes of [
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xe2, 0x82],
    ]) {
      expect(decodeUtf8(Uint8Array.from(bytes))).toMatch(/^\ufffd+$/);
    }
  });

  it('reads fixed-width fields', () => {
    expect(untilNul(decodeLatin1(Uint8Array.from([0x61, 0xe9, 0, 0x62])))).toBe('a\u00e9');
  });
});
