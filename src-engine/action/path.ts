/**
 * Paths on the lattice. A step +(mu + 1) goes from x to x + mu over the link U_mu(x); -(mu + 1) goes back over U_mu(x - mu)^dagger.
 * Written with axis names: `x y -x -y` is the plaquette in the x-y plane.
 */
export type Path = readonly number[];

export const AXES = ['x', 'y', 'z', 't'] as const;

export const axisOf = (step: number): number => Math.abs(step) - 1;

export const formatPath = (path: Path): string =>
  path.map((s) => `${s < 0 ? '-' : ''}${AXES[axisOf(s)] ?? '?'}`).join(' ');

/** The same path walked the other way: its product is the Hermitian conjugate. */
export const reversePath = (path: Path): Path => path.map((s) => -s).reverse();

export const displacementOf = (path: Path, dimensions: number): number[] => {
  const d = new Array<number>(dimensions).fill(0);
  for (const s of path) d[axisOf(s)]! += Math.sign(s);
  return d;
};

export const isClosed = (path: Path, dimensions: number): boolean =>
  displacementOf(path, dimensions).every((x) => x === 0);

/** Removes steps that are taken back at once, also across the ends: what is left of a loop's trace. */
export const reduceLoop = (path: Path): Path => {
  const out: number[] = [];
  for (const s of path) {
    if (out.at(-1) === -s) out.pop();
    else out.push(s);
  }
  while (out.length > 1 && out[0] === -out.at(-1)!) {
    out.shift();
    out.pop();
  }
  return out;
};

const rotate = (path: Path, by: number): Path => [...path.slice(by), ...path.slice(0, by)];

/**
 * One representative of all starting points and both orientations: Re tr is the same for each. The first in the order +x, +y, .., -x, -y, ..
 * of its steps, because kernels read links in the order of loops, and rising addresses are what processors fetch ahead.
 */
export const canonicalLoop = (path: Path): Path => {
  let best: Path | undefined;
  for (const p of [path, reversePath(path)]) {
    for (let i = 0; i < p.length; i++) {
      const r = rotate(p, i);
      if (best === undefined || compare(r, best) < 0) best = r;
    }
  }
  return best ?? [];
};

const rank = (step: number): number => (step > 0 ? step : 64 - step);

const compare = (a: Path, b: Path): number => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return rank(a[i]!) - rank(b[i]!);
  return 0;
};

/** All different loops that rotations and reflections of the lattice make of one, each in one orientation. */
export const orbitOf = (path: Path, dimensions: number): Path[] => {
  const seen = new Map<string, Path>();
  for (const permutation of permutations(dimensions)) {
    for (let signs = 0; signs < 2 ** dimensions; signs++) {
      const image = path.map((s) => {
        const axis = permutation[axisOf(s)]!;
        return Math.sign(s) * ((signs >> axis) & 1 ? -1 : 1) * (axis + 1);
      });
      const loop = canonicalLoop(image);
      seen.set(loop.join(), loop);
    }
  }
  return [...seen.values()].sort(compare);
};

const permutations = (n: number): number[][] => {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((p) =>
    Array.from({ length: n }, (_, at) => [...p.slice(0, at), n - 1, ...p.slice(at)]),
  );
};

/** Loops known by name. Source of the six-link names: M. Luscher and P. Weisz, Commun. Math. Phys. 97 (1985) 59. */
export const NAMED_LOOPS: Readonly<Record<string, Path>> = {
  plaquette: [1, 2, -1, -2],
  rectangle: [1, 1, 2, -1, -1, -2],
  chair: [1, 2, -1, 3, -2, -3],
  parallelogram: [1, 2, 3, -1, -2, -3],
};
