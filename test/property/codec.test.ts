import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, strangerLimits } from '../../src-main/contract/codec.ts';

/** Everything a message may hold; -0 only inside arrays of numbers, `__proto__` nowhere. */
const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double().map((value) => (value === 0 ? 0 : value)),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.float64Array({ maxLength: 20 }),
  fc.float32Array({ maxLength: 20 }),
  fc.uint32Array({ maxLength: 20 }),
  fc.uint8Array({ maxLength: 40 }),
);
const key = fc.string({ maxLength: 12 }).filter((name) => name !== '__proto__');
const message = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;

describe('the codec of messages', () => {
  it('gives back what was sent, from any place in a buffer', () => {
    fc.assert(
      fc.property(message, fc.nat(9), (sent, offset) => {
        const bytes = encodeMessage(sent);
        const shifted = new Uint8Array(bytes.length + offset);
        shifted.set(bytes, offset);
        expect(decodeMessage(shifted.subarray(offset))).toStrictEqual({ ok: true, value: sent });
      }),
      { seed: 31, numRuns: 400 },
    );
  });

  it('answers any bytes with a value or a refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const answer = decodeMessage(bytes, strangerLimits);
        expect(answer.ok || answer.error.code === 'ipc.malformed').toBe(true);
      }),
      { seed: 32, numRuns: 2000 },
    );
  });

  it('never takes a cut message for a whole one', () => {
    fc.assert(
      fc.property(message, fc.double({ min: 0, max: 0.999, noNaN: true }), (sent, part) => {
        const bytes = encodeMessage(sent);
        expect(decodeMessage(bytes.subarray(0, Math.floor(bytes.length * part))).ok).toBe(false);
      }),
      { seed: 33, numRuns: 400 },
    );
  });
});
