/** Reunitarisation by Gaugefields.jl 0.7.2 (`normalize_U!`): the same convention, rows in order, the last one from the others. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { su } from '../../src-engine/group/group.ts';
import { reunitarise } from '../../src-engine/group/reunitarise.ts';
import { range } from '../../src-engine/kernel/complex.ts';
import { evaluateRows } from '../support/kernel-lab.ts';
import { readNpy } from '../support/npy.ts';
import { describeShared } from '../support/shared-data.ts';

/** Row-major matrices of a (3, 3, n) array in Fortran order. */
const matrices = (path: string): number[][] => {
  const { values, shape } = readNpy(path);
  return range(shape[2]!).map((i) =>
    range(9).flatMap((e) => {
      const k = 2 * (Math.floor(e / 3) + 3 * ((e % 3) + 3 * i));
      return [values[k]!, values[k + 1]!];
    }),
  );
};

describeShared('reunitarisation by another code', (folder) => {
  test('every case', () => {
    const at = join(folder, 'fixtures', 'normalize_su3');
    const want = matrices(join(at, 'expected.npy'));
    const out = evaluateRows(matrices(join(at, 'input.npy')), (k, x) =>
      reunitarise(
        k,
        range(3).map((i) => range(3).map((j) => ({ re: x[2 * (3 * i + j)]!, im: x[2 * (3 * i + j) + 1]! }))),
        su(3),
      ).flatMap((row) => row.flatMap((z) => [z.re, z.im])),
    );
    expect(out).toHaveLength(3);
    out.flat().forEach((x, i) => {
      expect(Math.abs(x - want.flat()[i]!)).toBeLessThan(1e-15);
    });
  });
});
