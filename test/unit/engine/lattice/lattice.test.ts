import { describe, expect, test } from 'vitest';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { freshName, newDevice, someNumbers } from '../../../support/kernel-lab.ts';

const CASES = [
  [4, 4],
  [2, 6],
  [3, 5],
  [3, 2, 5],
  [2, 2, 2, 2],
  [4, 2, 4, 6],
  [3, 3, 3, 5],
].flatMap((dims) => (['f64', 'f32'] as const).map((precision) => ({ dims, precision })));

describe.each(CASES)('$dims in $precision', ({ dims, precision }) => {
  test('what is written is read, and lane copies hold it too', () => {
    const lattice = new Lattice(newDevice(), dims, precision);
    const field = lattice.field(3);
    const values = someNumbers(lattice.volume * 3, 1);
    const expected = precision === 'f64' ? values : Float64Array.from(values, Math.fround);
    lattice.write(field, values);
    expect(lattice.read(field)).toEqual(expected);
    const copy = lattice.field(3);
    lattice.copy(field, copy);
    expect(lattice.read(copy)).toEqual(expected);
    // where lanes repeat a site, every copy holds its values
    const count = lattice.layout.outerVolume * 3 * lattice.layout.lanes;
    const raw =
      precision === 'f64'
        ? lattice.device.float64(field.address, count)
        : lattice.device.float32(field.address, count);
    const tally = (xs: ArrayLike<number>): Map<number, number> => {
      const out = new Map<number, number>();
      for (const x of Array.from(xs)) out.set(x, (out.get(x) ?? 0) + 1);
      return out;
    };
    const copies = count / expected.length;
    expect(tally(raw)).toEqual(new Map([...tally(expected)].map(([x, n]) => [x, n * copies])));
  });

  test('a site list visits its sites and no others', () => {
    const lattice = new Lattice(newDevice(), dims, precision);
    const field = lattice.field(2);
    const values = someNumbers(lattice.volume * 2, 2).map(Math.fround);
    lattice.write(field, values);
    const sites = Array.from({ length: lattice.volume }, (_, i) => i).filter((i) => (i * 7) % 3 === 1);
    const [sum, count, largest] = lattice.kernel(freshName(), (k) => {
      const f = k.field('f', 2);
      const x = k.load(f, k.here, 0);
      k.store(f, 1, k.add(x, k.constant(8)));
      k.reduce(x);
      k.reduce(k.constant(1));
      k.reduce(k.abs(x), 'max');
    })([field], { sites: lattice.siteList(sites) });
    expect(count).toBe(sites.length);
    expect(sum).toBeCloseTo(
      sites.reduce((s, i) => s + values[2 * i]!, 0),
      12,
    );
    expect(largest).toBe(Math.max(...sites.map((i) => Math.abs(values[2 * i]!))));
    const after = lattice.read(field);
    for (let i = 0; i < lattice.volume; i++) {
      expect(after[2 * i]).toBe(values[2 * i]);
      const plusEight = precision === 'f64' ? values[2 * i]! + 8 : Math.fround(values[2 * i]! + 8);
      expect(after[2 * i + 1]).toBe(sites.includes(i) ? plusEight : values[2 * i + 1]);
    }
  });

  test('site indices are global', () => {
    const lattice = new Lattice(newDevice(), dims, precision);
    const field = lattice.field(1);
    lattice.kernel(freshName(), (k) => {
      const f = k.field('f', 1);
      // site 2^12 in the leading bits of a unit real
      const shifted = k.umul(k.siteIndex(), k.uint(2 ** 12)).lo;
      k.store(f, 0, k.unit(shifted, k.uint(0)));
    })([field]);
    expect(Array.from(lattice.read(field), (u) => Math.floor(u * 2 ** 20))).toEqual(
      Array.from({ length: lattice.volume }, (_, i) => i),
    );
  });
});

test('an empty site list does nothing', () => {
  const lattice = new Lattice(newDevice(), [4, 4]);
  const field = lattice.field(1);
  const run = lattice.kernel(freshName(), (k) => {
    const f = k.field('f', 1);
    k.store(f, 0, k.constant(1));
    k.reduce(k.constant(1));
  });
  expect(Array.from(run([field], { sites: lattice.siteList([]) }))).toEqual([0]);
  expect(lattice.read(field).every((x) => x === 0)).toBe(true);
});

test('released memory is used again and comes back as zeros', () => {
  const lattice = new Lattice(newDevice(), [4, 4]);
  const first = lattice.field(5);
  lattice.write(first, someNumbers(80, 3));
  lattice.release(first);
  const second = lattice.field(5);
  expect(second.address).toBe(first.address);
  expect(lattice.read(second).every((x) => x === 0)).toBe(true);
  lattice.release(second);
  expect(() => lattice.release(second)).toThrow(/not allocated/);
});

test('wrong arguments are refused before anything runs', () => {
  const device = newDevice();
  const lattice = new Lattice(device, [4, 4]);
  const other = new Lattice(device, [4, 6]);
  const run = lattice.kernel(freshName(), (k) => {
    const f = k.field('f', 2);
    k.store(f, 0, k.add(k.load(f, k.here, 0), k.param()));
  });
  expect(() => run([lattice.field(3)], { params: [1] })).toThrow(/3 components, 2 wanted/);
  expect(() => run([other.field(2)], { params: [1] })).toThrow(/another lattice/);
  expect(() => run([lattice.field(2)])).toThrow(/1 parameters, got 0/);
  expect(() => run([lattice.field(2)], { params: [1], uparams: [2] })).toThrow(/0 integer parameters/);
  expect(() => run([], { params: [1] })).toThrow(/1 fields, got 0/);
  expect(() => lattice.write(lattice.field(2), new Float64Array(3))).toThrow(/32 values, got 3/);
});
