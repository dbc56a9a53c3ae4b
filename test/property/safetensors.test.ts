/** Files of tensors: what is written comes back bit by bit, and damage never changes a number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import {
  decodeSafetensors,
  encodeSafetensors,
  type TensorFile,
} from '../../src-engine/learn/model/safetensors.ts';
import { lengthOf, type Tensor } from '../../src-engine/learn/model/tensor.ts';

const numbers = { noNaN: true, noDefaultInfinity: true } as const;

const tensor = fc
  .record({ shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }), single: fc.boolean() })
  .chain(({ shape, single }) => {
    const length = { minLength: lengthOf(shape), maxLength: lengthOf(shape) };
    const data = single
      ? fc.float32Array({ ...numbers, ...length })
      : fc.float64Array({ ...numbers, ...length });
    return fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1 }),
      shape: fc.constant(shape),
      data,
    });
  })
  .map((one): Tensor => ({ ...one, data: one.data.slice() as Tensor['data'] }));

const content = fc.record({
  tensors: fc.uniqueArray(
    fc.oneof(
      tensor,
      tensor.map((one) => ({ ...one, name: '__proto__' })),
      tensor.map((one) => ({ ...one, name: '7' })),
    ),
    { selector: ({ name }) => name, maxLength: 5 },
  ),
  texts: fc.dictionary(
    fc.string().filter((key) => key !== 'crc32' && key !== '__proto__'),
    fc.string({ unit: 'binary' }),
    { maxKeys: 3 },
  ),
});

const bitsOf = ({ tensors }: Pick<TensorFile, 'tensors'>) =>
  tensors
    .map(({ name, shape, data }) => [
      name,
      data.constructor.name,
      shape.join(),
      Buffer.from(data.buffer).toString('hex'),
    ])
    .sort(([x], [y]) => (x! < y! ? -1 : 1));

describe('files of tensors', () => {
  it('come back bit by bit, with their texts', () => {
    fc.assert(
      fc.property(content, ({ tensors, texts }) => {
        const back = unwrap(decodeSafetensors(unwrap(encodeSafetensors(tensors, texts))));
        expect(bitsOf(back)).toEqual(bitsOf({ tensors }));
        expect({ ...back.metadata }).toEqual({ ...texts });
      }),
      { numRuns: 300 },
    );
  });

  it('damaged anywhere are refused, or mean the same', () => {
    const data = new Float32Array([1, -0.25, 3e-40, 7]);
    const bytes = unwrap(
      encodeSafetensors(
        [
          { name: 'coupling.0.weights', shape: [2, 2], data },
          { name: 'coupling.1.weights', shape: [2, 2], data: data.map((x) => 2 * x) },
          { name: 'step', shape: [], data: new Float64Array([0.1]) },
        ],
        { seed: '4711' },
      ),
    );
    const expected = bitsOf(unwrap(decodeSafetensors(bytes)));
    let same = 0;
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = bytes.slice();
        damaged[at]! ^= 1 << bit;
        const read = decodeSafetensors(damaged);
        if (!read.ok) {
          expect(read.error.code).toMatch(/^model\.(malformed|notFinite|unsupported)$/);
          continue;
        }
        same++;
        expect(bitsOf(read.value)).toEqual(expected);
      }
      expect(decodeSafetensors(bytes.slice(0, at)).ok).toBe(false);
    }
    // what does not count: blanks to other white space, and the name of the checksum
    expect(same).toBeLessThan(0.05 * 8 * bytes.length);
  });

  it('of anything at all are refused without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (junk, hasLength) => {
        const bytes = new Uint8Array([...(hasLength ? [junk.length, 0, 0, 0, 0, 0, 0, 0] : []), ...junk]);
        const read = decodeSafetensors(bytes);
        if (!read.ok) expect(read.error.code).toMatch(/^model\./);
      }),
      { numRuns: 500 },
    );
  });
});
