/**
 * A gauge field in plain site order, as files and tests see it (compute kernels use the vectorised layout of field.ts).
 *
 * `dims` = (x, y, z, t), or (x, y) / (x, y, z) in two or three dimensions; the last one is time.
 * Link U_mu(x) runs from x to x + mu. Storage order, slowest first: t, z, y, x, mu, row, column, (re, im):
 * links[((site * d + mu) * N * N + row * N + column) * 2 + (0: re, 1: im)], site = x + X * (y + Y * (z + Z * t)).
 * This is the order of ILDG binary data. U(1) has N = 1 and one complex phase per link.
 */
export interface GaugeConfiguration {
  readonly dims: readonly number[];
  /** N of U(1) (N = 1) or SU(N). */
  readonly colours: number;
  readonly links: Float64Array;
}

/** Number of sites. */
export const volumeOf = (dims: readonly number[]): number => dims.reduce((product, n) => product * n, 1);

/** Number of float64 values of a gauge field on `dims` with N = `colours`. */
export const linkValues = (dims: readonly number[], colours: number): number =>
  volumeOf(dims) * dims.length * colours * colours * 2;

/** A gauge field that can be read piece by piece, in the order of a GaugeConfiguration: what writers of files ask for. */
export interface LinkSource {
  readonly dims: readonly number[];
  readonly colours: number;
  /** Values `from` to `to` (exclusive); the next call may overwrite them. */
  values(from: number, to: number): Float64Array;
}

export const linkSourceOf = ({ dims, colours, links }: GaugeConfiguration): LinkSource => ({
  dims,
  colours,
  values: (from, to) => links.subarray(from, to),
});
