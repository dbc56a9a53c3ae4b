import { describe, expect, test } from 'vitest';
import { isosurface, type Volume } from '../../../../src-renderer/lattice-view/isosurface.ts';

/** R - distance from the centre: positive inside a ball. */
const ball = (n: number, radius: number, centre = (n - 1) / 2): Volume => {
  const values = new Float32Array(n ** 3);
  for (let z = 0; z < n; z++)
    for (let y = 0; y < n; y++)
      for (let x = 0; x < n; x++)
        values[x + n * (y + n * z)] = radius - Math.hypot(x - centre, y - centre, z - centre);
  return { dims: [n, n, n], values };
};

const corners = (mesh: Float32Array, t: number): number[][] =>
  [0, 3, 6].map((k) => [...mesh.subarray(9 * t + k, 9 * t + k + 3)]);

/** Area, and volume by the divergence theorem, with the normals as they are turned. */
const measures = (mesh: Float32Array) => {
  let area = 0;
  let volume = 0;
  for (let t = 0; t < mesh.length / 9; t++) {
    const [a, b, c] = corners(mesh, t) as [number[], number[], number[]];
    const u = b.map((x, k) => x - a[k]!);
    const v = c.map((x, k) => x - a[k]!);
    const n = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
    area += Math.hypot(...n) / 2;
    volume += (a[0]! * n[0]! + a[1]! * n[1]! + a[2]! * n[2]!) / 6;
  }
  return { area, volume };
};

describe('the isosurface of a ball', () => {
  const radius = 9.3;
  const mesh = isosurface(ball(24, radius), 0);

  test('has the area and volume of a sphere, normals outward', () => {
    const { area, volume } = measures(mesh);
    expect(Math.abs(area / (4 * Math.PI * radius ** 2) - 1)).toBeLessThan(0.01);
    expect(Math.abs(volume / ((4 / 3) * Math.PI * radius ** 3) - 1)).toBeLessThan(0.01);
  });

  test('is closed: every edge belongs to two triangles that run along it in opposite directions', () => {
    const key = (p: number[]): string => p.map((x) => x.toFixed(5)).join(',');
    const edges = new Map<string, number>();
    for (let t = 0; t < mesh.length / 9; t++) {
      const points = corners(mesh, t).map(key);
      for (let k = 0; k < 3; k++) {
        const [from, to] = [points[k]!, points[(k + 1) % 3]!];
        if (from === to) continue;
        edges.set(`${from} ${to}`, (edges.get(`${from} ${to}`) ?? 0) + 1);
        edges.set(`${to} ${from}`, (edges.get(`${to} ${from}`) ?? 0) - 1);
      }
    }
    expect([...edges.values()].filter((n) => n !== 0)).toEqual([]);
  });
});

test('a ball around the origin of a periodic volume is drawn in pieces of the same total area', () => {
  const n = 20;
  const values = new Float32Array(n ** 3);
  const wrap = (x: number): number => Math.min(x, n - x);
  for (let z = 0; z < n; z++)
    for (let y = 0; y < n; y++)
      for (let x = 0; x < n; x++) values[x + n * (y + n * z)] = 6.4 - Math.hypot(wrap(x), wrap(y), wrap(z));
  const { area } = measures(isosurface({ dims: [n, n, n], values }, 0));
  expect(area / (4 * Math.PI * 6.4 ** 2)).toBeCloseTo(1, 1);
  const open = measures(isosurface({ dims: [n, n, n], values }, 0, false));
  expect(open.area).toBeLessThan(area);
});

test('there is nothing where the field does not reach the level', () => {
  expect(isosurface(ball(8, 3), 100).length).toBe(0);
  expect(isosurface(ball(8, 3), -100).length).toBe(0);
});
