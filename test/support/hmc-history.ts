/** The history of an HMC run and what is estimated from it. */
import { unwrap } from '../../src-engine/base/result.ts';
import { type Estimate, estimate, expMinusDeltaH } from '../../src-engine/statistics/index.ts';
import type { Hmc } from '../../src-engine/update/hmc.ts';

export interface HmcHistory {
  readonly plaquette: Estimate;
  readonly deltaH: Estimate;
  readonly acceptance: Estimate;
  readonly expMinusDeltaH: Estimate;
  readonly extra: Estimate;
}

export interface HmcRun {
  readonly hmc: Hmc;
  /** With smaller steps: cold links have large forces. */
  readonly gentle: Hmc;
  plaquette(): number;
  extra(): number;
}

/** `cut` trajectories are dropped, the first half of them gentle ones. */
export const hmcHistory = (
  { hmc, gentle, plaquette, extra }: HmcRun,
  { trajectories, cut, seed }: { trajectories: number; cut: number; seed: number },
): HmcHistory => {
  const columns = Array.from({ length: 4 }, () => new Float64Array(trajectories));
  for (let update = 0; update < cut + trajectories; update++) {
    const t = (update < cut / 2 ? gentle : hmc).trajectory({ seed, update });
    if (update < cut) continue;
    [plaquette(), t.deltaH, +t.accepted, extra()].forEach((x, i) => {
      columns[i]![update - cut] = x;
    });
  }
  const [mean, deltaH, acceptance, more] = columns.map((c) => unwrap(estimate(c)));
  return {
    plaquette: mean!,
    deltaH: deltaH!,
    acceptance: acceptance!,
    extra: more!,
    expMinusDeltaH: unwrap(expMinusDeltaH(columns[1]!)),
  };
};
