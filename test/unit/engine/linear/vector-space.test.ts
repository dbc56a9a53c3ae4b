import { describe, expect, test } from 'vitest';
import { range } from '../../../../src-engine/kernel/complex.ts';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { type ComplexNumber, VectorSpace } from '../../../../src-engine/linear/vector-space.ts';
import { newDevice, someNumbers } from '../../../support/kernel-lab.ts';
import { sitesOfParity } from '../../../support/test-operator.ts';

interface Case {
  readonly dims: readonly number[];
  readonly precision: 'f64' | 'f32';
  readonly width: number;
  readonly blocks: number;
  readonly even: boolean;
}
const cases: Case[] = [
  { dims: [4, 4, 2, 4], precision: 'f64', width: 3, blocks: 1, even: true },
  { dims: [4, 4, 2, 4], precision: 'f32', width: 2, blocks: 3, even: true },
  { dims: [2, 2], precision: 'f32', width: 1, blocks: 2, even: true },
  { dims: [3, 5], precision: 'f64', width: 12, blocks: 2, even: false },
  { dims: [3, 5], precision: 'f32', width: 1, blocks: 4, even: false },
  { dims: [6, 3], precision: 'f32', width: 2, blocks: 1, even: false },
  // code in several passes: pieces of a block, and several blocks in a pass
  { dims: [4, 2], precision: 'f64', width: 600, blocks: 2, even: false },
  { dims: [4, 2], precision: 'f64', width: 90, blocks: 7, even: true },
];

describe.each(cases)('$dims $precision width $width blocks $blocks even $even', (c) => {
  const lattice = new Lattice(newDevice(), c.dims, c.precision);
  const list = c.even ? lattice.siteList(sitesOfParity(c.dims, 0)) : undefined;
  const sites = c.even ? sitesOfParity(c.dims, 0) : range(lattice.volume);
  const components = 2 * c.width * c.blocks;
  const space = new VectorSpace(lattice, components, list, c.blocks);
  const vector = (seed: number) => {
    const x = space.vector();
    lattice.write(x, someNumbers(lattice.volume * components, seed));
    return x;
  };
  const a = range(c.blocks).map((b) => 0.5 - b / 4);
  const z = range(c.blocks).map((b): ComplexNumber => ({ re: 0.5 - b / 4, im: 0.25 * b - 1 }));
  /** What a linear map of (x, y) to new y should give: on the sites of the space only. */
  const check = (
    act: (x: ReturnType<typeof vector>, y: ReturnType<typeof vector>) => void,
    wanted: (x: ComplexNumber, y: ComplexNumber, block: number) => ComplexNumber,
  ): void => {
    const [x, y] = [vector(1), vector(2)];
    const [u, v] = [lattice.read(x), lattice.read(y)];
    act(x, y);
    const w = lattice.read(y);
    expect(lattice.read(x)).toEqual(u);
    const there = new Set(sites);
    let worst = 0;
    for (const site of range(lattice.volume)) {
      for (const n of range(components / 2)) {
        const i = site * components + 2 * n;
        const block = Math.floor(n / c.width);
        const old = { re: v[i]!, im: v[i + 1]! };
        const { re, im } = there.has(site) ? wanted({ re: u[i]!, im: u[i + 1]! }, old, block) : old;
        worst = Math.max(worst, Math.abs(w[i]! - re), Math.abs(w[i + 1]! - im));
      }
    }
    expect(worst).toBeLessThan(c.precision === 'f64' ? 1e-15 : 5e-7);
  };

  test('linear combinations, one scalar per block, other sites left alone', () => {
    check(
      (x, y) => space.copy(x, y),
      (x) => x,
    );
    check(
      (_, y) => space.zero(y),
      () => ({ re: 0, im: 0 }),
    );
    check(
      (_, y) => space.scale(a, y),
      (_, y, b) => ({ re: a[b]! * y.re, im: a[b]! * y.im }),
    );
    check(
      (x, y) => space.addScaled(a, x, y),
      (x, y, b) => ({ re: y.re + a[b]! * x.re, im: y.im + a[b]! * x.im }),
    );
    check(
      (x, y) => space.scaleAdd(x, a, y),
      (x, y, b) => ({ re: x.re + a[b]! * y.re, im: x.im + a[b]! * y.im }),
    );
    check(
      (x, y) => space.addScaledComplex(z, x, y),
      (x, y, b) => ({
        re: y.re + z[b]!.re * x.re - z[b]!.im * x.im,
        im: y.im + z[b]!.re * x.im + z[b]!.im * x.re,
      }),
    );
    check(
      (x, y) => void space.difference(x, y),
      (x, y) => ({ re: x.re - y.re, im: x.im - y.im }),
    );
    check(
      (_, y) =>
        space.clear(
          y,
          a.map((_, b) => b % 2),
        ),
      (_, y, b) => (b % 2 === 1 ? { re: 0, im: 0 } : y),
    );
  });

  test('scalar products by block, the first vector conjugated', () => {
    const [x, y] = [vector(3), vector(4)];
    const [u, v] = [lattice.read(x), lattice.read(y)];
    const sums = range(c.blocks).map(() => ({ re: 0, im: 0, norm: 0, gap: 0 }));
    for (const site of sites) {
      for (const n of range(components / 2)) {
        const i = site * components + 2 * n;
        const s = sums[Math.floor(n / c.width)]!;
        s.re += u[i]! * v[i]! + u[i + 1]! * v[i + 1]!;
        s.im += u[i]! * v[i + 1]! - u[i + 1]! * v[i]!;
        s.norm += u[i]! ** 2 + u[i + 1]! ** 2;
        s.gap += (u[i]! - v[i]!) ** 2 + (u[i + 1]! - v[i + 1]!) ** 2;
      }
    }
    const [dot, norm] = [space.dot(x, y), space.norm2(x)];
    const gap = space.difference(x, y);
    sums.forEach((s, b) => {
      const found = [dot[b]!.re, dot[b]!.im, norm[b]!, gap[b]!];
      [s.re, s.im, s.norm, s.gap].forEach((wanted, i) => {
        expect(Math.abs(found[i]! - wanted)).toBeLessThan((c.precision === 'f64' ? 1e-14 : 1e-6) * s.norm);
      });
    });
    expect(space.dimension).toBe(sites.length * c.width);
  });

  test('zero and clear remove what is not a number', () => {
    const x = vector(5);
    space.scale(
      a.map(() => Number.NaN),
      x,
    );
    space.clear(
      x,
      a.map((_, b) => (b === 0 ? 1 : 0)),
    );
    const cleared = space.norm2(x);
    expect(cleared[0]).toBe(0);
    expect(cleared.slice(1).every(Number.isNaN)).toBe(true);
    space.zero(x);
    expect(space.norm2(x)).toEqual(a.map(() => 0));
  });
});

test('sums with bodies of different names are different kernels; vectors are given back', () => {
  const lattice = new Lattice(newDevice(), [4, 4]);
  const space = new VectorSpace(lattice, 2);
  const bytes = space.withVectors(2, ([x, y]) => {
    lattice.write(x!, someNumbers(32, 1));
    const double = space.sums(
      'x^+ x twice',
      [x!, y!],
      [],
      (_, [v], __, add) => {
        for (const part of [v!.re, v!.im]) add(0, part, part);
        add(1, v!.re, v!.re);
        return [undefined, v];
      },
      2,
    );
    expect(double[0]![0]).toBeCloseTo(space.norm2(x!)[0]!, 13);
    expect(double[0]![1]).toBeLessThan(double[0]![0]!);
    expect(lattice.read(y!)).toEqual(lattice.read(x!));
    return lattice.device.bytes;
  });
  space.withVectors(2, () => undefined);
  expect(lattice.device.bytes).toBe(bytes);
  expect(() =>
    space.withVectors(2, () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  space.withVectors(2, () => undefined);
  expect(lattice.device.bytes).toBe(bytes);
});

test('Gaussian vectors have <|x|^2> = 1 and depend on their address only', () => {
  const lattice = new Lattice(newDevice(), [8, 8, 8]);
  const space = new VectorSpace(lattice, 12, undefined, 2);
  const [x, y] = [space.vector(), space.vector()];
  space.gaussian(x, { seed: 1, purpose: 'test', update: 3 });
  space.gaussian(y, { seed: 1, purpose: 'test', update: 3 });
  expect(lattice.read(x)).toEqual(lattice.read(y));
  // 1536 complex numbers per block: the mean of |x_i|^2 has an error of 1 / sqrt(1536)
  for (const n of space.norm2(x)) expect(Math.abs(n / space.dimension - 1)).toBeLessThan(5 / Math.sqrt(1536));
  space.gaussian(y, { seed: 1, purpose: 'test', update: 4 });
  for (const d of space.dot(x, y)) expect(Math.hypot(d.re, d.im)).toBeLessThan(5 * Math.sqrt(1536));
});
