/**
 * Over-relaxation: every link goes to the mirror image of equal action (M. Creutz, Phys. Rev. D36 (1987) 515; F. Brown and T. Woch,
 * Phys. Rev. Lett. 58 (1987) 2394). In each SU(2) subgroup Re tr(g U A) = a h0 with h = g V; the present h = V goes to V^dagger, so
 * g = V^dagger V^dagger: for SU(2), U -> W U^dagger W. SU(N): the subgroups of Cabibbo and Marinari one after the other. U(1): the phase of
 * U A changes sign. No random numbers; S is unchanged up to rounding. Test: test/unit/engine/update/over-relaxation.test.ts.
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import type { Result } from '../base/result.ts';
import type { Group } from '../group/group.ts';
import { normalised, project, type Quaternion, rotateRows, subgroupsOf } from '../group/quaternion.ts';
import { cmul, conj, type Matrix } from '../kernel/complex.ts';
import type { Tracer } from '../kernel/tracer.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { factorsPerLink, type LinkUpdate, linkSweep } from './link-sweep.ts';
import { multiplyPhase, unitPhase } from './phase.ts';

export const overRelaxation = (action: GaugeAction, field: GaugeField): Result<LinkUpdate> =>
  linkSweep(action, field, {
    name: 'over-relaxation',
    key: '',
    purpose: 'overrelaxation',
    random: false,
    params: [],
    attemptsPerLink: factorsPerLink(field.group),
    step: (k, { link, x }) => ({
      link: field.group.special ? reflectSubgroups(k, link, x, field.group) : reflectAngle(k, link, x),
    }),
  });

const reflectSubgroups = (k: Tracer, link: Matrix, x: Matrix, group: Group): Matrix => {
  let u = link;
  let ua = x;
  for (const rows of subgroupsOf(group.colours)) {
    const [v0, v1, v2, v3] = normalised(k, project(k, ua, rows)).unit;
    // (v0 - i v.sigma)^2 = 2 v0^2 - 1 - 2 i v0 v.sigma
    const twice = k.mul(k.constant(2), v0);
    const back = k.neg(twice);
    const g: Quaternion = [
      k.fma(twice, v0, k.constant(-1)),
      k.mul(back, v1),
      k.mul(back, v2),
      k.mul(back, v3),
    ];
    u = rotateRows(k, u, rows, g);
    ua = rotateRows(k, ua, rows, g);
  }
  return u;
};

const reflectAngle = (k: Tracer, link: Matrix, x: Matrix): Matrix => {
  const back = conj(k, unitPhase(k, x[0]![0]!).unit);
  return multiplyPhase(k, cmul(k, back, back), link);
};
