/**
 * APE smearing (M. Albanese et al., Phys. Lett. B192 (1987) 163): U' = projection of (1 - alpha) U + alpha / n (sum of the n staples) to
 * the group, all links at once; n = 2(d - 1), or 2(d - 2) for links in space with staples in space (`spatial`). Other codes write
 * U + c (staples): c = alpha / (n (1 - alpha)). Projection: nearest unitary matrix, then determinant one (projection.ts).
 * Tests: test/unit/engine/flow/smearing.test.ts (against plain matrix code, covariance, limits).
 */
import type { GaugeAction } from '../action/gauge-action.ts';
import { loadLink } from '../action/path-product.ts';
import { invariant } from '../base/invariant.ts';
import { adjoint, mscaleAdd, range, storeMatrix } from '../kernel/complex.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { copyGaugeField } from './generator.ts';
import { projectToGroup } from './projection.ts';
import { type SmearedLinks, smearingAction, stapleCounts } from './staples.ts';

export interface ApeOptions {
  /** 0 <= alpha <= 1 */
  readonly alpha: number;
  readonly steps: number;
  readonly links?: SmearedLinks;
}

/** to = (1 - alpha) from + alpha mean of staples, for the links that have staples: each direction the same number of them. */
const average = (
  from: GaugeField,
  to: GaugeField,
  action: readonly GaugeAction[],
  directions: readonly number[],
  { alpha, staples }: { readonly alpha: number; readonly staples: number },
): void => {
  const { lattice, group, links } = from;
  action.forEach((part, i) => {
    const kernel = lattice.kernel(`APE average ${directions.join()} ${part.key}`, (k) => {
      const out = k.field('average', links.components);
      const base = { field: k.field('base', links.components), colours: group.colours };
      const args = part.declare(k);
      const own = k.param();
      for (const mu of directions) {
        const sum = adjoint(k, part.staple(k, args, mu));
        storeMatrix(k, out, mu * group.linkComponents, mscaleAdd(k, own, loadLink(k, base, k.here, mu), sum));
      }
    });
    const first = i === 0;
    kernel([to.links, first ? links : to.links, ...part.fields(links)], {
      params: [...part.params(alpha / staples), first ? 1 - alpha : 1],
    });
  });
};

/** A new gauge field, smeared; the caller releases its links. */
export const apeSmear = (field: GaugeField, { alpha, steps, links = 'all' }: ApeOptions): GaugeField => {
  invariant(alpha >= 0 && alpha <= 1, `APE smearing with alpha = ${alpha}`);
  const action = smearingAction(field, links);
  const counts = stapleCounts(field, action);
  const staples = Math.max(...counts);
  const directions = range(counts.length).filter((mu) => counts[mu]! > 0);
  let smeared = copyGaugeField(field);
  let other = copyGaugeField(field);
  for (let i = 0; i < steps && directions.length > 0; i++) {
    average(smeared, other, action, directions, { alpha, staples });
    projectToGroup(other, directions);
    [smeared, other] = [other, smeared];
  }
  field.lattice.release(other.links);
  return smeared;
};
