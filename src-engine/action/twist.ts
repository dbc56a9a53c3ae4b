/**
 * Twisted boundary conditions ('t Hooft flux): periodic links, and every loop multiplied by the centre element of the flux it encloses.
 * The flux sits on the plaquettes of plane (mu, nu) at x_mu = L_mu - 1, x_nu = L_nu - 1, each of which gets exp(2 pi i n_{mu nu} / N);
 * a loop gets one factor for each time its projection on the plane winds around such a point (G. 't Hooft, Nucl. Phys. B153 (1979) 141;
 * M. Garcia Perez, A. Gonzalez-Arroyo, arXiv:1406.5655, eq. 2.6).
 */
import { axisOf, type Path } from './path.ts';

export interface Flux {
  readonly mu: number;
  readonly nu: number;
  /** Units of flux; counts modulo N. */
  readonly units: number;
}

/** Winding of a closed path from `origin` around the flux points of plane (mu, nu). */
const windings = (
  path: Path,
  origin: readonly number[],
  dims: readonly number[],
  mu: number,
  nu: number,
): number => {
  const x = origin.slice();
  let count = 0;
  for (const step of path) {
    const axis = axisOf(step);
    const sign = Math.sign(step);
    if (axis === nu) {
      const row = sign > 0 ? x[nu]! : x[nu]! - 1;
      if (modulo(row, dims[nu]!) === dims[nu]! - 1) count += sign * Math.floor(x[mu]! / dims[mu]!);
    }
    x[axis]! += sign;
  }
  return count;
};

const modulo = (a: number, n: number): number => ((a % n) + n) % n;

/** (re, im) of the phase of a loop that starts at `origin`. */
export const loopPhase = (
  path: Path,
  origin: readonly number[],
  dims: readonly number[],
  fluxes: readonly Flux[],
  colours: number,
): readonly [number, number] => {
  let units = 0;
  for (const { mu, nu, units: n } of fluxes) units += n * windings(path, origin, dims, mu, nu);
  const angle = (2 * Math.PI * modulo(units, colours)) / colours;
  return [Math.cos(angle), Math.sin(angle)];
};
