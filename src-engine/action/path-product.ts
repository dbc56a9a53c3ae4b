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
  cmul,
  loadMatrix,
  type Matrix,
  madd,
  mapMatrix,
  mmul,
  moveMatrix,
  mscale,
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

/** A matrix and the site in whose frame it lives. */
interface Framed {
  readonly matrix: Matrix;
  readonly site: Site;
}

const emptyNode = (): Node => ({ children: new Map(), leaves: [] });

const applyWeight = (k: Tracer, { matrix, site }: Framed, weight: Weight): Matrix => {
  if (weight === undefined) return matrix;
  if ('real' in weight) return mscale(k, weight.real, matrix);
  const w = weight.complex(site);
  return mapMatrix(matrix, (x) => cmul(k, w, x));
};

/** sum_l c_l (product of links along path l), all paths ending at `end`; in the frame of `here`. */
export const pathSum = (k: Tracer, u: LinkField, end: Site, paths: readonly WeightedPath[]): Matrix => {
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
  const terms = [...root.children].map(([step, node]) => {
    const { matrix } = product(k, u, end, step, node);
    return moveMatrix(k, matrix, k.here);
  });
  return terms.reduce((sum, term) => madd(k, sum, term));
};

/** (sum of everything before the step) times the link of the step that arrives at `end`. */
const product = (k: Tracer, u: LinkField, end: Site, step: number, node: Node): Framed => {
  const mu = axisOf(step);
  const start = k.shift(end, mu, step > 0 ? -1 : 1);
  const linkSite = step > 0 ? start : end;
  const children = [...node.children].map(([previous, child]) => product(k, u, start, previous, child));
  // every move is 2 N^2 permutations: multiply here if a factor is here, otherwise where the link is
  const site = children.some((c) => c.site === k.here) ? k.here : linkSite;
  const stored = moveMatrix(k, loadLink(k, u, linkSite, mu), site);
  const link = step > 0 ? stored : adjoint(k, stored);
  const terms = node.leaves.map((weight) => applyWeight(k, { matrix: link, site }, weight));
  if (children.length > 0) {
    const before = children.map((c) => moveMatrix(k, c.matrix, site)).reduce((sum, m) => madd(k, sum, m));
    terms.unshift(mmul(k, before, link));
  }
  return { matrix: terms.reduce((sum, m) => madd(k, sum, m)), site };
};

/** The product along one path from `start`, in the frame of `here`. */
export const pathProduct = (k: Tracer, u: LinkField, start: Site, steps: Path): Matrix => {
  let end = start;
  for (const s of steps) end = k.shift(end, axisOf(s), Math.sign(s));
  return pathSum(k, u, end, [{ steps }]);
};
