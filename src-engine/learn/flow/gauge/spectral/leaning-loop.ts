/**
 * The loop that a coupling of a sweep moves: with the staples A above and B below (staples.ts) and w = w_0 + a number that the network says,
 *   W = U S,   S = A exp(w' TA(A^dagger B)),   w' = w / sqrt(1 + w^2/4).
 * A field of independent plaquettes, given what stays, has U distributed by Re tr U A and, less, by Re tr U B: eigenvalues of U A alone cannot follow the second.
 * S leans from A to B and is an element of the group; it does not contain U. Of the staples the network sees tr(A^dagger B)/N, the strip of all plaquettes around U.
 * Proved by test/unit/engine/learn/flow/gauge/spectral/sweep-coupling.test.ts.
 */

import { scaleAlgebra, tracelessAntiHermitian } from '../../../../group/algebra.ts';
import { exponential } from '../../../../group/exponential.ts';
import { su } from '../../../../group/group.ts';
import { gradient } from '../../../../kernel/adjoint.ts';
import {
  adjoint,
  loadMatrix,
  type Matrix,
  mmul,
  range,
  realTraceMulAdjoint,
  storeMatrix,
  trace,
} from '../../../../kernel/complex.ts';
import type { Real, Tracer } from '../../../../kernel/tracer.ts';
import type { Kernel, Lattice } from '../../../../lattice/lattice.ts';
import { numbersOfLoop } from './spectral-features.ts';
import { spectrumOf } from './spectrum.ts';

export interface LeaningKernels {
  /** (staples, features) */
  readonly features: Kernel;
  /** (staples, featuresBar, staplesBar): adds. */
  readonly featuresBack: Kernel;
  /** (links, staples, said, spectrum), w_0 */
  readonly spectrum: Kernel;
  /** (links, staples, said, loopBar, saidBar, staplesBar, bar), w_0: bar of the moving links is added to, the others are written. */
  readonly loopBack: Kernel;
}

/** `said`: numbers that the network says, w the last of them. */
export const leaningKernels = (lattice: Lattice, colours: number, said: number): LeaningKernels => {
  const size = 2 * colours ** 2;
  const numbers = numbersOfLoop(colours);
  const group = su(colours);
  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`leaning ${what} ${colours} of ${said}`, body, { touch: false });
  const pairOf = (k: Tracer, staples: number): [a: Matrix, b: Matrix] => [
    loadMatrix(k, staples, k.here, 0, colours),
    loadMatrix(k, staples, k.here, size, colours),
  ];
  const loopOf = (k: Tracer, links: number, staples: number, numbersSaid: number, lean: Real): Matrix => {
    const [a, b] = pairOf(k, staples);
    const w = k.add(lean, k.load(numbersSaid, k.here, said - 1));
    const bounded = k.div(w, k.sqrt(k.fma(k.mul(w, k.constant(0.25)), w, k.constant(1))));
    const turn = tracelessAntiHermitian(k, mmul(k, adjoint(k, a), b), group);
    const staple = mmul(k, a, exponential(k, scaleAlgebra(k, bounded, turn), group));
    return mmul(k, loadMatrix(k, links, k.here, 0, colours), staple);
  };
  const stripOf = (k: Tracer, staples: number): Real[] => {
    const [a, b] = pairOf(k, staples);
    const { re, im } = trace(k, mmul(k, adjoint(k, a), b));
    return [re, im].slice(0, numbers).map((x) => k.mul(k.constant(1 / colours), x));
  };

  return {
    features: kernel('features', (k) => {
      const [staples, out] = [k.field('staples', 2 * size), k.field('features', numbers)];
      stripOf(k, staples).forEach((x, c) => k.store(out, c, x));
    }),
    featuresBack: kernel('features back', (k) => {
      const [staples, from] = [k.field('staples', 2 * size), k.field('featuresBar', numbers)];
      const to = k.field('staplesBar', 2 * size);
      const sum = (kk: Tracer): Real =>
        stripOf(kk, staples)
          .map((x, c) => kk.mul(kk.load(from, kk.here, c), x))
          .reduce((x, y) => kk.add(x, y));
      gradient(k, sum, staples).forEach((slope, c) => k.store(to, c, k.add(k.load(to, k.here, c), slope)));
    }),
    spectrum: kernel('spectrum', (k) => {
      const [links, staples] = [k.field('links', 2 * size), k.field('staples', 2 * size)];
      const [numbersSaid, out] = [k.field('said', said), k.field('spectrum', colours - 1 + size)];
      const found = spectrumOf(k, loopOf(k, links, staples, numbersSaid, k.param()));
      found.gaps.forEach((g, c) => k.store(out, c, g));
      storeMatrix(k, out, colours - 1, found.vectors);
    }),
    loopBack: kernel('loop back', (k) => {
      const [links, staples] = [k.field('links', 2 * size), k.field('staples', 2 * size)];
      const [numbersSaid, loopBar] = [k.field('said', said), k.field('loopBar', size)];
      const [saidBar, staplesBar] = [k.field('saidBar', said), k.field('staplesBar', 2 * size)];
      const bar = k.field('bar', 2 * size);
      const lean = k.param();
      const sum = (kk: Tracer): Real =>
        realTraceMulAdjoint(
          kk,
          loopOf(kk, links, staples, numbersSaid, lean),
          loadMatrix(kk, loopBar, kk.here, 0, colours),
        );
      k.store(saidBar, said - 1, gradient(k, sum, numbersSaid)[said - 1]!);
      gradient(k, sum, staples).forEach((slope, c) => k.store(staplesBar, c, slope));
      const slopes = gradient(k, sum, links);
      for (const c of range(size)) k.store(bar, c, k.add(k.load(bar, k.here, c), slopes[c]!));
    }),
  };
};
