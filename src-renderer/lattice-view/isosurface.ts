/**
 * The surface on which a periodic field has a given value, by marching tetrahedra: each cube of eight sites is cut into six tetrahedra
 * around its main diagonal (A. Doi and A. Koide, IEICE Trans. E74, 214 (1991)); neighbouring cubes cut their common face alike, so the
 * surface has no holes. Triangles are turned so that normals point to smaller values.
 * Test: test/unit/renderer/lattice-view/isosurface.test.ts (a sphere: area, volume, closedness).
 */
export interface Volume {
  /** Extents, x fastest. */
  readonly dims: readonly [number, number, number];
  readonly values: Float32Array;
}

/** Corners of a cube as bits: 1 for +x, 2 for +y, 4 for +z. Paths from 0 to 7, one step along each axis. */
const TETRAHEDRA = [
  [0, 1, 3, 7],
  [0, 3, 2, 7],
  [0, 2, 6, 7],
  [0, 6, 4, 7],
  [0, 4, 5, 7],
  [0, 5, 1, 7],
] as const;

type Point = readonly [number, number, number];

const between = (a: Point, b: Point, va: number, vb: number, level: number): Point => {
  const f = (level - va) / (vb - va);
  return [a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1]), a[2] + f * (b[2] - a[2])];
};

/** Corners a, b, c in the order in which the normal (b - a) x (c - a) points away from `inside`. */
const facing = (a: Point, b: Point, c: Point, inside: Point): readonly [Point, Point, Point] => {
  const u = [b[0] - a[0], b[1] - a[1], b[2] - a[2]] as const;
  const v = [c[0] - a[0], c[1] - a[1], c[2] - a[2]] as const;
  const towards =
    (u[1] * v[2] - u[2] * v[1]) * (a[0] - inside[0]) +
    (u[2] * v[0] - u[0] * v[2]) * (a[1] - inside[1]) +
    (u[0] * v[1] - u[1] * v[0]) * (a[2] - inside[2]);
  return towards >= 0 ? [a, b, c] : [a, c, b];
};

/** The triangles of one tetrahedron: none, one, or two where two corners are on each side. */
const cutTetrahedron = (
  tetrahedron: readonly number[],
  corner: readonly Point[],
  value: Float64Array,
  level: number,
): readonly (readonly [Point, Point, Point])[] => {
  const high = tetrahedron.filter((k) => value[k]! >= level);
  const low = tetrahedron.filter((k) => value[k]! < level);
  const cut = (h: number, l: number): Point => between(corner[h]!, corner[l]!, value[h]!, value[l]!, level);
  if (high.length === 0 || low.length === 0) return [];
  const inside = corner[high[0]!]!;
  const points = high.flatMap((h) => low.map((l) => cut(h, l)));
  const [a, b, c, d] = points;
  if (points.length === 3) return [facing(a!, b!, c!, inside)];
  // around the quadrilateral: h0-l0, h0-l1, h1-l1, h1-l0
  return [facing(a!, b!, d!, inside), facing(a!, d!, c!, inside)];
};

/**
 * Corner positions of the triangles in lattice units, nine numbers each. With `periodic`, cubes across the boundary are drawn beyond the
 * last site, so a surface that wraps is cut there and goes on at the other side.
 */
export const isosurface = ({ dims, values }: Volume, level: number, periodic = true): Float32Array => {
  const [nx, ny, nz] = dims;
  const out: number[] = [];
  const corner: Point[] = new Array(8);
  const value = new Float64Array(8);
  const reach = periodic ? 0 : 1;
  for (let z = 0; z < nz - reach; z++)
    for (let y = 0; y < ny - reach; y++)
      for (let x = 0; x < nx - reach; x++) {
        let above = 0;
        for (let k = 0; k < 8; k++) {
          const [cx, cy, cz] = [x + (k & 1), y + ((k >> 1) & 1), z + (k >> 2)];
          corner[k] = [cx, cy, cz];
          value[k] = values[(cx % nx) + nx * ((cy % ny) + ny * (cz % nz))]!;
          if (value[k]! >= level) above++;
        }
        if (above === 0 || above === 8) continue;
        for (const tetrahedron of TETRAHEDRA)
          for (const triangle of cutTetrahedron(tetrahedron, corner, value, level))
            for (const point of triangle) out.push(...point);
      }
  return Float32Array.from(out);
};
