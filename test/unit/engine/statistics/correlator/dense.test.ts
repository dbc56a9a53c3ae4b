import { describe, expect, it } from 'vitest';
import {
  backSolve,
  cholesky,
  dot,
  forwardSolve,
  orthonormalise,
} from '../../../../../src-engine/statistics/correlator/dense.ts';

const rows = (...all: number[][]): Float64Array[] => all.map((row) => Float64Array.from(row));

describe('small dense matrices', () => {
  it('Cholesky gives the textbook factor', () => {
    // Wikipedia, Cholesky decomposition
    const lower = cholesky(rows([4, 12, -16], [12, 37, -43], [-16, -43, 98]))!;
    expect(lower.map((row) => [...row])).toEqual([
      [2, 0, 0],
      [6, 1, 0],
      [-8, 5, 3],
    ]);
    expect([...forwardSolve(lower, Float64Array.of(2, 7, 3))]).toEqual([1, 1, 2]);
  });

  it('Cholesky refuses what is singular or not positive', () => {
    expect(cholesky(rows([1, 1], [1, 1]))).toBeUndefined();
    expect(cholesky(rows([1, 2], [2, 1]))).toBeUndefined();
    expect(cholesky(rows([Number.NaN]))).toBeUndefined();
  });

  it('columns become orthonormal, also where they nearly agree', () => {
    const columns = rows([1, 1, 1, 1], [1, 1, 1, 1 + 1e-9], [0, 1, 2, 3]);
    const { q, r } = orthonormalise(columns)!;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) expect(dot(q[i]!, q[j]!)).toBeCloseTo(i === j ? 1 : 0, 14);
    for (let i = 0; i < 4; i++)
      expect(q.reduce((sum, unit, j) => sum + unit[i]! * r[j]![2]!, 0)).toBeCloseTo(columns[2]![i]!, 14);
    expect(orthonormalise(rows([1, 2], [2, 4]))).toBeUndefined();
  });

  it('triangular systems are solved from the end', () => {
    expect([...backSolve(rows([2, 1], [0, 4]), [4, 8])]).toEqual([1, 2]);
  });
});
