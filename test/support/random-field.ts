/** Random gauge fields for tests: every link an independent SU(N) (or U(1)) matrix, from a fixed seed. */
import { type GaugeConfiguration, linkValues } from '../../src-engine/lattice/gauge-configuration.ts';

/** Uniform numbers in [0, 1): mulberry32. */
export const uniforms = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

const gauss = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Orthonormal rows by Gram-Schmidt, then the phase of the determinant taken out of the last row. */
const randomMatrix = (n: number, next: () => number, put: (values: readonly number[]) => void): void => {
  const rows: (readonly [number, number])[][] = [];
  for (let r = 0; r < n; r++) {
    let row = Array.from({ length: n }, () => [gauss(next), gauss(next)] as const);
    for (const other of rows) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < n; k++) {
        re += row[k]![0] * other[k]![0] + row[k]![1] * other[k]![1];
        im += row[k]![1] * other[k]![0] - row[k]![0] * other[k]![1];
      }
      row = row.map(
        ([a, b], k) =>
          [a - re * other[k]![0] + im * other[k]![1], b - re * other[k]![1] - im * other[k]![0]] as const,
      );
    }
    const norm = Math.hypot(...row.flat());
    rows.push(row.map(([a, b]) => [a / norm, b / norm] as const));
  }
  if (n > 1) {
    const [re, im] = laplace(rows);
    rows[n - 1] = rows[n - 1]!.map(([a, b]) => [a * re + b * im, b * re - a * im] as const);
  }
  put(rows.flat(2));
};

/** Determinant by expansion along the first row: independent of the engine's. */
const laplace = (m: readonly (readonly (readonly [number, number])[])[]): readonly [number, number] => {
  if (m.length === 1) return m[0]![0]!;
  let re = 0;
  let im = 0;
  m[0]!.forEach(([a, b], c) => {
    const [x, y] = laplace(m.slice(1).map((row) => row.filter((_, k) => k !== c)));
    const sign = c % 2 === 0 ? 1 : -1;
    re += sign * (a * x - b * y);
    im += sign * (a * y + b * x);
  });
  return [re, im];
};

export const randomField = (dims: readonly number[], colours: number, seed = 1): GaugeConfiguration => {
  const next = uniforms(seed);
  const links = new Float64Array(linkValues(dims, colours));
  for (let at = 0; at < links.length; at += 2 * colours * colours)
    randomMatrix(colours, next, (values) => links.set(values, at));
  return { dims, colours, links };
};

/** The same gauge orbit: U_mu(x) -> G(x) U_mu(x) G(x + mu)^dagger with random G. */
export const gaugeTransformed = (field: GaugeConfiguration, seed = 2): GaugeConfiguration => {
  const { dims, colours: n } = field;
  const d = dims.length;
  const volume = dims.reduce((a, b) => a * b, 1);
  const g = randomField([volume, 1], n, seed).links;
  const matrix = 2 * n * n;
  const links = new Float64Array(field.links.length);
  for (let site = 0; site < volume; site++) {
    let stride = 1;
    for (let mu = 0; mu < d; mu++) {
      const extent = dims[mu]!;
      const c = Math.floor(site / stride) % extent;
      const on = c + 1 < extent ? site + stride : site - stride * (extent - 1);
      stride *= extent;
      const u = (site * d + mu) * matrix;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let re = 0;
          let im = 0;
          for (let k = 0; k < n; k++) {
            for (let l = 0; l < n; l++) {
              const a = site * 2 * matrix + 2 * (i * n + k);
              const b = u + 2 * (k * n + l);
              const e = on * 2 * matrix + 2 * (j * n + l);
              const xr = g[a]! * field.links[b]! - g[a + 1]! * field.links[b + 1]!;
              const xi = g[a]! * field.links[b + 1]! + g[a + 1]! * field.links[b]!;
              re += xr * g[e]! + xi * g[e + 1]!;
              im += xi * g[e]! - xr * g[e + 1]!;
            }
          }
          links[u + 2 * (i * n + j)] = re;
          links[u + 2 * (i * n + j) + 1] = im;
        }
      }
    }
  }
  return { dims, colours: n, links };
};
