import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import {
  compileNative,
  type NativeBench,
  type NativeRequest,
  runNative,
} from '../../../../src-main/bench/native.ts';

const hasCompiler = (() => {
  for (const program of ['gcc', 'cc']) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      // Try the next one.
    }
  }
  console.warn('No C compiler here: the native comparison is not tested.');
  return false;
})();

const request = (change: Partial<NativeRequest>): NativeRequest => ({
  kernel: 'force',
  lattice: [4, 4, 4, 4],
  precision: 'f64',
  threads: 1,
  seconds: 0.01,
  ...change,
});

describe.skipIf(!hasCompiler)('native yardstick', () => {
  const cache = mkdtempSync(join(tmpdir(), 'plaquette-native-'));
  let bench: NativeBench;
  beforeAll(() => {
    bench = unwrap(compileNative(cache));
  });
  afterAll(() => rmSync(cache, { recursive: true, force: true }));

  const measure = (change: Partial<NativeRequest>) => unwrap(runNative(bench, request(change)));

  it('agrees with plain loops, known random numbers and the plaquette of SU(3) at beta 1 and 5.7', () => {
    const lines = execFileSync(bench.binary, ['--verify'], { encoding: 'utf8' }).trim().split('\n');
    const checks: { check: string; ok: boolean }[] = lines.map((line) => JSON.parse(line));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    for (const name of ['plaquette', 'force', 'dslash', 'cg', 'heatbath', 'philox']) {
      expect(checks.some(({ check }) => check.startsWith(name))).toBe(true);
    }
  });

  it('is compiled once and leaves nothing else in the cache', () => {
    const before = statSync(bench.binary).mtimeMs;
    expect(unwrap(compileNative(cache))).toEqual(bench);
    expect(statSync(bench.binary).mtimeMs).toBe(before);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('gives the same value for every layout, precision and number of threads', () => {
    for (const kernel of ['plaquette', 'force', 'dslash', 'cg'] as const) {
      const one = measure({ kernel });
      expect(one.unit).toBe(kernel === 'cg' ? 'iterations/s' : 'gflops');
      expect(one.repetitions).toBeGreaterThanOrEqual(15);
      expect(one.p85).toBeGreaterThanOrEqual(one.rate);
      expect(measure({ kernel, threads: 2 }).value / one.value).toBeCloseTo(1, 13);
      expect(measure({ kernel, precision: 'f32' }).value / one.value).toBeCloseTo(1, 6);
    }
  });

  it('keeps the heat bath near equilibrium at beta 5.7 on two threads', () => {
    const { value, unit } = measure({ kernel: 'heatbath', threads: 2, seconds: 0.2 });
    expect(unit).toBe('links/s');
    expect(Math.abs(value - 0.56)).toBeLessThan(0.08);
  });

  it('also comes with the register width of WebAssembly, as a program of its own', () => {
    const narrow = unwrap(compileNative(cache, 128));
    expect(narrow.binary).not.toBe(bench.binary);
    for (const precision of ['f64', 'f32'] as const) {
      const { value } = unwrap(runNative(narrow, request({ precision })));
      expect(value / measure({ precision }).value).toBeCloseTo(1, 6);
    }
    const heatbath = unwrap(runNative(narrow, request({ kernel: 'heatbath', seconds: 0.2 })));
    expect(Math.abs(heatbath.value - 0.56)).toBeLessThan(0.08);
  });

  it('measures the memory triad', () => {
    const { rate, unit } = measure({ kernel: 'triad' });
    expect(unit).toBe('GB/s');
    expect(rate).toBeGreaterThan(0);
  });

  it.each([
    ['an odd t', { lattice: [4, 4, 4, 5] }],
    ['three extents', { lattice: [4, 4, 4] }],
    ['an f32 heat bath', { kernel: 'heatbath', precision: 'f32' }],
    ['sub-lattices of different parity', { kernel: 'heatbath', lattice: [4, 4, 4, 6] }],
    ['no threads', { threads: 0 }],
  ] satisfies [string, Partial<NativeRequest>][])('refuses %s in words', (_, change) => {
    const result = runNative(bench, request(change));
    expect(result.ok ? 'ran' : result.error.code).toBe('usage.wrong');
    expect(result.ok ? '' : String(result.error.detail?.output)).not.toBe('');
  });
});

it('says that a compiler is missing and what to install', () => {
  const result = compileNative(join(tmpdir(), 'unused'), 256, ['no-such-compiler']);
  expect(result.ok ? 'compiled' : result.error.code).toBe('usage.wrong');
  expect(result.ok ? '' : result.error.remedy).toContain('gcc');
});
