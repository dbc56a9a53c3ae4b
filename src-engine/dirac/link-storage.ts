/**
 * How the links of a Dirac operator lie in memory: all N rows, or for SU(3) two of them. The third is conj(row 1 x row 2) then, which a sign in
 * the links would lose: where links carry one, it is stored behind them, one real for each such direction.
 * Test: test/unit/engine/dirac/dressed-links.test.ts.
 */
import type { Group } from '../group/group.ts';
import { type Complex, cfma, cneg, conj, cscale, loadMatrix, type Matrix, range } from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';

export type RowsKept = 'full' | 'two-rows';

export interface LinkStorage {
  /** Says everything that kernels which load links depend on. */
  readonly key: string;
  readonly rows: RowsKept;
  /** Reals per site. */
  readonly components: number;
  /** Component of the first real of U_mu. */
  offset(mu: number): number;
  /** Component of the sign of U_mu, where one is stored. */
  signAt(mu: number): number | undefined;
  /** U_mu at `site`, in its frame. */
  load(k: Tracer, field: number, site: Site, mu: number): Matrix;
}

const TWO_ROWS = 12;

const canKeepTwoRows = (group: Group): boolean => group.special && group.colours === 3;

const fullStorage = (group: Group, dimensions: number): LinkStorage => ({
  key: group.name,
  rows: 'full',
  components: dimensions * group.linkComponents,
  offset: (mu) => mu * group.linkComponents,
  signAt: () => undefined,
  load: (k, field, site, mu) => loadMatrix(k, field, site, mu * group.linkComponents, group.colours),
});

/** conj(a x b)_c */
const crossElement = (k: Tracer, a: readonly Complex[], b: readonly Complex[], c: number): Complex => {
  const [p, q] = [(c + 1) % 3, (c + 2) % 3];
  return conj(k, cfma(k, a[p]!, b[q]!, cneg(k, cfma(k, a[q]!, b[p]!))));
};

/** `signed`: directions whose links may be minus an SU(3) matrix. */
const twoRowStorage = (group: Group, dimensions: number, signed: readonly number[]): LinkStorage => {
  const signAt = (mu: number): number | undefined =>
    signed.includes(mu) ? dimensions * TWO_ROWS + signed.indexOf(mu) : undefined;
  return {
    key: `${group.name} two rows ${signed.join()}`,
    rows: 'two-rows',
    components: dimensions * TWO_ROWS + signed.length,
    offset: (mu) => mu * TWO_ROWS,
    signAt,
    load: (k, field, site, mu) => {
      const at = (i: number): Real => k.load(field, site, mu * TWO_ROWS + i);
      const [a, b] = range(2).map((row) =>
        range(3).map((c): Complex => ({ re: at(2 * (3 * row + c)), im: at(2 * (3 * row + c) + 1) })),
      );
      const sign = signAt(mu);
      const last = range(3).map((c) => {
        const z = crossElement(k, a!, b!, c);
        return sign === undefined ? z : cscale(k, k.load(field, site, sign), z);
      });
      return [a!, b!, last];
    },
  };
};

/** Full storage where two rows would not do. */
export const linkStorage = (
  rows: RowsKept,
  group: Group,
  dimensions: number,
  signed: readonly number[],
): LinkStorage =>
  rows === 'two-rows' && canKeepTwoRows(group)
    ? twoRowStorage(group, dimensions, signed)
    : fullStorage(group, dimensions);
