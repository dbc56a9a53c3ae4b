/**
 * The kernels of a spectral coupling (spectral-coupling.ts). With W = V diag(exp(i theta)) V^dagger the plaquette that begins with the moving link U,
 *   U' = E U,  E = V diag(e) V^dagger,  e_j = exp(i (theta_j' - theta_j)),
 * and cotangents in the basis V: for the change X = V^dagger (W^dagger dW) V of W,
 *   (V^dagger dE V)_jk = D_jk (V^dagger dW V)_jk,  D_jk = (e_j - e_k)/(lambda_j - lambda_k)  (j != k),   i dtheta_j = X_jj,
 * with D as a ratio of sines, which is finite where eigenvalues coincide (D. Boyda et al., arXiv:2008.05456; Yu. Daletskii, S. Krein, 1956).
 */
import { pathProduct } from '../../../../action/path-product.ts';
import { gradient } from '../../../../kernel/adjoint.ts';
import {
  adjoint,
  type Complex,
  cmul,
  conj,
  cscale,
  loadMatrix,
  type Matrix,
  mmul,
  range,
  storeMatrix,
} from '../../../../kernel/complex.ts';
import { sin } from '../../../../kernel/math.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import type { Kernel, Lattice } from '../../../../lattice/lattice.ts';
import type { Direction } from '../../two-way-layer.ts';
import type { Cell } from './cell.ts';
import { PLAQUETTE } from './spectral-features.ts';
import { anglesBarOf, anglesOf, compose, gapsBarOf, phaseOf, type Spectrum, spectrumOf } from './spectrum.ts';

export interface SpectralKernels {
  /** (links, spectrum) */
  readonly spectrum: Kernel;
  /** (links, spectrum, p, logJ) */
  readonly move: Readonly<Record<Direction, Kernel>>;
  /** (links before, spectrum, p, bar, weight, pBar, plaquetteBar, gapsBar) */
  readonly adjoint: Readonly<Record<Direction, Kernel>>;
}

const TINY = { f64: 1e-150, f32: 1e-18 } as const;

/** `said`: numbers that the network says, those of the map first. */
export const spectralKernels = (
  lattice: Lattice,
  mu: 0 | 1,
  cell: Cell,
  said = cell.parameters,
): SpectralKernels => {
  const n = cell.colours;
  const size = 2 * n * n;
  const gaps = n - 1;
  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`spectral ${what}`, body, { touch: false });
  const keyed = `${cell.key} ${mu} of ${said}`;
  const all = (k: Tracer, field: number, first = 0, count = k.components(field)): Real[] =>
    range(count).map((c) => k.load(field, k.here, first + c));
  const loadSpectrum = (k: Tracer, field: number): Spectrum => ({
    gaps: all(k, field, 0, gaps),
    vectors: loadMatrix(k, field, k.here, gaps, n),
  });
  const link = (k: Tracer, field: number): Matrix => loadMatrix(k, field, k.here, mu * size, n);
  const changes = (k: Tracer, before: readonly Real[], after: readonly Real[]): Real[] => {
    const from = anglesOf(k, before);
    return anglesOf(k, after).map((x, i) => k.sub(x, from[i]!));
  };

  const spectrum = kernel(`spectrum ${n} ${mu}`, (k) => {
    const [links, out] = [k.field('links', 2 * size), k.field('spectrum', gaps + size)];
    const path = mu === 0 ? PLAQUETTE : [2, 1, -2, -1];
    const found = spectrumOf(k, pathProduct(k, { field: links, colours: n }, k.here, path));
    found.gaps.forEach((g, c) => k.store(out, c, g));
    storeMatrix(k, out, gaps, found.vectors);
  });
  const move = (direction: Direction): Kernel =>
    kernel(`${direction} ${keyed}`, (k) => {
      const [links, spectra] = [k.field('links', 2 * size), k.field('spectrum', gaps + size)];
      const [p, logJ] = [k.field('p', said), k.field('logJ', 1)];
      const { gaps: before, vectors } = loadSpectrum(k, spectra);
      const moved = cell.move(k, direction, before, all(k, p, 0, cell.parameters));
      const turn = changes(k, before, moved.gaps).map((x) => phaseOf(k, x));
      storeMatrix(k, links, mu * size, mmul(k, compose(k, vectors, turn), link(k, links)));
      k.store(logJ, 0, k.add(k.load(logJ, k.here, 0), moved.logJ));
    });
  const adjointOf = (direction: Direction): Kernel =>
    kernel(`${direction} adjoint ${keyed}`, (k) => {
      const [links, spectra] = [k.field('links', 2 * size), k.field('spectrum', gaps + size)];
      const [p, bar] = [k.field('p', said), k.field('bar', 2 * size)];
      const weight = k.field('weight', 1);
      const pBar = k.field('pBar', said);
      const [plaquetteBar, gapsBar] = [k.field('plaquetteBar', size), k.field('gapsBar', gaps)];
      const move = (kk: Tracer) =>
        cell.move(kk, direction, all(kk, spectra, 0, gaps), all(kk, p, 0, cell.parameters));

      // the cotangent of E in the basis V, and of the new gaps
      const { gaps: before, vectors } = loadSpectrum(k, spectra);
      const turn = changes(k, before, move(k).gaps).map((x) => phaseOf(k, x));
      const eBar = mmul(k, link(k, bar), adjoint(k, link(k, links)));
      const y = mmul(k, mmul(k, adjoint(k, vectors), eBar), vectors);
      storeMatrix(k, plaquetteBar, 0, y);
      const turnBar = turn.map((e, i) => cmul(k, y[i]![i]!, conj(k, e)).im);
      gapsBarOf(k, turnBar).forEach((x, c) => k.store(gapsBar, c, x));
      k.nextPass();

      const loss = (kk: Tracer): Real => {
        const moved = move(kk);
        return moved.gaps.reduce(
          (sum, g, c) => kk.fma(kk.load(gapsBar, kk.here, c), g, sum),
          kk.mul(kk.load(weight, kk.here, 0), moved.logJ),
        );
      };
      gradient(k, loss, p)
        .slice(0, cell.parameters)
        .forEach((x, c) => k.store(pBar, c, x));
      gradient(k, loss, spectra)
        .slice(0, gaps)
        .forEach((x, c) => k.store(gapsBar, c, k.sub(x, k.load(gapsBar, k.here, c))));
      k.nextPass();

      finishAdjoint(k, { links, spectra, bar, plaquetteBar, gapsBar }, (kk, old) =>
        changes(kk, old, move(kk).gaps),
      );
    });

  interface Finished {
    readonly links: number;
    readonly spectra: number;
    readonly bar: number;
    readonly plaquetteBar: number;
    readonly gapsBar: number;
  }
  /** bar of the moving link <- E^dagger bar; plaquetteBar <- cotangent of the plaquette (1, 2, -1, -2). */
  const finishAdjoint = (
    k: Tracer,
    { spectra, bar, plaquetteBar, gapsBar }: Finished,
    changesOf: (k: Tracer, gaps: readonly Real[]) => Real[],
  ): void => {
    const { gaps: before, vectors } = loadSpectrum(k, spectra);
    const change = changesOf(k, before);
    const turn = change.map((x) => phaseOf(k, x));
    storeMatrix(k, bar, mu * size, mmul(k, adjoint(k, compose(k, vectors, turn)), link(k, bar)));
    const y = loadMatrix(k, plaquetteBar, k.here, 0, n);
    const angles = anglesOf(k, before);
    const half = (x: Real): Real => k.mul(k.constant(0.5), x);
    const divided = (i: number, j: number): Complex => {
      const gap = sin(k, half(k.sub(angles[j]!, angles[i]!)));
      const ratio = k.div(
        sin(k, half(k.sub(change[j]!, change[i]!))),
        k.max(gap, k.constant(TINY[k.precision])),
      );
      // exp(i of the mean change less the mean angle)
      const mean = half(k.sub(k.add(change[i]!, change[j]!), k.add(angles[i]!, angles[j]!)));
      return cscale(k, ratio, phaseOf(k, mean));
    };
    const anglesBar = anglesBarOf(k, all(k, gapsBar));
    const rotated: Complex[][] = y.map((row) => row.slice());
    range(n).forEach((i) => {
      const { re, im } = phaseOf(k, angles[i]!);
      rotated[i]![i] = { re: k.neg(k.mul(im, anglesBar[i]!)), im: k.mul(re, anglesBar[i]!) };
      for (let j = i + 1; j < n; j++) {
        const d = conj(k, divided(i, j));
        rotated[i]![j] = cmul(k, d, y[i]![j]!);
        rotated[j]![i] = cmul(k, d, y[j]![i]!);
      }
    });
    const w = mmul(k, mmul(k, vectors, rotated), adjoint(k, vectors));
    storeMatrix(k, plaquetteBar, 0, mu === 0 ? w : adjoint(k, w));
  };

  return {
    spectrum,
    move: { forward: move('forward'), inverse: move('inverse') },
    adjoint: { forward: adjointOf('forward'), inverse: adjointOf('inverse') },
  };
};
