import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../../src-engine/format/byte-reader.ts';
import { allocate, checkedVolume, MAX_EXTENT } from '../../../../src-engine/format/limits.ts';
import { payloadBytes } from '../../../../src-engine/format/site-payload.ts';

describe('bounds', () => {
  it('a read beyond the end is refused before the source is asked', async () => {
    let asked = 0;
    const source = {
      name: 'small',
      size: 100,
      read: async (_: number, length: number) => {
        asked += 1;
        return new Uint8Array(length);
      },
    };
    for (const [offset, length] of [
      [0, 101],
      [100, 1],
      [-1, 5],
      [5, -1],
      [Number.NaN, 4],
      [2 ** 53, 2 ** 53],
      [0, Infinity],
    ] as const) {
      expect(await readBytes(source, offset, length, 'a record')).toMatchObject({
        ok: false,
        error: { code: 'format.truncated' },
      });
    }
    expect(asked).toBe(0);
    expect(await readBytes(source, 90, 10, 'a record')).toMatchObject({ ok: true });
    expect(await readBytes({ ...source, size: Number.NaN }, 0, 1, 'a record')).toMatchObject({ ok: false });
  });

  it('lattices that cannot be are refused', () => {
    expect(checkedVolume([4, 4, 4, MAX_EXTENT], 'A header')).toMatchObject({
      ok: true,
      value: 64 * MAX_EXTENT,
    });
    for (const dims of [
      [],
      [4],
      [4, 4, 4, 4, 4],
      [4, 0],
      [4, -4],
      [4, 2.5],
      [4, Number.NaN],
      [4, MAX_EXTENT + 1],
      [65_536, 65_536, 65_536, 65_536],
    ]) {
      expect(checkedVolume(dims, 'A header'), dims.join()).toMatchObject({
        ok: false,
        error: { code: 'format.malformed' },
      });
    }
    expect(
      payloadBytes({ dims: [65_536, 65_536, 65_536, 16], colours: 3, rows: 3, precision: 'f64' }, 'A header'),
    ).toMatchObject({
      ok: false,
      error: { code: 'format.tooLarge' },
    });
  });

  it('memory that cannot be had is a failure', () => {
    for (const length of [2 ** 40, -1, Number.NaN, 1.5]) {
      expect(allocate(length)).toMatchObject({ ok: false, error: { code: 'resource.memory' } });
    }
  });
});
