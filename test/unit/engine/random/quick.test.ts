import { describe, expect, test } from 'vitest';
import type { Real } from '../../../../src-engine/kernel/tracer.ts';
import { philoxWords } from '../../../../src-engine/random/philox.ts';
import {
  quickCirclePoint,
  quickExp,
  quickNormal,
  quickStream,
  quickUniform,
} from '../../../../src-engine/random/quick.ts';
import {
  type DrawAddress,
  drawCounter,
  openStream,
  streamParams,
} from '../../../../src-engine/random/stream.ts';
import { evaluateRows } from '../../../support/kernel-lab.ts';
import { newLattice } from '../../../support/lattice.ts';

const address: DrawAddress = { seed: 77, purpose: 'test', update: 3, stage: 2 };

/** The words of one site, in order. */
const words = (site: number, blocks: number): number[] =>
  Array.from({ length: blocks }, (_, b) => {
    const { key, counter } = drawCounter(address, site, b);
    return [...philoxWords(key, counter)];
  }).flat();

test('draws take the words of the stream one after the other; normals come in pairs', () => {
  const lattice = newLattice([4, 64]);
  const out = lattice.field(6);
  lattice.kernel('quick', (k) => {
    const f = k.field('out', 6);
    const quick = quickStream(openStream(k));
    const draws: Real[] = [
      quickUniform(k, quick),
      quickNormal(k, quick),
      quickUniform(k, quick),
      quickNormal(k, quick),
      quickNormal(k, quick),
      quickNormal(k, quick),
    ];
    draws.forEach((x, i) => {
      k.store(f, i, x);
    });
  })([out], { uparams: streamParams(address) });
  const values = lattice.read(out);
  for (let site = 0; site < lattice.volume; site++) {
    const u = words(site, 2).map((w) => (w + 0.5) / 2 ** 32);
    const pair = (a: number, b: number): number[] => {
      const radius = Math.sqrt(-2 * Math.log(a));
      return [Math.cos(2 * Math.PI * (b - 0.5)) * radius, Math.sin(2 * Math.PI * (b - 0.5)) * radius];
    };
    const [c1, s1] = pair(u[1]!, u[2]!) as [number, number];
    const [c2, s2] = pair(u[4]!, u[5]!) as [number, number];
    [u[0]!, c1, u[3]!, s1, c2, s2].forEach((x, i) => {
      expect(Math.abs(values[6 * site + i]! - x)).toBeLessThan(1e-11);
    });
  }
});

describe('the functions', () => {
  test('circle point', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [(i + 0.5) / 1000]);
    evaluateRows(rows, (k, [u]) => {
      const { sin, cos } = quickCirclePoint(k, u!);
      return [sin, cos];
    }).forEach(([sin, cos], i) => {
      const angle = 2 * Math.PI * (rows[i]![0]! - 0.5);
      expect(Math.abs(sin! - Math.sin(angle))).toBeLessThan(1e-14);
      expect(Math.abs(cos! - Math.cos(angle))).toBeLessThan(1e-14);
    });
  });

  test('exp', () => {
    const rows = Array.from({ length: 401 }, (_, i) => [-3 + i / 100]);
    evaluateRows(rows, (k, [v]) => [quickExp(k, v!)]).forEach(([y], i) => {
      expect(Math.abs(y! / Math.exp(rows[i]![0]!) - 1)).toBeLessThan(1e-11);
    });
    const far = [-60, -20, -4, 2, 10, 100, 1000].map((v) => [v]);
    for (const [y] of evaluateRows(far, (k, [v]) => [quickExp(k, v!)])) expect(y).toBeGreaterThanOrEqual(0);
  });
});
