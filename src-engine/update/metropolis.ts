/**
 * Metropolis: at every link a few proposals U -> g U with g near one, each kept with probability min(1, exp(-dS))
 * (N. Metropolis et al., J. Chem. Phys. 21 (1953) 1087), in double precision.
 * SU(N): g in one SU(2) subgroup after the other, exp(i width n.sigma / 2) with n normal; U(1): exp(i width n). g and its inverse are
 * equally likely, and the subgroups generate the group. dS = -Re tr((g - 1) U A). A hit proposes once in every subgroup.
 * Test: test/unit/engine/update/metropolis.test.ts and test/statistics/metropolis.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { MAX_PROPOSALS } from '../api/spec/limits.ts';
import { fail, type Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import { project, type Quaternion, rotateRows, subgroupsOf } from '../group/quaternion.ts';
import { type Complex, cmul, type Matrix, range } from '../kernel/complex.ts';
import { exp, sincos } from '../kernel/math.ts';
import type { Mask, Real, Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { gaussians, type KernelStream, uniforms } from '../random/stream.ts';
import type { LinkStep } from './link-kernel.ts';
import { factorsPerLink, type LinkUpdate, linkSweep } from './link-sweep.ts';
import { multiplyPhase } from './phase.ts';

export interface MetropolisOptions {
  /** Proposals per link and subgroup in one sweep. */
  readonly hits: number;
  /** Size of the proposals: standard deviation of each angle. */
  readonly width: number;
}

export const metropolis = (
  action: GaugeAction,
  field: GaugeField,
  { hits, width }: MetropolisOptions,
): Result<LinkUpdate> => {
  const { group } = field;
  const most = Math.floor(MAX_PROPOSALS / factorsPerLink(group));
  if (!Number.isInteger(hits) || hits < 1 || hits > most) {
    return fail(
      'spec.outOfRange',
      `metropolis takes 1 to ${most} hits per link for ${group.name}, not ${hits}.`,
      'Do more sweeps instead of more hits.',
    );
  }
  return linkSweep(action, field, {
    name: 'metropolis',
    key: `${hits} hits`,
    purpose: 'metropolis',
    random: true,
    params: [width],
    attemptsPerLink: hits * factorsPerLink(group),
    step: (k, state, stream, params) => {
      let link = state.link;
      let x = state.x;
      let refused: Real = k.constant(0);
      const hit = group.special ? hitSubgroups : hitAngle;
      for (const _ of range(hits)) {
        const next = hit(k, link, x, group, stream!, params[0]!);
        [link, x] = [next.link, next.x];
        refused = k.add(refused, next.refused);
      }
      return { link, refused } satisfies LinkStep;
    },
  });
};

interface Hit {
  readonly link: Matrix;
  readonly x: Matrix;
  readonly refused: Real;
}

/** Whether a change that raises Re tr(U A) by `gain` is kept. */
const accepts = (k: Tracer, stream: KernelStream, gain: Real): Mask =>
  k.lt(uniforms(k, stream, 1)[0]!, exp(k, k.min(gain, k.constant(0))));

const count = (k: Tracer, kept: Mask): Real => k.select(kept, k.constant(0), k.constant(1));

const hitSubgroups = (
  k: Tracer,
  link: Matrix,
  x: Matrix,
  group: Group,
  stream: KernelStream,
  width: Real,
): Hit => {
  let hit: Hit = { link, x, refused: k.constant(0) };
  for (const rows of subgroupsOf(group.colours)) {
    const g = nearOne(k, stream, width);
    const [v0, v1, v2, v3] = project(k, hit.x, rows);
    const after = k.fma(g[0], v0, k.neg(k.fma(g[1], v1, k.fma(g[2], v2, k.mul(g[3], v3)))));
    const kept = accepts(k, stream, k.sub(after, v0));
    const chosen = g.map((c, i) => k.select(kept, c, k.constant(i === 0 ? 1 : 0))) as unknown as Quaternion;
    hit = {
      link: rotateRows(k, hit.link, rows, chosen),
      x: rotateRows(k, hit.x, rows, chosen),
      refused: k.add(hit.refused, count(k, kept)),
    };
  }
  return hit;
};

/** exp(i width n.sigma / 2) */
const nearOne = (k: Tracer, stream: KernelStream, width: Real): Quaternion => {
  const n = gaussians(k, stream, 3);
  const half = k.mul(k.constant(0.5), width);
  const length = k.sqrt(k.fma(n[0]!, n[0]!, k.fma(n[1]!, n[1]!, k.mul(n[2]!, n[2]!))));
  const { sin, cos } = sincos(k, k.mul(half, length));
  const ratio = k.div(sin, length);
  return [cos, k.mul(ratio, n[0]!), k.mul(ratio, n[1]!), k.mul(ratio, n[2]!)];
};

const hitAngle = (
  k: Tracer,
  link: Matrix,
  x: Matrix,
  _group: Group,
  stream: KernelStream,
  width: Real,
): Hit => {
  const { sin, cos } = sincos(k, k.mul(width, gaussians(k, stream, 1)[0]!));
  const now = x[0]![0]!;
  const after = cmul(k, { re: cos, im: sin }, now);
  const kept = accepts(k, stream, k.sub(after.re, now.re));
  const g: Complex = {
    re: k.select(kept, cos, k.constant(1)),
    im: k.select(kept, sin, k.constant(0)),
  };
  return { link: multiplyPhase(k, g, link), x: multiplyPhase(k, g, x), refused: count(k, kept) };
};
