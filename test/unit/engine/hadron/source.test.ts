/** Sources: where they are, what noise looks like, and what it depends on. */
import { describe, expect, it } from 'vitest';
import type { SourceSpec } from '../../../../src-engine/api/spec/hadron-spec.ts';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { Quark } from '../../../../src-engine/hadron/quark.ts';
import { type Column, makeSource, type NoiseAddress } from '../../../../src-engine/hadron/source.ts';
import { coldField, NOISE, quarkOn, staggeredQuark, wilsonQuark } from '../../../support/hadron-lab.ts';

const dims = [4, 4, 2, 4];
const SLICE = 32;
const quarkWith = (blocks = 1): Quark => quarkOn(coldField(dims, 3), wilsonQuark(0.1), blocks);

const filled = (
  quark: Quark,
  spec: SourceSpec,
  column: Column,
  { block = 0, noise = NOISE }: { block?: number; noise?: NoiseAddress } = {},
): Float64Array => {
  const eta = quark.space.vector();
  unwrap(makeSource(quark, spec, noise)).fill(eta, block, column);
  return quark.space.lattice.read(eta);
};

/** (re, im) of a spin and colour at a site of 24 reals. */
const at = (v: Float64Array, site: number, spin: number, colour: number): [number, number] => {
  const i = 24 * site + 2 * (3 * spin + colour);
  return [v[i]!, v[i + 1]!];
};

describe('point and wall', () => {
  it('are one where they should be and zero elsewhere', () => {
    const point = filled(quarkWith(), { source: 'point', position: [1, 2, 1, 3] }, { spin: 2, index: 1 });
    const site = 1 + 4 * (2 + 4 * (1 + 2 * 3));
    expect(at(point, site, 2, 1)).toEqual([1, 0]);
    expect(point.reduce((s, x) => s + Math.abs(x), 0)).toBe(1);
    const wall = filled(quarkWith(), { source: 'wall', time: 2 }, { spin: 0, index: 2 });
    expect(wall.reduce((s, x) => s + Math.abs(x), 0)).toBe(SLICE);
    for (let x = 0; x < SLICE; x++) expect(at(wall, 2 * SLICE + x, 0, 2)).toEqual([1, 0]);
  });

  it('are set in the block that is asked for', () => {
    const values = filled(quarkWith(3), { source: 'point' }, { spin: 1, index: 0 }, { block: 2 });
    expect(values[2 * (2 * 12 + 3)]).toBe(1);
    expect(values.reduce((s, x) => s + Math.abs(x), 0)).toBe(1);
  });

  it('are refused beside the lattice', () => {
    const refused = (spec: SourceSpec) => makeSource(quarkWith(), spec, NOISE);
    for (const spec of [
      { source: 'point', position: [0, 0, 2, 0] },
      { source: 'point', position: [0, 0, 0, 4] },
      { source: 'point', position: [0, 0, 0] },
      { source: 'wall', time: 4 },
      { source: 'z4', time: 9 },
    ] as const)
      expect(refused(spec)).toMatchObject({ error: { code: 'spec.outOfRange' } });
  });
});

describe('noise', () => {
  const values = (kind: 'z2' | 'z4' | 'gaussian', hits = 40): [number, number][] =>
    Array.from({ length: hits }, (_, index) => {
      const v = filled(quarkWith(), { source: kind, time: 1, hits }, { spin: 3, index });
      for (let i = 0; i < v.length; i++) {
        const inside = Math.floor(i / 24 / SLICE) === 1 && Math.floor((i % 24) / 6) === 3;
        if (!inside && v[i] !== 0) throw new Error('noise outside its slice and spin');
      }
      return Array.from({ length: 3 * SLICE }, (_, k) => at(v, SLICE + Math.floor(k / 3), 3, k % 3));
    }).flat();

  it('z2 is +-1 and z4 a power of i, each equally often', () => {
    for (const [kind, powers] of [
      ['z2', ['1,0', '-1,0']],
      ['z4', ['1,0', '-1,0', '0,1', '0,-1']],
    ] as const) {
      const found = values(kind);
      const n = found.length / powers.length;
      const counts = new Map<string, number>();
      // -0 is 0
      for (const [re, im] of found)
        counts.set(`${re + 0},${im + 0}`, (counts.get(`${re + 0},${im + 0}`) ?? 0) + 1);
      expect([...counts.keys()].sort()).toEqual([...powers].sort());
      for (const count of counts.values()) expect(Math.abs(count - n)).toBeLessThan(4.5 * Math.sqrt(n));
    }
  });

  it('gaussian numbers have <|eta|^2> = 1, <eta^2> = 0 and <|eta|^4> = 2', () => {
    const found = values('gaussian');
    const mean = (f: (re: number, im: number) => number): number =>
      found.reduce((s, [re, im]) => s + f(re, im), 0) / found.length;
    const error = 5 / Math.sqrt(found.length);
    expect(Math.abs(mean((a, b) => a * a + b * b) - 1)).toBeLessThan(error);
    expect(Math.abs(mean((a, b) => a * a - b * b))).toBeLessThan(error);
    expect(Math.abs(mean((a, b) => (a * a + b * b) ** 2) - 2)).toBeLessThan(5 * error);
  });

  it('is a function of seed, update, hit and site: not of spin, block or what lies beside', () => {
    const spec = { source: 'z4', time: 1, hits: 3 } as const;
    const numbers = (v: Float64Array, spin: number): string =>
      JSON.stringify(Array.from({ length: 96 }, (_, k) => at(v, SLICE + Math.floor(k / 3), spin, k % 3)));
    const one = numbers(filled(quarkWith(), spec, { spin: 0, index: 1 }), 0);
    expect(numbers(filled(quarkWith(), spec, { spin: 2, index: 1 }), 2)).toBe(one);
    expect(numbers(filled(quarkWith(), spec, { spin: 0, index: 2 }), 0)).not.toBe(one);
    expect(
      numbers(filled(quarkWith(), spec, { spin: 0, index: 1 }, { noise: { ...NOISE, update: 4 } }), 0),
    ).not.toBe(one);
    expect(
      numbers(filled(quarkWith(), spec, { spin: 0, index: 1 }, { noise: { ...NOISE, seed: 8 } }), 0),
    ).not.toBe(one);
    const wide = filled(quarkWith(2), spec, { spin: 0, index: 1 }, { block: 1 });
    const second = wide.filter((_, i) => i % 48 >= 24);
    expect(numbers(second, 0)).toBe(one);
  });

  it('of staggered quarks fills every colour', () => {
    const quark = quarkOn(coldField(dims, 3), staggeredQuark(1));
    const v = filled(quark, { source: 'z2', time: 0 }, { spin: 0, index: 0 });
    expect(v.reduce((s, x) => s + x * x, 0)).toBe(3 * SLICE);
  });
});
