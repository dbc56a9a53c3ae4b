/** The Euclidean norm of a gradient, and clipping as PyTorch does it. Proved by test/unit/engine/learn/optimise/adam.test.ts. */

/** In double precision. */
export const gradientNorm = (gradient: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!;
  return Math.sqrt(sum);
};

/** Added to the norm, so that the clipped one is not above the limit. */
const MARGIN = 1e-6;

/** Factor of the gradient that makes its norm at most `largest`; 1 where `largest` is 0: no limit. */
export const clippingScale = (norm: number, largest: number): number =>
  largest > 0 ? Math.min(1, largest / (norm + MARGIN)) : 1;
