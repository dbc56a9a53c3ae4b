/**
 * Readers against damage: whatever happens to the bytes, the answer is an inspection or a typed failure;
 * never an exception, a hang, or work and memory out of proportion to the file.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { decodeLatin1 } from '../../src-engine/base/text.ts';
import {
  inspect,
  type OpenOptions,
  readConfiguration,
  type WriteOptions,
  writeConfiguration,
} from '../../src-engine/format/index.ts';
import { scanXml } from '../../src-engine/format/xml-scan.ts';
import { type ByteSource, memorySource } from '../../src-engine/ports/byte-source.ts';
import { memorySink } from '../support/memory-sink.ts';
import { randomField } from '../support/random-field.ts';

const SEED = 20260611;
const DIMS = [2, 2, 2, 4];
const field = randomField(DIMS, 3, 5);

const VARIANTS: readonly WriteOptions[] = [
  { format: 'ildg', provenance: '{}' },
  { format: 'scidac', precision: 'f32' },
  { format: 'lime-payload' },
  { format: 'nersc', precision: 'f32', rows: 2 },
  { format: 'nersc', endianness: 'little' },
  { format: 'milc-v5', endianness: 'little' },
  { format: 'milc-v4' },
  { format: 'openqcd' },
  { format: 'text' },
];

/** Counts what is asked of it, and refuses as a file would. */
const watched = (bytes: Uint8Array): ByteSource & { asked(): number } => {
  const inner = memorySource(bytes, 'damaged');
  let asked = 0;
  return {
    ...inner,
    read: (offset, length) => {
      asked += length;
      return inner.read(offset, length);
    },
    asked: () => asked,
  };
};

const check = async (bytes: Uint8Array, options: OpenOptions): Promise<void> => {
  const before = process.memoryUsage().arrayBuffers;
  const source = watched(bytes);
  const report = await inspect(source, options);
  expect(source.asked()).toBeLessThanOrEqual(8 * bytes.length + 65_536);
  const read = await readConfiguration(watched(bytes), { ...options, damaged: 'accept' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
  if (report.ok) {
    const { status, problems, verdict, plaquette } = report.value;
    expect(status).toBe(problems.some(({ severity }) => severity === 'error') ? 'problem' : 'intact');
    expect(verdict.length).toBeGreaterThan(10);
    expect(plaquette === null || Number.isFinite(plaquette)).toBe(true);
    expect(() => JSON.stringify(report.value)).not.toThrow();
    expect(problems.every(({ message, remedy }) => message.length > 0 && remedy.length > 0)).toBe(true);
    expect(read.ok).toBe(report.value.content === 'gauge');
  } else {
    expect(report.error.code).toMatch(/^(format|resource|store)\./);
    expect(report.error.remedy.length).toBeGreaterThan(0);
    expect(read.ok).toBe(false);
  }
};

type Damage = (bytes: Uint8Array) => Uint8Array;

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const near = (size: number, where: number): number => Math.floor(where * size);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  place.map(
    (where): Damage =>
      (b) =>
        b.slice(0, near(b.length, where)),
  ),
  fc.nat(400).map(
    (n): Damage =>
      (b) =>
        b.slice(0, n),
  ),
  fc.uint8Array({ maxLength: 300 }).map(
    (tail): Damage =>
      (b) =>
        Uint8Array.from([...b, ...tail]),
  ),
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
    ([where, bit]): Damage =>
      (b) => {
        const c = b.slice();
        if (c.length > 0) c[near(c.length, where)]! ^= 1 << bit;
        return c;
      },
  ),
  // Lying lengths: header bytes replaced by extreme ones.
  fc.tuple(fc.nat(1200), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.integer({ min: 1, max: 8 })).map(
    ([at, value, count]): Damage =>
      (b) => {
        const c = b.slice();
        c.fill(value, at, at + count);
        return c;
      },
  ),
  // Digits of textual headers replaced.
  fc.tuple(fc.nat(60), fc.integer({ min: 0x20, max: 0x7e })).map(
    ([which, character]): Damage =>
      (b) => {
        const c = b.slice();
        let seen = 0;
        for (let k = 0; k < Math.min(c.length, 4000); k++) {
          if (c[k]! < 0x30 || c[k]! > 0x39) continue;
          if (seen++ === which) c[k] = character;
        }
        return c;
      },
  ),
  // A piece cut out, doubled or swapped for noise.
  fc.tuple(place, fc.nat(500)).map(
    ([where, n]): Damage =>
      (b) =>
        Uint8Array.from([...b.slice(0, near(b.length, where)), ...b.slice(near(b.length, where) + n)]),
  ),
  fc.tuple(place, fc.nat(500)).map(
    ([where, n]): Damage =>
      (b) =>
        Uint8Array.from([...b.slice(0, near(b.length, where) + n), ...b.slice(near(b.length, where))]),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 200 })).map(
    ([where, noise]): Damage =>
      (b) => {
        const c = b.slice();
        const at = near(c.length, where);
        c.set(noise.subarray(0, Math.max(0, c.length - at)), at);
        return c;
      },
  ),
);

const given = fc.constantFrom<OpenOptions>({}, { dims: DIMS }, { dims: DIMS, colours: 3 }, { colours: 2 });

describe('damaged files', () => {
  const files: Uint8Array[] = [];
  beforeAll(async () => {
    for (const options of VARIANTS) {
      const sink = memorySink();
      unwrap(await writeConfiguration(sink, field, options));
      files.push(sink.bytes());
    }
  });

  for (const [k, { format }] of VARIANTS.entries()) {
    it(`${format} (${k}): a failure or a report, never an exception`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), given, async (steps, options) => {
          await check(
            steps.reduce((bytes, step) => step(bytes), files[k]!),
            options,
          );
        }),
        { seed: SEED + k, numRuns: 150 },
      );
    });
  }

  it('two files run together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(VARIANTS.length - 1),
        fc.nat(VARIANTS.length - 1),
        place,
        given,
        async (a, b, where, options) => {
          const cut = files[a]!.slice(0, near(files[a]!.length, where));
          await check(Uint8Array.from([...cut, ...files[b]!]), options);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('random bytes behind every magic', async () => {
    const magic = fc.constantFrom(
      '',
      'BEGIN_HEADER\n',
      '\x45\x67\x89\xab\0\x01\xc0\0',
      '\x87\x4e\0\0',
      '\0\0\x4e\x87',
      '\xda\xe7\0\0',
      '1.0\n-0.5\n',
      '\x04\0\0\0\x04\0\0\0\x04\0\0\0\x04\0\0\0',
    );
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 3000 }), given, async (start, rest, options) => {
        await check(Uint8Array.from([...[...start].map((c) => c.charCodeAt(0)), ...rest]), options);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('headers that promise the moon are refused before anything is allocated', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const extents = fc.constantFrom(0, 1, 2, 255, 4096, 65_536, 2 ** 31 - 1, -1);
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(extents, extents, extents, extents),
        fc.constantFrom(3, 4, 5, 6, 7),
        fc.boolean(),
        async (dims, k, little) => {
          let bytes = files[k]!.slice();
          const view = new DataView(bytes.buffer);
          if (k >= 5) {
            for (const [n, extent] of dims.entries())
              view.setInt32((k === 7 ? 0 : 4) + 4 * n, extent, little);
          } else {
            const text = decodeLatin1(bytes).replace(
              /(DIMENSION_(\d) = )\d+/g,
              (_, key, n) => `${key}${dims[n - 1]}`,
            );
            bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
            expect(decodeLatin1(bytes)).toContain(`DIMENSION_4 = ${dims[3]}\n`);
          }
          await check(bytes, {});
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64e6);
  });
});

describe('XML', () => {
  it('the tag scanner survives any text made of markup', () => {
    const token = fc.constantFrom(
      '<',
      '>',
      '/',
      '"',
      "'",
      '=',
      'a',
      'lx',
      ' ',
      '&',
      ';',
      '#',
      '!',
      '--',
      '[',
      ']',
      '?',
      'CDATA[',
      '4',
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 200 }), (tokens) => {
        const found = scanXml(tokens.join(''));
        expect(found.leaves.size).toBeLessThanOrEqual(200);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});
