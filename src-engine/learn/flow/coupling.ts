/**
 * Coupling of a real scalar field: at active sites x' = g(x; p), monotone in x, with numbers p(y) that a network makes of the frozen field y
 * (zero at active sites), so log |det| = sum over active sites of log g'. L. Dinh et al., arXiv:1605.08803; on lattices arXiv:1904.12072.
 * The transform is traced; its adjoint is derived, for the map and for its inverse.
 * Proved by test/unit/engine/learn/flow/{affine,spline}.test.ts.
 */
import { invariant } from '../../base/invariant.ts';
import { gradient } from '../../kernel/adjoint.ts';
import type { Real, Tracer } from '../../kernel/tracer.ts';
import type { Field, Kernel } from '../../lattice/lattice.ts';
import type { FlowLayer } from '../flow.ts';
import type { Network } from '../network.ts';
import type { Mask } from './masks.ts';
import { type Direction, twoWayLayer } from './two-way-layer.ts';

export interface Moved {
  readonly value: Real;
  /** log of the derivative. */
  readonly logSlope: Real;
}
/** A monotone function of one number, given `parameters` others. */
export interface Transform {
  /** Says everything that the traced functions depend on. */
  readonly key: string;
  readonly parameters: number;
  forward(k: Tracer, x: Real, p: readonly Real[]): Moved;
  inverse(k: Tracer, x: Real, p: readonly Real[]): Moved;
}

export const makeCoupling = (name: string, mask: Mask, network: Network, transform: Transform): FlowLayer => {
  const { lattice, conditioner } = mask;
  const n = transform.parameters;
  invariant(
    network.inputs === 1 && network.outputs === n,
    `${name}: the network does not fit ${transform.key}`,
  );
  let before: Field | undefined;
  let said: Field | undefined;

  const kernel = (what: string, body: (k: Tracer) => void): Kernel =>
    lattice.kernel(`coupling ${what}`, body, { touch: false });
  const loadAll = (k: Tracer, field: number): Real[] =>
    Array.from({ length: n }, (_, c) => k.load(field, k.here, c));

  const copy = kernel('copy', (k) => {
    const from = k.field('from', 1);
    const to = k.field('to', 1);
    k.store(to, 0, k.load(from, k.here, 0));
  });
  const add = kernel('add', (k) => {
    const from = k.field('from', 1);
    const to = k.field('to', 1);
    k.store(to, 0, k.add(k.load(to, k.here, 0), k.load(from, k.here, 0)));
  });
  const mover = (direction: Direction, keep: boolean): Kernel =>
    kernel(`${transform.key} ${direction}${keep ? ' keep' : ''}`, (k) => {
      const x = k.field('x', 1);
      const p = k.field('p', n);
      const logJ = k.field('logJ', 1);
      const kept = keep ? k.field('kept', 1) : undefined;
      const value = k.load(x, k.here, 0);
      const moved = transform[direction](k, value, loadAll(k, p));
      const density = k.add(k.load(logJ, k.here, 0), moved.logSlope);
      if (kept !== undefined) k.store(kept, 0, value);
      k.store(x, 0, moved.value);
      k.store(logJ, 0, density);
    });
  const adjoint = (direction: Direction): Kernel =>
    kernel(`${transform.key} ${direction} adjoint`, (k) => {
      const x = k.field('x', 1);
      const p = k.field('p', n);
      const weight = k.field('weight', 1);
      const bar = k.field('bar', 1);
      const pBar = k.field('pBar', n);
      const loss = (kk: Tracer): Real => {
        const { value, logSlope } = transform[direction](kk, kk.load(x, kk.here, 0), loadAll(kk, p));
        return kk.fma(kk.load(bar, kk.here, 0), value, kk.mul(kk.load(weight, kk.here, 0), logSlope));
      };
      const slopes = gradient(k, loss, p);
      const [xBar] = gradient(k, loss, x) as [Real];
      slopes.forEach((s, c) => k.store(pBar, c, s));
      k.store(bar, 0, xBar);
    });
  const kernels = {
    forward: { drop: mover('forward', false), keep: mover('forward', true), adjoint: adjoint('forward') },
    inverse: { drop: mover('inverse', false), keep: mover('inverse', true), adjoint: adjoint('inverse') },
  };

  const run = (direction: Direction, x: Field, logJ: Field, keep: boolean): void => {
    copy([x, conditioner], { sites: mask.frozen });
    const p = network.forward(conditioner, keep);
    if (!keep) {
      kernels[direction].drop([x, p, logJ], { sites: mask.active });
      return;
    }
    before ??= lattice.field(1);
    said = p;
    kernels[direction].keep([x, p, logJ, before], { sites: mask.active });
  };
  const back = (direction: Direction, bar: Field, weight: Field): void => {
    invariant(before && said, `${name}: backward without a pass that kept`);
    const pBar = mask.cotangent(n);
    kernels[direction].adjoint([before, said, weight, bar, pBar], { sites: mask.active });
    add([network.backward(pBar), bar], { sites: mask.frozen });
  };
  return twoWayLayer({
    name,
    run,
    back,
    release: () => {
      if (before) lattice.release(before);
      before = undefined;
      network.release();
    },
  });
};
