/**
 * Planar Wilson loops W(R, T) = Re tr / N of R x T loops, averaged over sites and planes: R in a spatial direction and T in time, or
 * (planes: 'all') over all ordered pairs of directions. Spatial links may be smeared ones; links in time are never smeared here.
 *
 * For each R the line S_R(x) is carried along time by D_T(x) = U(x - t)^+ D_{T-1}(x - t) U(x - t + R), D_0 = S_R, and
 * W(R, T) = <Re tr D_T(x) S_R(x)^+> / N: two matrix products per loop and four matrix fields, whatever R and T.
 * Loops longer than the lattice wind around it. Tests: test/golden/observable.test.ts (all 16 loops of a configuration of
 * QCDMeasurements.jl), test/unit/engine/observable/loops.test.ts.
 */
import { loadLink } from '../action/path-product.ts';
import {
  adjoint,
  loadMatrix,
  mmul,
  moveMatrix,
  realTraceMulAdjoint,
  storeMatrix,
} from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import { copyLine, extendLine, makeLine, shiftLine } from './lines.ts';

export interface WilsonLoopOptions {
  readonly maxR: number;
  readonly maxT: number;
  readonly planes?: 'time' | 'all';
  /** Where the links of R are taken from; default: the field itself. */
  readonly spatial?: GaugeField;
  /** Called after each loop of each plane. */
  readonly onLoop?: (done: number, total: number) => void;
}

export interface WilsonLoop {
  readonly r: number;
  readonly t: number;
  readonly value: number;
}

/** to(x) = U_t(x - t)^+ from(x - t) opposite(x - t); returns the sum over sites of Re tr to(x) start(x)^+. */
const carry = (
  { lattice, group, links }: GaugeField,
  time: number,
  fields: { readonly start: Field; readonly opposite: Field; readonly from: Field; readonly to: Field },
): number => {
  const kernel = lattice.kernel(`carry line ${time} ${group.name}`, (k) => {
    const u = { field: k.field('links', links.components), colours: group.colours };
    const [start, opposite, from, to] = ['start', 'opposite', 'from', 'to'].map((name) =>
      k.field(name, group.linkComponents),
    ) as [number, number, number, number];
    const before = k.shift(k.here, time, -1);
    const load = (f: number) => loadMatrix(k, f, before, 0, group.colours);
    const back = adjoint(k, loadLink(k, u, before, time));
    const carried = moveMatrix(k, mmul(k, mmul(k, back, load(from)), load(opposite)), k.here);
    storeMatrix(k, to, 0, carried);
    k.reduce(realTraceMulAdjoint(k, carried, loadMatrix(k, start, k.here, 0, group.colours)));
  });
  return kernel([links, fields.start, fields.opposite, fields.from, fields.to])[0]!;
};

/** Adds the loops with R along `mu` and T along `nu` to sums[(R-1) maxT + T-1]. */
const addPlane = (
  field: GaugeField,
  { maxR, maxT, spatial = field }: WilsonLoopOptions,
  mu: number,
  nu: number,
  sums: Float64Array,
  onLoop: () => void,
): void => {
  const { lattice } = field;
  let start = makeLine(field);
  let opposite = makeLine(field);
  let a = makeLine(field);
  let b = makeLine(field);
  copyLine(spatial, mu, start);
  copyLine(field, nu, opposite, mu);
  for (let r = 1; r <= maxR; r++) {
    let from = start;
    for (let t = 1; t <= maxT; t++) {
      const to = from === a ? b : a;
      sums[(r - 1) * maxT + t - 1]! += carry(field, nu, { start, opposite, from, to });
      from = to;
      onLoop();
    }
    if (r === maxR) break;
    extendLine(spatial, mu, start, a);
    shiftLine(field, mu, opposite, b);
    [start, a] = [a, start];
    [opposite, b] = [b, opposite];
  }
  for (const line of [start, opposite, a, b]) lattice.release(line);
};

/** W(R, T) for R = 1 .. maxR and T = 1 .. maxT, T running fastest. */
export const measureWilsonLoops = (field: GaugeField, options: WilsonLoopOptions): WilsonLoop[] => {
  const { lattice, group } = field;
  const { maxR, maxT, planes = 'time' } = options;
  const time = lattice.dims.length - 1;
  const directions = lattice.dims.map((_, mu) => mu);
  const pairs = directions.flatMap((nu) =>
    planes === 'time' && nu !== time
      ? []
      : directions.filter((mu) => mu !== nu).map((mu) => [mu, nu] as const),
  );
  const sums = new Float64Array(maxR * maxT);
  const total = pairs.length * sums.length;
  let done = 0;
  const onLoop = (): void => options.onLoop?.(++done, total);
  for (const [mu, nu] of pairs) addPlane(field, options, mu, nu, sums, onLoop);
  const scale = 1 / (pairs.length * lattice.volume * group.colours);
  return Array.from(sums, (sum, i) => ({
    r: Math.floor(i / maxT) + 1,
    t: (i % maxT) + 1,
    value: sum * scale,
  }));
};
