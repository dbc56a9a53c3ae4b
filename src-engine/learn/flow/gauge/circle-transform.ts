/** Monotone maps of the circle onto itself, inside kernels: what moves a plaquette of U(1). */
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Moved } from '../coupling.ts';

/** Where to look for the x with value(x) = `target`; the value has opposite sides at both ends. */
export interface Bracket {
  readonly low: Real;
  readonly high: Real;
  readonly target: Real;
}

export interface CircleTransform {
  /** Says everything that the traced functions depend on. */
  readonly key: string;
  /** Numbers that the network says. */
  readonly parameters: number;
  /** x in [-pi, pi]; the value may be outside. Smooth on the circle. */
  forward(k: Tracer, x: Real, p: readonly Real[]): Moved;
  /** Of any real y. */
  readonly inverse:
    | { readonly kind: 'closed'; of(k: Tracer, y: Real, p: readonly Real[]): Real }
    | { readonly kind: 'bracketed'; of(k: Tracer, y: Real, p: readonly Real[]): Bracket };
}

/** x - 2 pi n in [-pi, pi]. */
export const wrapAngle = (k: Tracer, x: Real): Real => {
  const turns = k.nearest(k.mul(x, k.constant(1 / (2 * Math.PI))));
  return k.fma(k.constant(-2 * Math.PI), turns, x);
};

/** x - 2 pi n in [0, 2 pi]. */
export const wrapPositive = (k: Tracer, x: Real): Real => {
  const angle = wrapAngle(k, x);
  return k.select(k.lt(angle, k.constant(0)), k.add(angle, k.constant(2 * Math.PI)), angle);
};
