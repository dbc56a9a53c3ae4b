/**
 * The x with value(x) = y of a monotone transform, at all active sites: Newton's method kept inside a shrinking bracket, halving where a step would leave it.
 * One step per launch, until every site is at rounding. Proved by test/unit/engine/learn/flow/gauge/circle-transform.test.ts.
 */
import { exp } from '../../../kernel/math.ts';
import type { Real, Tracer } from '../../../kernel/tracer.ts';
import type { Field, Lattice, SiteList } from '../../../lattice/lattice.ts';
import type { CircleTransform } from './circle-transform.ts';

/** Halving alone ends within as many. */
const MOST_STEPS = 64;
const TOLERANCE = { f64: 4e-15, f32: 2e-6 } as const;

export type FindPreimage = (y: Field, parameters: Field, x: Field, sites: SiteList) => void;

const load = (k: Tracer, field: number): Real[] =>
  Array.from({ length: k.components(field) }, (_, c) => k.load(field, k.here, c));

/** x <- preimage of y, both of one number per site. */
export const makeFindPreimage = (
  lattice: Lattice,
  { key, parameters, forward, inverse }: CircleTransform,
): FindPreimage => {
  if (inverse.kind === 'closed') {
    const closed = lattice.kernel(`preimage ${key}`, (k) => {
      const [y, p, x] = [k.field('y', 1), k.field('p', parameters), k.field('x', 1)];
      k.store(x, 0, inverse.of(k, k.load(y, k.here, 0), load(k, p)));
    });
    return (y, p, x, sites) => {
      closed([y, p, x], { sites });
    };
  }
  const start = lattice.kernel(`preimage bracket ${key}`, (k) => {
    const [y, p, x, state] = [
      k.field('y', 1),
      k.field('p', parameters),
      k.field('x', 1),
      k.field('state', 3),
    ];
    const { low, high, target } = inverse.of(k, k.load(y, k.here, 0), load(k, p));
    [low, high, target].forEach((value, c) => k.store(state, c, value));
    k.store(x, 0, k.mul(k.constant(0.5), k.add(low, high)));
  });
  const step = lattice.kernel(`preimage step ${key}`, (k) => {
    const [p, xs, state] = [k.field('p', parameters), k.field('x', 1), k.field('state', 3)];
    const [low, high, target] = load(k, state) as [Real, Real, Real];
    const x = k.load(xs, k.here, 0);
    const { value, logSlope } = forward(k, x, load(k, p));
    const excess = k.sub(value, target);
    const below = k.lt(excess, k.constant(0));
    const [left, right] = [k.select(below, x, low), k.select(below, high, x)];
    const newton = k.sub(x, k.mul(excess, exp(k, k.neg(logSlope))));
    const inside = k.and(k.le(left, newton), k.le(newton, right));
    const next = k.select(inside, newton, k.mul(k.constant(0.5), k.add(left, right)));
    k.store(xs, 0, next);
    k.store(state, 0, left);
    k.store(state, 1, right);
    k.reduce(k.min(k.abs(excess), k.abs(k.sub(next, x))), 'max');
  });
  return (y, p, x, sites) => {
    const state = lattice.field(3);
    start([y, p, x, state], { sites });
    const tolerance = TOLERANCE[lattice.layout.precision];
    for (let i = 0; i < MOST_STEPS; i++) if (step([p, x, state], { sites })[0]! <= tolerance) break;
    lattice.release(state);
  };
};
