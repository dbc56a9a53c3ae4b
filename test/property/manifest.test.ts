/** Manifests of models and headers of their files with anything in any place: read as what they say, or refused by their kind; never an exception, never a number of somebody else's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { readManifest, renderManifest } from '../../src-engine/learn/model/manifest.ts';
import { decodeModel } from '../../src-engine/learn/model/model-file.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src-engine/learn/model/safetensors.ts';
import { sampleModel } from '../support/model-lab.ts';

const model = sampleModel();
const { checksum: _, ...written } = JSON.parse(renderManifest(model.manifest)) as Record<string, unknown>;

type Path = readonly (string | number)[];
const pathsIn = (value: unknown, at: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? [at]
    : [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, key]))];

/** The value with something else at a place, or with a place more or less. */
const changed = (value: unknown, [key, ...rest]: Path, put: (old: unknown) => unknown): unknown => {
  if (key === undefined) return put(value);
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = changed(copy[key], rest, put);
  return copy;
};

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '../../etc',
    '__proto__',
    'constructor',
    '',
    ' ',
    'F32',
    '\u0000',
    1e308,
    -0,
    2 ** 53,
    1.5,
    -1,
  ),
  fc.record({ __metadata__: fc.jsonValue() }),
);

describe('a manifest with anything at any place', () => {
  const places = pathsIn(written);
  it('is what it says, or is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        const text = JSON.stringify(changed(written, place, () => value));
        const read = readManifest(text);
        if (!read.ok) {
          expect(read.error.code).toMatch(/^model\.(malformed|unsupported)$/);
          expect(read.error.message.length).toBeLessThan(400);
          return;
        }
        // read again from what it is written as
        expect(unwrap(readManifest(renderManifest(read.value)))).toEqual(read.value);
        expect(read.value.id).toMatch(/^m-\d{8}-\d{6}-[0-9a-f]{4}$/);
        expect(decodeModel(unwrap(encodeSafetensors(model.tensors)), 'f', read.value).ok).toBe(
          JSON.stringify(read.value.pieces) === JSON.stringify(model.manifest.pieces),
        );
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a header with anything at any place', () => {
  const bytes = unwrap(encodeSafetensors(model.tensors));
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    unknown
  >;
  const plain = Object.fromEntries(Object.entries(header).filter(([name]) => name !== '__metadata__'));
  const places = pathsIn(plain);
  const numbers = bytes.subarray(8 + length);

  it('gives numbers of the file at their places, or is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        const text = new TextEncoder().encode(JSON.stringify(changed(plain, place, () => value)));
        const all = new Uint8Array(8 + text.length + numbers.length);
        new DataView(all.buffer).setBigUint64(0, BigInt(text.length), true);
        all.set(text, 8);
        all.set(numbers, 8 + text.length);
        const read = decodeSafetensors(all);
        if (!read.ok) {
          expect(read.error.code).toMatch(/^model\.(malformed|unsupported|notFinite)$/);
          expect(read.error.message.length).toBeLessThan(400);
          return;
        }
        const sizes = read.value.tensors.reduce((sum, { data }) => sum + data.byteLength, 0);
        expect(sizes).toBe(numbers.length);
        const joined = Buffer.concat(read.value.tensors.map(({ data }) => Buffer.from(data.buffer)));
        expect(joined.equals(numbers)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
