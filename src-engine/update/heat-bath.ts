/**
 * Heat bath: every link gets a new value from its exact conditional distribution exp(Re tr(U A)), A the staple sum with couplings.
 * SU(N): in the N(N-1)/2 subgroups SU(2) of N. Cabibbo and E. Marinari, Phys. Lett. B119 (1982) 387, in a fixed order; the part of U A that
 * an element g of a subgroup sees is Re tr(g U A) = a h0, h = g V, with V in SU(2) and a from its 2 x 2 block. U(1): the angle itself.
 * Draws: draw-su2.ts, draw-u1.ts. Test: test/unit/engine/update/heat-bath.test.ts and test/statistics/heat-bath.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { openings } from '../action/loop-action.ts';
import type { Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import {
  normalised,
  project,
  type Quaternion,
  rotateRows,
  subgroupsOf,
  timesAdjoint,
} from '../group/quaternion.ts';
import { type Complex, range } from '../kernel/complex.ts';
import type { Mask, Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { type QuickStream, quickStream } from '../random/quick.ts';
import { drawSu2 } from './draw-su2.ts';
import { drawU1 } from './draw-u1.ts';
import type { LinkState, LinkStep } from './link-kernel.ts';
import { factorsPerLink, type LinkUpdate, linkSweep } from './link-sweep.ts';
import { multiplyPhase, unitPhase } from './phase.ts';

export interface HeatBathOptions {
  /** Trials of each draw; chosen from the couplings when absent. Any number is exact. */
  readonly trials?: number;
}

export const heatBath = (
  action: GaugeAction,
  field: GaugeField,
  options: HeatBathOptions = {},
): Result<LinkUpdate> => {
  const { group } = field;
  const trials = options.trials ?? trialsFor(action);
  return linkSweep(action, field, {
    name: 'heat bath',
    key: `${trials} trials`,
    purpose: 'heatbath',
    random: true,
    params: [],
    attemptsPerLink: factorsPerLink(group),
    step: (k, state, stream) =>
      group.special
        ? subgroupStep(k, state, group, quickStream(stream!), trials)
        : angleStep(k, state, quickStream(stream!), trials),
  });
};

/**
 * Enough trials that about one draw in a thousand fails: by the largest weight a that a link of this action can have. At weak coupling the
 * first trial is nearly always kept, and a second one would cost far more than the links that stay.
 */
const trialsFor = (action: GaugeAction): number => {
  const { group, terms } = action.loops;
  if (!group.special) return 4;
  const largest = Math.max(
    ...range(action.loops.dimensions).map((mu) =>
      Math.abs(
        openings(action.loops, mu).reduce((s, o) => s + (2 * terms[o.term]!.coupling) / group.colours, 0),
      ),
    ),
  );
  if (largest > 10) return 1;
  return largest > 6 ? 2 : 4;
};

const refusedCount = (k: Tracer, accepted: Mask): Real => k.select(accepted, k.constant(0), k.constant(1));

const subgroupStep = (
  k: Tracer,
  { link, x }: LinkState,
  group: Group,
  quick: QuickStream,
  trials: number,
): LinkStep => {
  let u = link;
  let ua = x;
  let refused = k.constant(0);
  for (const rows of subgroupsOf(group.colours)) {
    const { norm, unit } = normalised(k, project(k, ua, rows));
    const { value, accepted } = drawSu2(k, quick, norm, trials);
    const g = timesAdjoint(k, value, unit).map((c, j) =>
      k.select(accepted, c, k.constant(j === 0 ? 1 : 0)),
    ) as unknown as Quaternion;
    u = rotateRows(k, u, rows, g);
    ua = rotateRows(k, ua, rows, g);
    refused = k.add(refused, refusedCount(k, accepted));
  }
  return { link: u, refused };
};

const angleStep = (k: Tracer, { link, x }: LinkState, quick: QuickStream, trials: number): LinkStep => {
  const { norm, unit } = unitPhase(k, x[0]![0]!);
  const { value, accepted } = drawU1(k, quick, norm, trials);
  // the new phase of U A is `value`: U' = value conj(unit) U
  const turn: Complex = {
    re: k.fma(value.re, unit.re, k.mul(value.im, unit.im)),
    im: k.fma(value.im, unit.re, k.mul(k.neg(value.re), unit.im)),
  };
  const g: Complex = {
    re: k.select(accepted, turn.re, k.constant(1)),
    im: k.select(accepted, turn.im, k.constant(0)),
  };
  return { link: multiplyPhase(k, g, link), refused: refusedCount(k, accepted) };
};
