/** Moments of the Haar measure: <|tr U|^2> = 1 (SU(2): 1, U(1): 1), <|tr U|^4> = 2 (SU(2): 2, U(1): 1), matrix elements of variance 1/N. */
import { describe, expect, test } from 'vitest';
import { groupOfColours } from '../../../../src-engine/group/group.ts';
import { haarElement } from '../../../../src-engine/group/haar.ts';
import { trace } from '../../../../src-engine/kernel/complex.ts';
import { openStream, streamParams } from '../../../../src-engine/random/stream.ts';
import { newLattice } from '../../../support/lattice.ts';

const lattice = newLattice([128, 128]);

describe.each([1, 2, 3, 4, 6])('Haar elements for N = %i', (n) => {
  const group = groupOfColours(n);
  const out = lattice.field(4);
  lattice.kernel(`haar moments ${n}`, (k) => {
    const f = k.field('out', 4);
    const u = haarElement(k, openStream(k), group);
    const t = trace(k, u);
    const last = u[n - 1]![0]!;
    [t.re, t.im, last.re, last.im].forEach((x, i) => {
      k.store(f, i, x);
    });
  })([out], { uparams: streamParams({ seed: 11, purpose: 'test', update: n }) });
  const values = lattice.read(out);
  const count = lattice.volume;
  const mean = (f: (v: Float64Array) => number): { value: number; error: number } => {
    let sum = 0;
    let square = 0;
    for (let i = 0; i < count; i++) {
      const x = f(values.subarray(4 * i, 4 * i + 4));
      sum += x;
      square += x * x;
    }
    const value = sum / count;
    return { value, error: Math.sqrt((square / count - value ** 2) / count) };
  };
  const expectMean = (f: (v: Float64Array) => number, want: number): void => {
    const { value, error } = mean(f);
    expect(Math.abs(value - want)).toBeLessThanOrEqual(4 * error + 1e-12);
  };
  const trace2 = (v: Float64Array): number => v[0]! ** 2 + v[1]! ** 2;

  test('moments of the trace', () => {
    expectMean((v) => v[0]!, 0);
    expectMean((v) => v[1]!, 0);
    expectMean(trace2, 1);
    expectMean((v) => trace2(v) ** 2, n === 1 ? 1 : 2);
  });

  test('the cube of the trace: 1 for SU(3), where it contains the determinant', () => {
    expectMean((v) => v[0]! ** 3 - 3 * v[0]! * v[1]! ** 2, n === 3 ? 1 : 0);
  });

  test('elements of the last row', () => {
    expectMean((v) => v[2]!, 0);
    expectMean((v) => v[2]! ** 2 + v[3]! ** 2, 1 / n);
    expectMean((v) => v[2]! ** 2 - v[3]! ** 2, 0);
  });
});
