import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { axesOf } from '../../../../src-main/configuration/site-field.ts';
import { cutSlice, cutVolume, type PlainField } from '../../../../src-main/configuration/slice.ts';

/** Values that tell where they came from: x + 10 y + 100 z + 1000 t. */
const field = (dims: readonly number[]): PlainField => {
  const volume = dims.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: volume }, (_, site) => {
    let rest = site;
    return dims.reduce((sum, n, axis) => {
      const place = rest % n;
      rest = Math.floor(rest / n);
      return sum + place * 10 ** axis;
    }, 0);
  });
  return { dims, axes: axesOf(4).slice(0, dims.length), values };
};
const valueAt = (x: readonly number[]): number => x.reduce((sum, place, axis) => sum + place * 10 ** axis, 0);

const dims = [3, 5, 2, 4];
const pairs = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b !== a).map((b) => [a, b] as const));

describe('slices', () => {
  it.each(pairs)('along %i and %i are those of the index formula', (a, b) => {
    const at = [2, 3, 1, 2];
    const slice = unwrap(cutSlice(field(dims), [a, b], at));
    expect([slice.width, slice.height]).toEqual([dims[a], dims[b]]);
    for (let row = 0; row < dims[b]!; row++) {
      for (let column = 0; column < dims[a]!; column++) {
        const x = at.map((place, axis) => (axis === a ? column : axis === b ? row : place));
        expect(slice.values[row * slice.width + column]).toBe(valueAt(x));
      }
    }
    expect([slice.min, slice.max]).toEqual([Math.min(...slice.values), Math.max(...slice.values)]);
  });

  it('are there in two and three dimensions, and along a line', () => {
    expect([...unwrap(cutSlice(field([2, 3]), [1, 0], [0, 0])).values]).toEqual([0, 10, 20, 1, 11, 21]);
    expect([...unwrap(cutSlice(field([2, 3, 2]), [0, 2], [0, 2])).values]).toEqual([20, 21, 120, 121]);
    const line = unwrap(cutSlice(field([4]), [0, 0], [0, 0]));
    expect([line.width, line.height, ...line.values]).toEqual([4, 1, 0, 1, 2, 3]);
  });

  it('ignore the places of their own axes, and refuse others that are not there', () => {
    const fine = unwrap(cutSlice(field(dims), [0, 1], [99, 99, 1, 3]));
    expect(fine.values[0]).toBe(3100);
    expect(cutSlice(field(dims), [0, 1], [0, 0, 2, 0])).toMatchObject({
      error: {
        code: 'spec.outOfRange',
        message: 'There is no place 2 on the axis z.',
        remedy: 'Choose one from 0 to 1.',
      },
    });
    expect(cutSlice(field(dims), [0, 1], [0, 0])).toMatchObject({ ok: false });
    expect(cutSlice(field(dims), [1, 1], [0, 0, 0, 0])).toMatchObject({ ok: false });
    expect(cutSlice(field([2, 3]), [0, 2], [0, 0])).toMatchObject({ ok: false });
  });
});

describe('volumes', () => {
  it.each([0, 1, 2, 3])('at a place of axis %i are those of the index formula', (fixed) => {
    const volume = unwrap(cutVolume(field(dims), fixed, 1, 8));
    const free = [0, 1, 2, 3].filter((axis) => axis !== fixed);
    expect(volume.dims).toEqual(free.map((axis) => dims[axis]));
    let i = 0;
    for (let c = 0; c < volume.dims[2]!; c++)
      for (let b = 0; b < volume.dims[1]!; b++)
        for (let a = 0; a < volume.dims[0]!; a++) {
          const x = [0, 0, 0, 0];
          x[fixed] = 1;
          [a, b, c].forEach((place, k) => {
            x[free[k]!] = place;
          });
          expect(volume.values[i++]).toBe(valueAt(x));
        }
  });

  it('are averaged over blocks when they are too large', () => {
    const volume = unwrap(cutVolume(field([20, 5, 2, 2]), 3, 1, 8));
    // blocks of 3: 0..2, 3..5, .., 18..19
    expect(volume.dims).toEqual([7, 5, 2]);
    expect([...volume.values.slice(0, 7)]).toEqual([1001, 1004, 1007, 1010, 1013, 1016, 1018.5]);
    expect(volume.values[7 * 5 + 7]).toBe(1111);
  });

  it('need three axes', () => {
    expect(unwrap(cutVolume(field([2, 3, 4]), 3, 77, 8)).dims).toEqual([2, 3, 4]);
    expect(cutVolume(field([2, 3]), 0, 0, 8)).toMatchObject({ error: { code: 'format.unsupported' } });
    expect(cutVolume(field(dims), 3, 4, 8)).toMatchObject({ error: { code: 'spec.outOfRange' } });
  });
});
