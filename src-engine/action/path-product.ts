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

/** A weight of a path: none (1), real, or complex (twisted boundaries). */
export type Weight = { readonly real: Real } | { readonly complex: Complex } | undefined;

export interface WeightedPath {
  readonly steps: Path;
  readonly weight?: Weight;
}

interface Node {
  readonly children: Map<number, Node>;
  readonly leaves: Weight[];
}

const emptyNode = (): Node => ({ children: new Map(), leaves: [] });

const applyWeight = (k: Tracer, row: readonly Complex[], weight: Weight): readonly Complex[] => {
  if (weight === undefined) return row;
  if ('real' in weight) return row.map((x) => cscale(k, weight.real, x));
  return row.map((x) => cmul(k, weight.complex, x));
};

const addRows = (k: Tracer, a: readonly Complex[], b: readonly Complex[]): readonly Complex[] =>
  a.map((x, j) => cadd(k, x, b[j]!));

/** Gives row `i` of a matrix, evaluating it at this point of the kernel. */
export type Rows = (i: number) => readonly Complex[];

/**
 * sum_l c_l (product of links along path l), all paths ending at `end`; in the frame of `here`. Asked for row by row: a row and the row it
 * is multiplied into fit into registers, a matrix does not. No paths: zero.
 */
export const pathRows = (k: Tracer, u: LinkField, end: Site, paths: readonly WeightedPath[]): Rows => {
  if (paths.length === 0) return () => range(u.colours).map(() => complex(k, 0));
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
  return (i) => addBranches(k, u, end, root, i)!;
};

/** The whole matrix of `pathRows`. */
export const pathSum = (k: Tracer, u: LinkField, end: Site, paths: readonly WeightedPath[]): Matrix =>
  range(u.colours).map(pathRows(k, u, end, paths));

/** `sum` plus row `i` of (sum of everything before each last step) times the link of that step, which arrives at `end`. */
const addBranches = (
  k: Tracer,
  u: LinkField,
  end: Site,
  node: Node,
  i: number,
  before?: readonly Complex[],
): readonly Complex[] | undefined => {
  let sum = before;
  for (const [step, child] of node.children) {
    const mu = axisOf(step);
    const start = k.shift(end, mu, step > 0 ? -1 : 1);
    const link = orient(k, moveMatrix(k, loadLink(k, u, step > 0 ? start : end, mu), k.here), step);
    const left = addBranches(k, u, start, child, i);
    if (left !== undefined) sum = mmul(k, [left], link, sum && [sum])[0]!;
    for (const weight of child.leaves) {
      const row = applyWeight(k, link[i]!, weight);
      sum = sum === undefined ? row : addRows(k, sum, row);
    }
  }
  return sum;
};

const orient = (k: Tracer, link: Matrix, step: number): Matrix => (step > 0 ? link : adjoint(k, link));

/** Rows of the product along one path from `start`, in the frame of `here`. */
export const productRows = (k: Tracer, u: LinkField, start: Site, steps: Path): Rows => {
  let end = start;
  for (const s of steps) end = k.shift(end, axisOf(s), Math.sign(s));
  return pathRows(k, u, end, [{ steps }]);
};

/** The whole matrix of `productRows`. */
export const pathProduct = (k: Tracer, u: LinkField, start: Site, steps: Path): Matrix =>
  range(u.colours).map(productRows(k, u, start, steps));
