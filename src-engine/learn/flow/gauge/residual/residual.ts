/**
 * Masked stout step, in any dimension: links of one direction mu at the sites of one parity move along the gradient of a weighted sum of their plaquettes,
 *   U' = exp(TA(C U^dagger)) U,   C = sum_{nu != mu} rho_nu (staples of the plane (mu, nu)),   rho_nu = b tanh(w_nu),  b < 1/(2 (d - 1)),
 * whose staples hold no moving link: the Jacobian falls into blocks of one link each (stout-determinant.ts). With that b every block is 1 minus a contraction, so
 * the step is invertible, and its inverse and the adjoint of its inverse are limits of iterations. w = 0 is the identity.
 * R. Abbott et al., arXiv:2305.02402; C. Morningstar, M. Peardon, hep-lat/0311018. Proved by test/unit/engine/learn/flow/gauge/residual/residual.test.ts.
 */
import { invariant } from '../../../../base/invariant.ts';
import type { Field } from '../../../../lattice/lattice.ts';
import type { FlowLayer } from '../../../flow.ts';
import type { ParameterPiece, Parameters } from '../../../parameters.ts';
import type { Mask } from '../../masks.ts';
import type { LinkKind } from './link-kind.ts';
import { stoutKernels } from './stout-kernels.ts';

/** Largest sum of 2 |rho| over the planes of a link. */
const CONTRACTION = 0.98;
const TOLERANCE = { f64: 2e-15, f32: 1e-6 } as const;
const MOST_ITERATIONS = 2000;

export const makeResidual = (
  name: string,
  mask: Mask,
  mu: number,
  parameters: Parameters,
  kind: LinkKind,
): FlowLayer => {
  const { lattice, active } = mask;
  const dimensions = lattice.dims.length;
  const planes = dimensions - 1;
  const loopSize = 2 * kind.group.colours ** 2;
  const all = dimensions * kind.size;
  const kernels = stoutKernels(lattice, mu, kind);
  const known = parameters.pieces.find((p) => p.name === `${name}.weights`);
  const piece: ParameterPiece =
    known ?? parameters.add(`${name}.weights`, [planes], new Float32Array(planes));
  const loop = lattice.field(loopSize);
  let before: Field | undefined;

  const bound = CONTRACTION / (2 * planes);
  const own = (values: Float32Array): Float32Array =>
    values.subarray(piece.offset, piece.offset + piece.length);
  const weights = (): number[] => [...own(parameters.values())].map((w) => bound * Math.tanh(w));
  const remember = (x: Field): Field => {
    before ??= lattice.field(all);
    lattice.copy(x, before);
    return before;
  };
  /** Until nothing changes any more. */
  const iterate = (once: () => Float64Array, scale: number): void => {
    const tolerance = scale * TOLERANCE[lattice.layout.precision];
    for (let i = 0; i < MOST_ITERATIONS; i++) if (!(once()[0]! > tolerance)) return;
  };
  const largest = (field: Field): number =>
    lattice.kernel(
      `largest ${field.components}`,
      (k) => {
        const f = k.field('f', field.components);
        const sizes = Array.from({ length: field.components }, (_, c) => k.abs(k.load(f, k.here, c)));
        k.reduce(
          sizes.reduce((a, b) => k.max(a, b)),
          'max',
        );
      },
      { touch: false },
    )([field], { sites: active })[0]!;
  const handOn = (mBar: Field, bar: Field): void => {
    invariant(before, `${name}: backward without a pass that kept`);
    const params = weights();
    kernels.handToLinks([before, mBar, bar], { params });
    const slopes = kernels.weights([before, mBar], { sites: active });
    const gradient = own(parameters.gradient());
    const values = own(parameters.values());
    slopes.forEach((slope, i) => {
      gradient[i] = gradient[i]! + slope * bound * (1 - Math.tanh(values[i]!) ** 2);
    });
  };

  return {
    name,
    forward: (x, logJ, keep) => {
      if (keep) remember(x);
      kernels.loops([x, loop], { sites: active, params: weights() });
      kernels.step([x, loop, logJ], { sites: active });
    },
    inverse: (x, logJ, keep) => {
      const [staple, image, guess] = [
        lattice.field(loopSize),
        lattice.field(kind.size),
        lattice.field(kind.size),
      ];
      kernels.staples([x, staple, image, guess], { sites: active, params: weights() });
      iterate(() => kernels.approach([staple, image, guess], { sites: active }), 1);
      kernels.settle([x, staple, guess, loop, logJ], { sites: active });
      for (const field of [staple, image, guess]) lattice.release(field);
      if (keep) remember(x);
    },
    backward: (bar, weight) => {
      invariant(before, `${name}: backward without a pass that kept`);
      const mBar = mask.cotangent(loopSize);
      kernels.adjoint([before, loop, bar, weight, mBar], { sites: active });
      handOn(mBar, bar);
    },
    backwardInverse: (bar, weight) => {
      const links = before;
      invariant(links, `${name}: backward without a pass that kept`);
      const mBar = mask.cotangent(loopSize);
      const [g, lambda] = [lattice.field(kind.size), lattice.field(kind.size)];
      kernels.inverseAdjoint([links, loop, bar, weight, mBar, g, lambda], { sites: active });
      iterate(() => kernels.solve([links, loop, g, lambda], { sites: active }), largest(g));
      kernels.inverseFinish([links, loop, lambda, mBar, bar], { sites: active });
      for (const field of [g, lambda]) lattice.release(field);
      handOn(mBar, bar);
    },
    release: () => {
      lattice.release(loop);
      if (before) lattice.release(before);
      before = undefined;
    },
  };
};
