import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../../src-main/bench/compare.ts';
import {
  latticeName,
  memoryTarget,
  speedup,
  startTarget,
  targetsOfRow,
} from '../../../../src-main/bench/target.ts';

const row = (change: Partial<Comparison>): Comparison => ({
  kernel: 'force',
  lattice: [8, 8, 8, 8],
  precision: 'f64',
  threads: 1,
  unit: 'gflops',
  rate: { p50: 11, p85: 12 },
  native: { p50: 20, p85: 22 },
  sameWidth: { p50: 10, p85: 11 },
  kernelShare: 0.9,
  ...change,
});
const judge = (change: Partial<Comparison>, others: readonly Comparison[] = []) =>
  targetsOfRow(row(change), others).map(({ target, reached }) => [target, reached]);

describe('targets', () => {
  it('are 0.55 of AVX2 on 8^4 and 0.65 on 16^4, for one thread in double precision', () => {
    expect(judge({})).toEqual([[0.55, true]]);
    expect(judge({ rate: { p50: 10.9, p85: 20 } })).toEqual([[0.55, false]]);
    expect(judge({ lattice: [16, 16, 16, 16] })).toEqual([[0.65, false]]);
    expect(judge({ lattice: [16, 16, 16, 16], rate: { p50: 13, p85: 13 } })).toEqual([[0.65, true]]);
    for (const change of [
      { precision: 'f32' },
      { threads: 4 },
      { native: null },
      { lattice: [4, 4, 4, 4] },
    ] as const)
      expect(judge(change)).toEqual([]);
  });

  it('want two threads to be 1.6 times as fast as one of the same case', () => {
    const one = row({});
    const elsewhere = row({ lattice: [4, 4, 4, 4], rate: { p50: 1, p85: 1 } });
    const two = (p50: number) => judge({ threads: 2, rate: { p50, p85: p50 } }, [elsewhere, one]);
    expect(two(17.5)).toEqual([[1.6, false]]);
    expect(two(17.7)).toEqual([[1.6, true]]);
    expect(speedup(row({ threads: 2, rate: { p50: 22, p85: 22 } }), [elsewhere, one])).toBe(2);
    expect(speedup(one, [one])).toBeNull();
  });

  it('want an iteration of cg to take 1.3 times its operator, and 0.65 of native cg', () => {
    // 4096 sites: 10.8 Mflop in each application
    const normal = row({ kernel: 'normal', native: null, rate: { p50: 10.8134, p85: 11 } });
    const cg = (p50: number) =>
      judge(
        { kernel: 'cg', unit: 'iterations/s', rate: { p50, p85: p50 }, native: { p50: 1200, p85: 1200 } },
        [normal],
      );
    expect(cg(1000)).toEqual([
      [0.65, true],
      [1.3, true],
    ]);
    expect(cg(771)).toEqual([
      [0.65, false],
      [1.3, true],
    ]);
    expect(cg(767)).toEqual([
      [0.65, false],
      [1.3, false],
    ]);
  });

  it('want mixed precision to be 1.5 times as fast on 16^4', () => {
    const large = { lattice: [16, 16, 16, 16], unit: 'solves/s', native: null } as const;
    const solve = row({ ...large, kernel: 'solve', rate: { p50: 2, p85: 2 } });
    const mixed = (p50: number, lattice = [16, 16, 16, 16]) =>
      judge({ ...large, lattice, kernel: 'mixed', rate: { p50, p85: p50 } }, [solve]);
    expect(mixed(3.1)).toEqual([[1.5, true]]);
    expect(mixed(2.9)).toEqual([[1.5, false]]);
    expect(mixed(2.9, [8, 8, 8, 8])).toEqual([]);
  });

  it('want trajectories to spend 80 % of their time in kernels', () => {
    const trajectory = { kernel: 'trajectory', native: null } as const;
    expect(judge({ ...trajectory, kernelShare: 0.79 })).toEqual([[0.8, false]]);
    expect(judge({ ...trajectory, kernelShare: 0.81 })).toEqual([[0.8, true]]);
  });

  it('bound the time until the first kernel, program start included', () => {
    expect(startTarget({ programMs: 100, firstKernelMs: 199, forceMs: 500 }).reached).toBe(true);
    expect(startTarget({ programMs: 100, firstKernelMs: 201, forceMs: 500 }).reached).toBe(false);
  });

  it('bound memory by the fields, 15 % and 150 MB', () => {
    const reached = (bytes: number) =>
      memoryTarget({ lattice: [8, 8, 8, 8], fieldBytes: 100e6, peakBytes: bytes }).reached;
    expect([reached(264e6), reached(266e6)]).toEqual([true, false]);
  });

  it('name lattices shortly', () => {
    expect([latticeName([8, 8, 8, 8]), latticeName([8, 8, 8, 16])]).toEqual(['8^4', '8x8x8x16']);
  });
});
