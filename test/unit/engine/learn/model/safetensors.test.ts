import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../../src-engine/base/result.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../../../src-engine/learn/model/safetensors.ts';

const text = new TextEncoder();

/** A file as the description of the format has it, put together by hand. */
const file = (
  header: string,
  data: readonly number[],
  length = BigInt(text.encode(header).length),
): Uint8Array => {
  const json = text.encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
};

// 1, -2 in single precision; 0.5 in double; little-endian, by IEEE 754
const one = [0x00, 0x00, 0x80, 0x3f];
const minusTwo = [0x00, 0x00, 0x00, 0xc0];
const half = [0, 0, 0, 0, 0, 0, 0xe0, 0x3f];
const infinity = [0x00, 0x00, 0x80, 0x7f];
const a = '"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}';

const refused = (bytes: Uint8Array) => {
  const read = decodeSafetensors(bytes, 'x.safetensors');
  return read.ok ? 'read' : `${read.error.code}: ${read.error.message}`;
};

describe('safetensors', () => {
  it('reads a file written by hand', () => {
    const bytes = file(
      '{"__metadata__":{"format":"pt"},"b":{"dtype":"F64","shape":[],"data_offsets":[8,16]},"layer.weight":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[16,16]}}   ',
      [...one, ...minusTwo, ...half],
    );
    expect(unwrap(decodeSafetensors(bytes))).toEqual({
      tensors: [
        { name: 'layer.weight', shape: [2, 1], data: new Float32Array([1, -2]) },
        { name: 'b', shape: [], data: new Float64Array([0.5]) },
        { name: 'none', shape: [0, 3], data: new Float32Array(0) },
      ],
      metadata: { format: 'pt' },
    });
  });

  it('reads a Buffer, whose slices share the memory of others', () => {
    const bytes = file('{"b":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}   ', half);
    expect(unwrap(decodeSafetensors(Buffer.from(bytes))).tensors[0]!.data).toEqual(new Float64Array([0.5]));
  });

  it('writes what the description asks for: blanks up to eight bytes, numbers in their order, a brace first', () => {
    const bytes = unwrap(
      encodeSafetensors(
        [
          { name: 'x', shape: [2], data: new Float32Array([1, -2]) },
          { name: 'y', shape: [], data: new Float64Array([0.5]) },
        ],
        { made: 'here' },
      ),
    );
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(header[0]).toBe('{');
    expect(JSON.parse(header)).toEqual({
      __metadata__: { made: 'here', crc32: expect.stringMatching(/^[0-9a-f]{8}$/) },
      y: { dtype: 'F64', shape: [], data_offsets: [0, 8] },
      x: { dtype: 'F32', shape: [2], data_offsets: [8, 16] },
    });
    expect([...bytes.subarray(8 + length)]).toEqual([...half, ...one, ...minusTwo]);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'model.malformed: x.safetensors is shorter than 8 bytes'],
    ['a header beyond the file', file(`{${a}}`, one, 2n ** 40n), 'ends before its header does'],
    ['a header of 2^63 bytes', file(`{${a}}`, one, 2n ** 63n), 'ends before its header does'],
    ['no object', file('["a"]', []), 'has no header'],
    ['text that is no JSON', file('{"a":', []), 'has a header that is not JSON'],
    ['a name that stands twice', file(`{${a},${a}}`, one), 'has a header that has the key "a" twice'],
    [
      'the same name in another spelling',
      file(`{${a},${a.replace('"a"', '"\\u0061"')}}`, one),
      'has the key "a" twice',
    ],
    [
      'a key of a tensor twice',
      file(`{${a.replace('"shape"', '"dtype":"F64","shape"')}}`, one),
      '"dtype" twice',
    ],
    ['metadata that are no texts', file(`{"__metadata__":{"n":1},${a}}`, one), 'metadata that are not texts'],
    ['an unknown key', file(`{${a.replace('"dtype"', '"stride":1,"dtype"')}}`, one), 'unknown key "stride"'],
    ['an unknown type', file(`{${a.replace('F32', 'F33')}}`, one), 'a has no known type'],
    ['a type called toString', file(`{${a.replace('F32', 'toString')}}`, one), 'a has no known type'],
    [
      'half precision',
      file(`{${a.replace('F32', 'F16')}}`, one),
      'model.unsupported: a in x.safetensors is of type F16',
    ],
    ['an extent below zero', file(`{${a.replace('[1]', '[-1]')}}`, one), 'a has no shape'],
    ['an extent and a half', file(`{${a.replace('[1]', '[1.5]')}}`, one), 'a has no shape'],
    ['a shape of more numbers', file(`{${a.replace('[1]', '[2]')}}`, one), '4 bytes for the shape 2'],
    [
      'a shape beyond all numbers',
      file(`{${a.replace('[1]', `[${'9007199254740991,'.repeat(3)}2]`)}}`, one),
      '4 bytes for',
    ],
    ['three offsets', file(`{${a.replace('[0,4]', '[0,4,4]')}}`, one), 'a has no offsets'],
    ['an offset below zero', file(`{${a.replace('[0,4]', '[-4,0]')}}`, one), 'a has no offsets'],
    ['an end before the beginning', file(`{${a.replace('[0,4]', '[4,0]')}}`, one), 'outside the file'],
    ['an end beyond the file', file(`{${a.replace('[0,4]', '[0,8]')}}`, one), 'outside the file'],
    ['overlaps', file(`{${a},${a.replace('"a"', '"b"')}}`, one), 'overlaps another tensor'],
    [
      'a hole',
      file(`{${a.replace('[0,4]', '[4,8]')}}`, [...one, ...one]),
      'the bytes before a belong to no tensor',
    ],
    ['bytes at the end', file(`{${a}}`, [...one, 0]), 'its last bytes belong to no tensor'],
    ['an infinite number', file(`{${a}}`, infinity), 'model.notFinite: Number 0 of a in x.safetensors'],
    [
      'a checksum of other numbers',
      file(`{"__metadata__":{"crc32":"00000000"},${a}}`, one),
      'is damaged: its checksum',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(refused(bytes)).toContain(message);
  });

  it('reads nothing of a header that is too long, and bears one long text', () => {
    const long = (bytes: number): Uint8Array =>
      file(`{"__metadata__":{"t":"${'\\\\'.repeat(bytes / 2)}"},${a}}`, one);
    expect(refused(long(9 << 20))).toContain('at most 8388608 are read');
    expect(refused(long(8_000_000))).toBe('read');
    expect(refused(file(`{"__metadata__":${'['.repeat(4_000_000)}`, []))).toContain('is not JSON');
  });

  it('writes no file that it would refuse', () => {
    const x = { name: 'x', shape: [1], data: new Float32Array([1]) };
    expect(encodeSafetensors([x, x])).toMatchObject({ ok: false, error: { code: 'model.malformed' } });
    expect(encodeSafetensors([{ ...x, shape: [2] }])).toMatchObject({
      ok: false,
      error: { code: 'model.malformed' },
    });
    expect(encodeSafetensors([{ ...x, name: '__metadata__' }])).toMatchObject({ ok: false });
    expect(encodeSafetensors([{ ...x, data: new Float32Array([Number.NaN]) }])).toMatchObject({
      ok: false,
      error: { code: 'model.notFinite' },
    });
  });
});
