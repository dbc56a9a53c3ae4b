/**
 * The site and link order of openQCD ("universal" order, main/README.io of openQCD): for every odd point
 * (x0 + x1 + x2 + x3 odd; x0 = t slowest, then x, y, z fastest), eight links: for mu = 0 (t), 1 (x), 2 (y), 3 (z)
 * first U_mu(x), then U_mu(x - mu). Every link touches exactly one odd point when all extents are even.
 * Test: test/unit/engine/format/openqcd.test.ts.
 */

/** Links per odd point. */
export const LINKS_PER_POINT = 8;

/** Direction of ILDG (x, y, z, t = 0..3) for link number k of a point. */
export const directionOf = (k: number): number => (k < 2 ? 3 : (k >> 1) - 1);

/** Visits the odd points of time slice t in file order with their coordinates. */
export const forOddPoints = (
  dims: readonly number[],
  t: number,
  visit: (x: number, y: number, z: number, index: number) => void,
): void => {
  const [lx = 0, ly = 0, lz = 0] = dims;
  let index = 0;
  for (let x = 0; x < lx; x++) {
    for (let y = 0; y < ly; y++) {
      for (let z = (t + x + y + 1) % 2; z < lz; z += 2) visit(x, y, z, index++);
    }
  }
};

/** Lexicographic site within a slice of the point that link k of (x, y, z) starts from; backward temporal links keep it. */
export const startOfLink = (dims: readonly number[], x: number, y: number, z: number, k: number): number => {
  const [lx = 1, ly = 1, lz = 1] = dims;
  const backward = k % 2 === 1;
  const mu = directionOf(k);
  const bx = backward && mu === 0 ? (x + lx - 1) % lx : x;
  const by = backward && mu === 1 ? (y + ly - 1) % ly : y;
  const bz = backward && mu === 2 ? (z + lz - 1) % lz : z;
  return bx + lx * (by + ly * bz);
};
