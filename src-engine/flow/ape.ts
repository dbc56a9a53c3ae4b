/**
 * APE smearing (M. Albanese et al., Phys. Lett. B192 (1987) 163): U' = projection of (1 - alpha) U + alpha / n (sum of the n staples) to
 * the group, all links at once; n = 2(d - 1), or 2(d - 2) for links in space with staples in space (`spatial`). Other codes write
 * U + c (staples): c = alpha / (n (1 - alpha)). Projection: nearest unitary matrix, then determinant one (projection.ts).
 * Tests: test/unit/engine/flow/smearing.test.ts (against plain matrix code, covariance, limits).
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { loadLink } from '../action/path-product.ts';
import { invariant } from '../base/invariant.ts';
import { adjoint, mscaleAdd, storeMatrix } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { copyGaugeField } from '../lattice/gauge-field.ts';
import { projectToGroup } from './projection.ts';
import { type SmearedLinks, smearedDirections, smearingAction } from './staples.ts';

export interface ApeOptions {
  /** 0 <= alpha <= 1 */
  readonly alpha: number;
  readonly steps: number;
  readonly links?: SmearedLinks;
  /** Called after each step with the number of steps done. */
  readonly onStep?: (done: number) => void;
}

/** to = (1 - alpha) from + alpha mean of staples, for links in `directions`. */
const average = (
  from: GaugeField,
  to: GaugeField,
  action: GaugeAction,
  directions: readonly number[],
  alpha: number,
): void => {
  const { lattice, group, links } = from;
  const kernel = lattice.kernel(`APE average ${action.key}`, (k) => {
    const out = k.field('average', links.components);
    const args = action.declare(k);
    const own = k.param();
    for (const mu of directions) {
      const staples = adjoint(k, action.staple(k, args, mu));
      const link = loadLink(k, args.u, k.here, mu);
      storeMatrix(k, out, mu * group.linkComponents, mscaleAdd(k, own, link, staples));
    }
  });
  // each link has two staples for every other direction that is smeared
  const scale = alpha / (2 * (directions.length - 1));
  kernel([to.links, ...action.fields(links)], { params: [...action.params(scale), 1 - alpha] });
};

/** A new gauge field, smeared; the caller releases its links. */
export const apeSmear = (
  field: GaugeField,
  { alpha, steps, links = 'all', onStep }: ApeOptions,
): GaugeField => {
  invariant(alpha >= 0 && alpha <= 1, `APE smearing with alpha = ${alpha}`);
  const action = smearingAction(field, links);
  const directions = smearedDirections(action);
  let smeared = copyGaugeField(field);
  let other = copyGaugeField(field);
  for (let i = 0; i < steps && directions.length > 0; i++) {
    average(smeared, other, action, directions, alpha);
    projectToGroup(other, directions);
    [smeared, other] = [other, smeared];
    onStep?.(i + 1);
  }
  field.lattice.release(other.links);
  return smeared;
};
