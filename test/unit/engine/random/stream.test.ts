import { describe, expect, test } from 'vitest';
import { Lattice } from '../../../../src-engine/lattice/lattice.ts';
import { HostStream } from '../../../../src-engine/random/host-stream.ts';
import {
  type DrawAddress,
  drawCounter,
  gaussians,
  openSampleStream,
  openStream,
  sampleStreamParams,
  streamParams,
  uniforms,
} from '../../../../src-engine/random/stream.ts';
import { freshName, newDevice } from '../../../support/kernel-lab.ts';

const ADDRESS: DrawAddress = { seed: 2 ** 40 + 12345, purpose: 'test', update: 2 ** 33 + 7, stage: 3 };

const draw = (
  dims: readonly number[],
  n: number,
  kind: typeof uniforms,
  address = ADDRESS,
  precision: 'f64' | 'f32' = 'f64',
): { values: Float64Array; volume: number } => {
  const lattice = new Lattice(newDevice(), dims, precision);
  const out = lattice.field(n);
  lattice.kernel(freshName(), (k) => {
    const stream = openStream(k);
    const field = k.field('out', n);
    kind(k, stream, n).forEach((u, i) => k.store(field, i, u));
  })([out], { uparams: streamParams(address) });
  return { values: lattice.read(out), volume: lattice.volume };
};

test('the counter holds site, stage and block, update, purpose', () => {
  expect(drawCounter(ADDRESS, 77, 5)).toEqual({
    key: [12345, 2 ** 8],
    counter: [77, 3 * 65536 + 5, 7, 0xff000002],
  });
});

describe.each([[[4, 4, 4, 4]], [[4, 6, 2]], [[3, 5, 7]], [[2, 9]]])('on %j', (dims) => {
  test('kernels draw what plain code draws at each global site', () => {
    const n = 5;
    const { values, volume } = draw(dims, n, uniforms);
    for (let site = 0; site < volume; site++) {
      const expected = new HostStream(ADDRESS, site).uniforms(n);
      expect(Array.from(values.subarray(site * n, site * n + n))).toEqual(expected);
    }
  });

  test('single precision takes the leading bits of the same draws', () => {
    const { values, volume } = draw(dims, 3, uniforms, ADDRESS, 'f32');
    for (let site = 0; site < volume; site++) {
      new HostStream(ADDRESS, site).uniforms(3).forEach((u, i) => {
        expect(values[site * 3 + i]).toBe((Math.floor(u * 2 ** 23) + 0.5) * 2 ** -23);
      });
    }
  });

  test('normal deviates agree with plain code to rounding', () => {
    const { values, volume } = draw(dims, 3, gaussians);
    for (let site = 0; site < volume; site++) {
      new HostStream(ADDRESS, site).gaussians(3).forEach((g, i) => {
        expect(Math.abs(values[site * 3 + i]! - g)).toBeLessThan(4e-15);
      });
    }
  });
});

test('seed, purpose, update, stage, site and draw each change the numbers', () => {
  const base: DrawAddress = { seed: 1, purpose: 'test', update: 0 };
  const variants: DrawAddress[] = [
    base,
    { ...base, seed: 2 },
    { ...base, seed: 1 + 2 ** 32 },
    { ...base, purpose: 'accept' },
    { ...base, update: 1 },
    { ...base, update: 2 ** 32 },
    { ...base, stage: 1 },
  ];
  const seen = new Set<number>();
  for (const v of variants)
    for (const site of [0, 1]) for (const u of new HostStream(v, site).uniforms(4)) seen.add(u);
  expect(seen.size).toBe(variants.length * 2 * 4);
});

test('draws have the moments of uniform and normal numbers', () => {
  // 2^16 numbers each; bounds are 5 standard deviations of the mean (fixed seed: no false alarms)
  const n = 16;
  const moments = (values: Float64Array, f: (x: number) => number): number =>
    values.reduce((sum, x) => sum + f(x), 0) / values.length;
  const bound = 5 / Math.sqrt(2 ** 16);
  const u = draw([8, 8, 8, 8], n, uniforms).values;
  expect(Math.abs(moments(u, (x) => x) - 1 / 2)).toBeLessThan(bound * Math.sqrt(1 / 12));
  expect(Math.abs(moments(u, (x) => (x - 0.5) ** 2) - 1 / 12)).toBeLessThan(bound * Math.sqrt(1 / 180));
  const g = draw([8, 8, 8, 8], n, gaussians).values;
  expect(Math.abs(moments(g, (x) => x))).toBeLessThan(bound);
  expect(Math.abs(moments(g, (x) => x * x) - 1)).toBeLessThan(bound * Math.sqrt(2));
  expect(Math.abs(moments(g, (x) => x ** 4) - 3)).toBeLessThan(bound * Math.sqrt(96));
  // neighbours in draw and in site are uncorrelated
  let draws = 0;
  let sites = 0;
  for (let i = 0; i + n < g.length; i++) {
    draws += g[i]! * g[i + 1]!;
    sites += g[i]! * g[i + n]!;
  }
  expect(Math.abs(draws / g.length)).toBeLessThan(bound);
  expect(Math.abs(sites / g.length)).toBeLessThan(bound);
});

test('an address out of range is refused', () => {
  expect(() => streamParams({ ...ADDRESS, stage: 65536 })).toThrow(/stage/);
  expect(() => streamParams({ ...ADDRESS, seed: -1 })).toThrow(/seed/);
  expect(() => streamParams({ ...ADDRESS, update: 0.5 })).toThrow(/update/);
});

test('samples are numbered the same however they are cut into batches', () => {
  const sites = 6;
  const drawn = (samples: number, firstSample: number): Float64Array => {
    const lattice = new Lattice(newDevice(), [3, 2], 'f64', samples);
    const out = lattice.field(1);
    lattice.kernel(freshName(), (k) => {
      const stream = openSampleStream(k);
      const field = k.field('out', 1);
      k.store(field, 0, uniforms(k, stream, 1)[0]!);
    })([out], { uparams: sampleStreamParams({ ...ADDRESS, firstSample }, sites) });
    return lattice.read(out);
  };
  const all = drawn(8, 0);
  expect(all[13]).toBe(new HostStream(ADDRESS, 13).uniform());
  expect([...drawn(2, 0), ...drawn(6, 2)]).toEqual([...all]);
  expect(() => sampleStreamParams({ ...ADDRESS, firstSample: 2 ** 31 }, sites)).toThrow('sample');
});
