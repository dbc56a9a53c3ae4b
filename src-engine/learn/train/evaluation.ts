/**
 * How good a flow is, on fresh samples of it: effective sample size, log Z = log <p/q>, and the acceptance of independence Metropolis, with full couplings.
 * Evaluation k takes proposals k n to (k + 1) n - 1. Effective sample sizes of n samples are too large where the largest weights are rarer than 1/n.
 */
import type { Field } from '../../lattice/lattice.ts';
import { checkedDeviation } from '../density-check.ts';
import type { Flow } from '../flow.ts';
import { walkIndependence } from '../sample/independence.ts';
import { Proposals, propose } from '../sample/proposals.ts';
import { effectiveSampleSize, effectiveSampleSizeOf, logPartition } from '../sample/reweight.ts';
import type { Target } from '../target.ts';
import { EVALUATION_STAGE } from './draws.ts';

export interface Evaluation {
  readonly samples: number;
  readonly ess: number;
  readonly essError: number;
  readonly logZ: number;
  readonly logZError: number;
  readonly acceptance: number;
  /** Of log q, where it is integrated. */
  readonly densityDeviation?: number;
  /** What was seen on the samples. */
  readonly observed: readonly Float64Array[];
}

export interface Evaluator {
  evaluate(k: number, observe?: (x: Field) => readonly Float64Array[]): Evaluation;
  /**
   * Effective sample size by fields of the target (plain order, any number of samples): 1/(<w>_p <1/w>_p). With <1/w>_p = 1/Z it is that of the flow's samples,
   * where these reach everything.
   */
  byTarget(fields: Float64Array): number;
  release(): void;
}

/** 1/(<w> <1/w>): a common factor of the weights cancels. */
const harmonicOverArithmetic = (logWeights: Float64Array): number => {
  const middle = logWeights.reduce((sum, w) => sum + w, 0) / logWeights.length;
  const meanExp = (sign: 1 | -1): number =>
    logWeights.reduce((sum, w) => sum + Math.exp(sign * (w - middle)), 0) / logWeights.length;
  return 1 / (meanExp(1) * meanExp(-1));
};

export const makeEvaluator = (flow: Flow, target: Target, seed: number, samples: number): Evaluator => {
  const address = { seed, stage: EVALUATION_STAGE };
  const source = new Proposals(flow, target, address);
  return {
    evaluate: (k, observe) => {
      const first = k * samples;
      const { logWeights, observed } = propose(source, first, samples, observe);
      const ess = effectiveSampleSize(logWeights);
      const essError = effectiveSampleSizeOf(logWeights);
      const logZ = logPartition(logWeights);
      const { accepted } = walkIndependence(logWeights, { ...address, first });
      return {
        samples,
        ess,
        // one weight that outweighs all others leaves nothing to tell an error from
        essError: essError.ok ? essError.value.error : ess,
        logZ: logZ.ok ? logZ.value.value : Math.max(...logWeights) - Math.log(samples),
        logZError: logZ.ok ? logZ.value.error : 1,
        acceptance: accepted / samples,
        ...(flow.integrated && { densityDeviation: checkedDeviation(flow) }),
        observed,
      };
    },
    byTarget: (fields) => {
      const { lattice, samples: batch, components } = flow;
      const length = (lattice.volume / batch) * components;
      const count = fields.length / length;
      const x = lattice.field(components);
      const logWeights = new Float64Array(count);
      for (let first = 0; first < count; first += batch) {
        lattice.writeRange(x, 0, fields.subarray(first * length, (first + batch) * length));
        logWeights.set(source.weigh(x).subarray(0, count - first), first);
      }
      lattice.release(x);
      return harmonicOverArithmetic(logWeights);
    },
    release: () => source.release(),
  };
};
