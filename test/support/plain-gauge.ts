/**
 * Loops of links in plain code over arrays, written without the engine's path, staple or twist code: the reference of its kernels.
 * Matrices are row-major interleaved (re, im); sites are coordinates.
 */
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';

export type PlainMatrix = Float64Array;

export const multiply = (a: PlainMatrix, b: PlainMatrix, n: number): PlainMatrix => {
  const out = new Float64Array(2 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        const [ar, ai] = [a[2 * (i * n + k)]!, a[2 * (i * n + k) + 1]!];
        const [br, bi] = [b[2 * (k * n + j)]!, b[2 * (k * n + j) + 1]!];
        out[2 * (i * n + j)]! += ar * br - ai * bi;
        out[2 * (i * n + j) + 1]! += ar * bi + ai * br;
      }
    }
  }
  return out;
};

export const dagger = (a: PlainMatrix, n: number): PlainMatrix => {
  const out = new Float64Array(2 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out[2 * (j * n + i)] = a[2 * (i * n + j)]!;
      out[2 * (j * n + i) + 1] = -a[2 * (i * n + j) + 1]!;
    }
  }
  return out;
};

export const traceOf = (a: PlainMatrix, n: number): readonly [number, number] => {
  let re = 0;
  let im = 0;
  for (let i = 0; i < n; i++) {
    re += a[2 * i * (n + 1)]!;
    im += a[2 * i * (n + 1) + 1]!;
  }
  return [re, im];
};

export const unitMatrix = (n: number): PlainMatrix => {
  const out = new Float64Array(2 * n * n);
  for (let i = 0; i < n; i++) out[2 * i * (n + 1)] = 1;
  return out;
};

/** exp(A) by its series. */
export const exponentialOf = (a: PlainMatrix, n: number): PlainMatrix => {
  let term: PlainMatrix = unitMatrix(n);
  const sum = term.slice();
  for (let k = 1; k < 40; k++) {
    term = multiply(term, a, n).map((x) => x / k);
    for (let i = 0; i < sum.length; i++) sum[i]! += term[i]!;
  }
  return sum;
};

const mod = (a: number, n: number): number => ((a % n) + n) % n;

/** Offset of U_mu(x) in the links. */
export const linkAt = (c: GaugeConfiguration, x: readonly number[], mu: number): number => {
  let site = 0;
  for (let i = c.dims.length - 1; i >= 0; i--) site = site * c.dims[i]! + mod(x[i]!, c.dims[i]!);
  return (site * c.dims.length + mu) * 2 * c.colours ** 2;
};

export const linkOf = (c: GaugeConfiguration, x: readonly number[], mu: number): PlainMatrix => {
  const at = linkAt(c, x, mu);
  return c.links.slice(at, at + 2 * c.colours ** 2);
};

const moved = (x: readonly number[], axis: number, by: number): number[] =>
  x.map((n, i) => (i === axis ? n + by : n));

/** The product of links along a path; steps are +-(axis + 1). */
export const productAlong = (
  c: GaugeConfiguration,
  from: readonly number[],
  path: readonly number[],
): PlainMatrix => {
  let x = from;
  let out = unitMatrix(c.colours);
  for (const step of path) {
    const mu = Math.abs(step) - 1;
    if (step > 0) {
      out = multiply(out, linkOf(c, x, mu), c.colours);
      x = moved(x, mu, 1);
    } else {
      x = moved(x, mu, -1);
      out = multiply(out, dagger(linkOf(c, x, mu), c.colours), c.colours);
    }
  }
  return out;
};

export const everySite = (dims: readonly number[]): number[][] =>
  dims.reduceRight<number[][]>(
    (tails, n) => tails.flatMap((tail) => Array.from({ length: n }, (_, i) => [i, ...tail])),
    [[]],
  );

/** Centre flux through planes: units[mu][nu], mu < nu. */
export type PlainFlux = readonly { readonly mu: number; readonly nu: number; readonly units: number }[];

/**
 * Units of flux through a surface that the loop bounds. Neighbouring steps are exchanged until the path is sorted by axis and shrinks
 * to nothing; every exchange sweeps one plaquette, which carries flux if its corner is the last site of both its directions.
 */
export const fluxThrough = (
  dims: readonly number[],
  flux: PlainFlux,
  from: readonly number[],
  loop: readonly number[],
): number => {
  const path = [...loop];
  let total = 0;
  for (let again = true; again; ) {
    again = false;
    const x = [...from];
    for (let i = 0; i + 1 < path.length; i++) {
      const [a, b] = [path[i]!, path[i + 1]!];
      const [mu, nu] = [Math.abs(a) - 1, Math.abs(b) - 1];
      if (mu > nu) {
        const corner = [...x];
        if (a < 0) corner[mu]! -= 1;
        if (b < 0) corner[nu]! -= 1;
        for (const f of flux) {
          if (f.mu !== nu || f.nu !== mu) continue;
          if (mod(corner[mu]! + 1, dims[mu]!) === 0 && mod(corner[nu]! + 1, dims[nu]!) === 0)
            total -= Math.sign(a) * Math.sign(b) * f.units;
        }
        path[i] = b;
        path[i + 1] = a;
        again = true;
      }
      x[Math.abs(path[i]!) - 1]! += Math.sign(path[i]!);
    }
  }
  return total;
};

/** Re tr of a loop times its twist. */
export const twistedTrace = (
  c: GaugeConfiguration,
  from: readonly number[],
  loop: readonly number[],
  flux: PlainFlux = [],
): number => {
  const [re, im] = traceOf(productAlong(c, from, loop), c.colours);
  const angle = (2 * Math.PI * fluxThrough(c.dims, flux, from, loop)) / c.colours;
  return re * Math.cos(angle) - im * Math.sin(angle);
};

/** sum over sites of Re tr W / N. */
export const plainLoopSum = (c: GaugeConfiguration, loop: readonly number[], flux: PlainFlux = []): number =>
  everySite(c.dims).reduce((sum, x) => sum + twistedTrace(c, x, loop, flux), 0) / c.colours;

/** sum_{x, mu < nu} Re tr P / N, written out. */
export const plainPlaquetteSum = (c: GaugeConfiguration): number => {
  const n = c.colours;
  let sum = 0;
  for (const x of everySite(c.dims)) {
    for (let mu = 0; mu < c.dims.length; mu++) {
      for (let nu = mu + 1; nu < c.dims.length; nu++) {
        const there = multiply(linkOf(c, x, mu), linkOf(c, moved(x, mu, 1), nu), n);
        const here = multiply(linkOf(c, x, nu), linkOf(c, moved(x, nu, 1), mu), n);
        sum += traceOf(multiply(there, dagger(here, n), n), n)[0];
      }
    }
  }
  return sum / n;
};

/** The sum of plaquette staples C with sum of plaquettes = Re tr(U_mu(x) C^dagger) + .., written out. */
export const plainStaple = (c: GaugeConfiguration, x: readonly number[], mu: number): PlainMatrix => {
  const n = c.colours;
  const sum = new Float64Array(2 * n * n);
  for (let nu = 0; nu < c.dims.length; nu++) {
    if (nu === mu) continue;
    const below = moved(x, nu, -1);
    const upper = multiply(
      multiply(linkOf(c, x, nu), linkOf(c, moved(x, nu, 1), mu), n),
      dagger(linkOf(c, moved(x, mu, 1), nu), n),
      n,
    );
    const lower = multiply(
      multiply(dagger(linkOf(c, below, nu), n), linkOf(c, below, mu), n),
      linkOf(c, moved(below, mu, 1), nu),
      n,
    );
    for (let i = 0; i < sum.length; i++) sum[i]! += upper[i]! + lower[i]!;
  }
  return sum;
};

/** The matrix of a stored algebra element: imaginary diagonal, then (re, im) of the upper triangle. */
export const algebraMatrixOf = (stored: ArrayLike<number>, n: number): PlainMatrix => {
  const out = new Float64Array(2 * n * n);
  let at = n;
  for (let i = 0; i < n; i++) {
    out[2 * i * (n + 1) + 1] = stored[i]!;
    for (let j = i + 1; j < n; j++, at += 2) {
      const [re, im] = [stored[at]!, stored[at + 1]!];
      out.set([re, im], 2 * (i * n + j));
      out.set([-re, im], 2 * (j * n + i));
    }
  }
  return out;
};

/** Traceless (for N > 1) anti-Hermitian part. */
export const projected = (m: PlainMatrix, n: number): PlainMatrix => {
  const d = dagger(m, n);
  const out = m.map((x, i) => (x - d[i]!) / 2);
  const [, im] = traceOf(out, n);
  if (n > 1) for (let i = 0; i < n; i++) out[2 * i * (n + 1) + 1]! -= im / n;
  return out;
};
/** sum_a x^a y^a of two algebra elements x^a i T^a: -2 tr(X Y), or x y for U(1). */
export const algebraProduct = (x: PlainMatrix, y: PlainMatrix, n: number): number =>
  n === 1 ? x[1]! * y[1]! : -2 * traceOf(multiply(x, y, n), n)[0];

/** A basis of the algebra, not normalised. */
export const algebraBasis = (n: number): PlainMatrix[] => {
  if (n === 1) return [Float64Array.of(0, 1)];
  const out: PlainMatrix[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      for (const [a, b] of [
        [
          [1, 0],
          [-1, 0],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ] as const) {
        const x = new Float64Array(2 * n * n);
        x.set(a, 2 * (i * n + j));
        x.set(b, 2 * (j * n + i));
        out.push(x);
      }
    }
    if (i > 0) {
      const x = new Float64Array(2 * n * n);
      x[2 * (i - 1) * (n + 1) + 1] = 1;
      x[2 * i * (n + 1) + 1] = -1;
      out.push(x);
    }
  }
  return out;
};

/** The configuration with U_mu(x) -> exp(eps X) U_mu(x). */
export const withRotatedLink = (
  c: GaugeConfiguration,
  x: readonly number[],
  mu: number,
  generator: PlainMatrix,
  eps: number,
): GaugeConfiguration => {
  const links = c.links.slice();
  const rotation = exponentialOf(
    generator.map((g) => eps * g),
    c.colours,
  );
  links.set(multiply(rotation, linkOf(c, x, mu), c.colours), linkAt(c, x, mu));
  return { ...c, links };
};
