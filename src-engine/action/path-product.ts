/**
 * Products of links along paths, inside kernels.
 *
 * A sum of paths to the same end is evaluated by Horner's rule from its last steps backwards, so that paths with common endings share
 * their multiplications: sum_l c_l V_1 .. V_n = sum_e (sum_{l ending in e} c_l V_1 .. V_{n-1}) V_e. For the staples of the plaquette
 * this gives the two multiplications each that hand-written code has.
 */
import {
  adjoint,
  type Complex,
  cadd,
  cmul,
  complex,
  cscale,
  loadMatrix,
  type Matrix,
  mmul,
  moveMatrix,
  range,
} from '../kernel/complex.ts';
import type { Site } from '../kernel/graph.ts';
import type { Real, Tracer } from '../kernel/tracer.ts';
import { axisOf, type Path } from './path.ts';

/** A gauge field inside a kernel: N x N links of every direction, U_mu at component mu * 2 N^2. */
export interface LinkField {
  readonly field: number;
  readonly colours: number;
}

export const declareLinks = (k: Tracer, name: string, colours: number): LinkField => ({
  field: k.field(name, k.dimensions * 2 * colours * colours),
  colours,
});

export const loadLink = (k: Tracer, u: LinkField, site: Site, mu: number): Matrix =>
  loadMatrix(k, u.field, site, mu * 2 * u.colours * u.colours, u.colours);

/** A weight of a path: none (1), real, or complex (twisted boundaries; asked for in the frame where it is used). */
export type Weight = { readonly real: Real } | { readonly complex: (site: Site) => Complex } | undefined;

export interface WeightedPath {
  readonly steps: Path;
  readonly weight?: Weight;
}

interface Node {
  readonly children: Map<number, Node>;
  readonly leaves: Weight[];
}

/** One row of a product, and the site in whose frame it lives. */
interface FramedRow {
  readonly row: readonly Complex[];
  readonly site: Site;
}

const emptyNode = (): Node => ({ children: new Map(), leaves: [] });

const applyWeight = (k: Tracer, { row, site }: FramedRow, weight: Weight): readonly Complex[] => {
  if (weight === undefined) return row;
  if ('real' in weight) return row.map((x) => cscale(k, weight.real, x));
  const w = weight.complex(site);
  return row.map((x) => cmul(k, w, x));
};

const addRows = (k: Tracer, a: readonly Complex[], b: readonly Complex[]): readonly Complex[] =>
  a.map((x, j) => cadd(k, x, b[j]!));

/**
 * sum_l c_l (product of links along path l), all paths ending at `end`; in the frame of `here`. Evaluated row by row: a row and the row it
 * is multiplied into fit into registers, a matrix does not. No paths: zero.
 */
export const pathSum = (k: Tracer, u: LinkField, end: Site, paths: readonly WeightedPath[]): Matrix => {
  if (paths.length === 0) return range(u.colours).map(() => range(u.colours).map(() => complex(k, 0)));
  const root = emptyNode();
  for (const { steps, weight } of paths) {
    let node = root;
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i]!;
      const next = node.children.get(step) ?? emptyNode();
      node.children.set(step, next);
      node = next;
    }
    node.leaves.push(weight);
  }
  return range(u.colours).map((i) =>
    [...root.children]
      .map(([step, node]) => moveRow(k, productRow(k, u, end, step, node, i), k.here))
      .reduce((sum, row) => addRows(k, sum, row)),
  );
};

/** Row `i` of (sum of everything before the step) times the link of the step that arrives at `end`. */
const productRow = (k: Tracer, u: LinkField, end: Site, step: number, node: Node, i: number): FramedRow => {
  const mu = axisOf(step);
  const start = k.shift(end, mu, step > 0 ? -1 : 1);
  const linkSite = step > 0 ? start : end;
  const before = [...node.children].map(([previous, child]) => productRow(k, u, start, previous, child, i));
  const terms: (readonly Complex[])[] = [];
  // every move permutes what it moves: multiply here if a factor is here, otherwise where the link is
  const site = before.some((c) => c.site === k.here) ? k.here : linkSite;
  if (before.length > 0) {
    const link = orient(k, moveMatrix(k, loadLink(k, u, linkSite, mu), site), step);
    const sum = before.map((c) => moveRow(k, c, site)).reduce((a, b) => addRows(k, a, b));
    terms.push(mmul(k, [sum], link)[0]!);
  }
  for (const weight of node.leaves) {
    const row = moveRow(k, { row: orient(k, loadLink(k, u, linkSite, mu), step)[i]!, site: linkSite }, site);
    terms.push(applyWeight(k, { row, site }, weight));
  }
  return { row: terms.reduce((a, b) => addRows(k, a, b)), site };
};

const orient = (k: Tracer, link: Matrix, step: number): Matrix => (step > 0 ? link : adjoint(k, link));

const moveRow = (k: Tracer, { row }: FramedRow, to: Site): readonly Complex[] => moveMatrix(k, [row], to)[0]!;

/** The product along one path from `start`, in the frame of `here`. */
export const pathProduct = (k: Tracer, u: LinkField, start: Site, steps: Path): Matrix => {
  let end = start;
  for (const s of steps) end = k.shift(end, axisOf(s), Math.sign(s));
  return pathSum(k, u, end, [{ steps }]);
};
