import { describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import { streamLinks, type WriteOptions, writeConfiguration } from '../../../../src-engine/format/index.ts';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { makeGaugeField } from '../../../../src-engine/lattice/gauge-field.ts';
import { memorySource } from '../../../../src-engine/ports/byte-source.ts';
import { newLattice } from '../../../support/lattice.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

const dims = [2, 2, 4, 6];
const field = randomField(dims, 3, 8);

const fileOf = async (options: WriteOptions) => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, options));
  return memorySource(sink.bytes(), 'a file');
};

describe('links as a stream', () => {
  it.each(['ildg', 'nersc', 'openqcd', 'text'] as const)(
    'of %s are put on a device slice by slice',
    async (format) => {
      const lattice = newLattice(dims);
      const gauge = makeGaugeField(lattice, groupOfColours(3));
      const slices: number[] = [];
      const options = format === 'text' ? { dims, colours: 3 } : {};
      const facts = unwrap(
        await streamLinks(await fileOf({ format }), options, ({ dims: found }) => {
          expect(found).toEqual(dims);
          return ok((slice, values) => {
            slices.push(slice);
            lattice.writeRange(gauge.links, slice * values.length, values);
          });
        }),
      );
      expect(facts.colours).toBe(3);
      expect(slices).toEqual([0, 1, 2, 3, 4, 5]);
      expect(lattice.read(gauge.links)).toEqual(field.links);
    },
  );

  it('are not read when nobody takes them', async () => {
    const source = await fileOf({ format: 'ildg' });
    let last = 0;
    const watched = {
      ...source,
      read: (offset: number, length: number) => {
        last = Math.max(last, length);
        return source.read(offset, length);
      },
    };
    const refused = await streamLinks(watched, {}, () => fail('resource.memory', 'Too large.', 'Give up.'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'resource.memory' } });
    expect(last).toBeLessThan(2000);
  });

  it('fail when the file becomes shorter while it is read', async () => {
    const sink = memorySink();
    unwrap(await writeConfiguration(sink, field, { format: 'ildg' }));
    const bytes = sink.bytes();
    let size = bytes.length;
    const shrinking = {
      name: 'shrinking',
      size,
      read: async (offset: number, length: number) => {
        if (offset + length > size) throw new RangeError('read past the end');
        return bytes.subarray(offset, offset + length);
      },
    };
    const result = await streamLinks(shrinking, {}, () =>
      ok((slice) => {
        if (slice === 1) size = bytes.length >> 1;
      }),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'store.failed' } });
  });
});
