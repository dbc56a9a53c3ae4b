/**
 * The staples of the links U_0(x) of a row, from x + 0 to x: A over the plaquette above, B over the `reach` plaquettes below,
 *   A(x) = U_1(x+0) U_0(x+1)^dagger U_1(x)^dagger,   B_0(x) = U_0(x)^dagger,   B_n(x) = U_1(x+0-1)^dagger B_(n-1)(x-1) U_1(x-1),
 * so B is carried up row by row, and its cotangent down. Fields of staples hold A, then B; rows below the row hold what is carried.
 * Proved by test/unit/engine/learn/flow/gauge/spectral/sweep-coupling.test.ts.
 */
import { pathProduct } from '../../../../action/path-product.ts';
import { gradient } from '../../../../kernel/adjoint.ts';
import {
  adjoint,
  loadMatrix,
  type Matrix,
  mmul,
  moveMatrix,
  range,
  realTraceMulAdjoint,
  storeMatrix,
} from '../../../../kernel/complex.ts';
import type { Site } from '../../../../kernel/graph.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import type { Field, Kernel } from '../../../../lattice/lattice.ts';
import type { RowOfLayer, Rows } from './rows.ts';

export interface Staples {
  /** Of the row, and what was carried; belongs to this. */
  readonly field: Field;
  look(x: Field): void;
  /** bar += what the staples hand to the links `x` that they were made of; `staplesBar` on rows below is written over. */
  handOn(x: Field, staplesBar: Field, bar: Field): void;
  release(): void;
}

export const makeStaples = (rows: Rows, colours: number, { row, reach }: RowOfLayer): Staples => {
  const { lattice } = rows;
  const size = 2 * colours ** 2;
  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`staples ${what} ${colours}`, body, { touch: false });
  const matrixAt = (k: Tracer, field: number, site: Site, first: number): Matrix =>
    moveMatrix(k, loadMatrix(k, field, site, first, colours), k.here);
  const aboveOf = (k: Tracer, links: number): Matrix =>
    pathProduct(k, { field: links, colours }, k.shift(k.here, 0, 1), [2, -1, -2]);
  const carried = (k: Tracer, links: number, staples: number): Matrix => {
    const below = k.shift(k.here, 1, -1);
    const left = matrixAt(k, links, k.shift(below, 0, 1), size);
    const right = matrixAt(k, links, below, size);
    return mmul(k, mmul(k, adjoint(k, left), matrixAt(k, staples, below, size)), right);
  };
  const addTo = (k: Tracer, bar: number, slopes: readonly Real[], first: number): void =>
    range(size).forEach((c) =>
      k.store(bar, first + c, k.add(k.load(bar, k.here, first + c), slopes[first + c]!)),
    );
  const worth = (k: Tracer, staple: Matrix, staplesBar: number, first: number): Real =>
    realTraceMulAdjoint(k, staple, loadMatrix(k, staplesBar, k.here, first, colours));

  const above = kernel('above', (k) => {
    const [links, out] = [k.field('links', 2 * size), k.field('staples', 2 * size)];
    storeMatrix(k, out, 0, aboveOf(k, links));
  });
  const begin = kernel('begin', (k) => {
    const [links, out] = [k.field('links', 2 * size), k.field('staples', 2 * size)];
    storeMatrix(k, out, size, adjoint(k, loadMatrix(k, links, k.here, 0, colours)));
  });
  const carry = kernel('carry', (k) => {
    const [links, out] = [k.field('links', 2 * size), k.field('staples', 2 * size)];
    storeMatrix(k, out, size, carried(k, links, out));
  });

  const fields = (k: Tracer): [links: number, staples: number, staplesBar: number, bar: number] => [
    k.field('links', 2 * size),
    k.field('staples', 2 * size),
    k.field('staplesBar', 2 * size),
    k.field('bar', 2 * size),
  ];
  /** A hands to the links U_1 of the row, and to U_0 of the one above. */
  const aboveBack = ([0, 1] as const).map((mu) =>
    kernel(`above back ${mu}`, (k) => {
      const [links, , staplesBar, bar] = fields(k);
      const sum = (kk: Tracer): Real => worth(kk, aboveOf(kk, links), staplesBar, 0);
      addTo(k, bar, gradient(k, sum, links), mu * size);
    }),
  );
  /** At a row: from what is carried to the one above. */
  const carryBack = kernel('carry back', (k) => {
    const [links, staples, staplesBar, bar] = fields(k);
    const sum = (kk: Tracer): Real => worth(kk, carried(kk, links, staples), staplesBar, size);
    addTo(k, bar, gradient(k, sum, links), size);
    gradient(k, sum, staples)
      .slice(size)
      .forEach((slope, c) => k.store(staplesBar, size + c, slope));
  });
  const beginBack = kernel('begin back', (k) => {
    const [, , staplesBar, bar] = fields(k);
    const handed = adjoint(k, loadMatrix(k, staplesBar, k.here, size, colours));
    const old = loadMatrix(k, bar, k.here, 0, colours);
    storeMatrix(
      k,
      bar,
      0,
      old.map((line, i) =>
        line.map((x, j) => ({ re: k.add(x.re, handed[i]![j]!.re), im: k.add(x.im, handed[i]![j]!.im) })),
      ),
    );
  });

  const field = lattice.field(2 * size);
  return {
    field,
    look: (x) => {
      above([x, field], { sites: rows.row(row) });
      begin([x, field], { sites: rows.row(row - reach) });
      for (let n = reach - 1; n >= 0; n--) carry([x, field], { sites: rows.row(row - n) });
    },
    handOn: (x, staplesBar, bar) => {
      const all = [x, field, staplesBar, bar];
      aboveBack[0]!(all, { sites: rows.row(row + 1) });
      aboveBack[1]!(all, { sites: rows.row(row) });
      for (let n = 1; n <= reach; n++) carryBack(all, { sites: rows.row(row - n) });
      beginBack(all, { sites: rows.row(row - reach) });
    },
    release: () => lattice.release(field),
  };
};
