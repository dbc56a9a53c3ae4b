import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, strangerLimits } from '../../../../src-main/contract/codec.ts';

const roundTrip = (value: unknown): unknown => {
  const decoded = decodeMessage(encodeMessage(value));
  return decoded.ok ? decoded.value : decoded.error;
};

describe('messages as bytes', () => {
  it('keep the kind and every bit of number arrays', () => {
    const odd = new Float64Array([Number.NaN, Number.POSITIVE_INFINITY, -0, 5e-324, 0.1]);
    new BigUint64Array(odd.buffer)[0] = 0x7ff8_0000_dead_beefn;
    const back = roundTrip({ odd }) as { odd: Float64Array };
    expect(back.odd).toBeInstanceOf(Float64Array);
    expect(new BigUint64Array(back.odd.buffer)).toEqual(new BigUint64Array(odd.buffer));
    expect(roundTrip(new Float32Array([1.5, Number.NaN]))).toEqual(new Float32Array([1.5, Number.NaN]));
    expect(roundTrip(new Uint32Array([0, 4294967295]))).toEqual(new Uint32Array([0, 4294967295]));
    expect(roundTrip(new Float64Array(0))).toEqual(new Float64Array(0));
  });

  it('send the part that a view shows, not its whole buffer', () => {
    const whole = Float64Array.from([1, 2, 3, 4]);
    expect(roundTrip(whole.subarray(1, 3))).toEqual(Float64Array.from([2, 3]));
  });

  it('keep bytes as plain bytes, also of a Buffer', () => {
    const back = decodeMessage(Buffer.from(encodeMessage({ bytes: Buffer.from([1, 2]) })));
    expect(back).toEqual({ ok: true, value: { bytes: new Uint8Array([1, 2]) } });
    expect(Buffer.isBuffer((back as { value: { bytes: unknown } }).value.bytes)).toBe(false);
  });

  it('keep numbers that JSON lacks, and leave out what is absent', () => {
    expect(
      roundTrip({ a: Number.NaN, b: Number.NEGATIVE_INFINITY, c: undefined, d: null, e: 2 ** 53 - 1 }),
    ).toEqual({
      a: Number.NaN,
      b: Number.NEGATIVE_INFINITY,
      d: null,
      e: 2 ** 53 - 1,
    });
  });

  it.each([
    ['nothing', []],
    ['a map without its content', [0x81]],
    ['two values', [0x01, 0x02]],
    ['a reserved byte', [0xc1]],
    ['half a number in an array of numbers', [0xd4, 0x01, 0x00]],
    ['a key that reaches for the prototype', [0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x01]],
  ])('refuse %s', (_what, bytes) => {
    expect(decodeMessage(Uint8Array.from(bytes))).toMatchObject({
      ok: false,
      error: { code: 'ipc.malformed' },
    });
  });

  it('refuse long arrays and tables from strangers, before making room for them', () => {
    expect(decodeMessage(Uint8Array.from([0xdd, 0xff, 0xff, 0xff, 0xff]), strangerLimits).ok).toBe(false);
    expect(decodeMessage(Uint8Array.from([0xdf, 0xff, 0xff, 0xff, 0xff]), strangerLimits).ok).toBe(false);
    expect(decodeMessage(encodeMessage(new Array(4096).fill(0)), strangerLimits).ok).toBe(true);
  });

  it('refuse nesting that would exhaust the stack of a reader', () => {
    const nested = (levels: number) => Uint8Array.from([...new Array(levels).fill(0x91), 0xc0]);
    expect(decodeMessage(nested(200_000), strangerLimits).ok).toBe(false);
    expect(decodeMessage(nested(strangerLimits.maxDepth + 1), strangerLimits).ok).toBe(false);
    expect(decodeMessage(nested(strangerLimits.maxDepth), strangerLimits).ok).toBe(true);
  });
});
