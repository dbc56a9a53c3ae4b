/**
 * Exponentials of traceless anti-Hermitian matrices by Gaugefields.jl 0.7.2, A = (i/2) sum_k c_k lambda_k times t. Where that code falls
 * back to its series of fourth order ("fallback", and the case just above its threshold) the fixture is that polynomial, not exp.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exponential } from '../../src-engine/group/exponential.ts';
import { su } from '../../src-engine/group/group.ts';
import { evaluateRows } from '../support/kernel-lab.ts';
import { readNpy } from '../support/npy.ts';
import { algebraMatrixOf, multiply, type PlainMatrix, unitMatrix } from '../support/plain-gauge.ts';
import { describeShared } from '../support/shared-data.ts';

interface Case {
  readonly name: string;
  readonly coefficients: readonly number[];
  readonly t: number;
}

/** Stored element of (i t/2) sum c_k lambda_k: imaginary diagonal, then (re, im) of the upper triangle. */
const element = ({ coefficients: c, t }: Case): number[] => {
  const [c1, c2, c3, c4, c5, c6, c7, c8] = c as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const eight = c8 / Math.sqrt(3);
  return [c3 + eight, -c3 + eight, -2 * eight, c2, c1, c5, c4, c7, c6].map((x) => (x * t) / 2);
};

const fourthOrder = (a: PlainMatrix): PlainMatrix => {
  let term: PlainMatrix = unitMatrix(3);
  let sum: PlainMatrix = term.slice();
  for (let k = 1; k <= 4; k++) {
    term = multiply(term, a, 3).map((x) => x / k);
    sum = sum.map((x, i) => x + term[i]!);
  }
  return sum;
};

const TRUNCATED = ['balanced_pair', 'exact_degenerate', 'near_below', 'near_above'];

describeShared('exp of su(3) by another code', (folder) => {
  const at = join(folder, 'fixtures', 'exp_ta');
  const load = (): { cases: readonly Case[]; want: (i: number) => number[] } => {
    const { cases } = JSON.parse(readFileSync(join(at, 'metadata.json'), 'utf8')) as { cases: Case[] };
    const { values, fortran } = readNpy(join(at, 'expected.npy'));
    expect(fortran).toBe(true);
    const want = (i: number): number[] =>
      [0, 1, 2].flatMap((row) =>
        [0, 1, 2].flatMap((column) => {
          const k = 2 * (row + 3 * (column + 3 * i));
          return [values[k]!, values[k + 1]!];
        }),
      );
    return { cases, want };
  };

  test('every case', () => {
    const { cases, want } = load();
    const ours = evaluateRows(cases.map(element), (k, a) =>
      exponential(k, a, su(3)).flatMap((row) => row.flatMap((x) => [x.re, x.im])),
    );
    expect(cases).toHaveLength(8);
    cases.forEach((c, i) => {
      const theirs = want(i);
      const truncated = TRUNCATED.includes(c.name);
      const compared = truncated ? fourthOrder(algebraMatrixOf(element(c), 3)) : ours[i]!;
      theirs.forEach((x, j) => {
        expect(Math.abs(x - compared[j]!)).toBeLessThan(5e-15);
        // what the truncation leaves out: |A|^5/5! and less
        expect(Math.abs(x - ours[i]![j]!)).toBeLessThan(truncated ? 2e-3 : 5e-15);
      });
    });
  });
});
