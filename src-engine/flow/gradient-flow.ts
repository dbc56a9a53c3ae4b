/**
 * Gradient flow: dV/dt = Z(V) V, V(0) = U, with Z = TA(C V^+) the direction of steepest descent of the flow action (action/generator.ts).
 *
 * Scheme: the third-order Runge-Kutta method of M. Luscher, arXiv:1006.4518, appendix C, with Z_i = step Z(W_i):
 *   W_1 = exp(Z_0 / 4) W_0,  W_2 = exp(8/9 Z_1 - 17/36 Z_0) W_1,  V = exp(3/4 Z_2 - 8/9 Z_1 + 17/36 Z_0) W_2,
 * kept in place: each exponent is made from the last one, so that links and one algebra field are all it holds.
 *
 * Adaptive step (P. Fritzsch, A. Ramos, arXiv:1301.4388, appendix D): the same stages give a second-order result
 * V' = exp(2 Z_1 - Z_0) W_0, and the distance d = max_links |V - V'| / N (Frobenius norm) is compared with the tolerance; the next step
 * is 0.95 (tolerance / d)^(1/3) times this one, and a step with d above the tolerance is done again. This holds one more gauge field and
 * one more algebra field. Tests: test/golden/flow.test.ts (fixtures of Gaugefields.jl, numbers of MILC),
 * test/unit/engine/flow/gradient-flow.test.ts (order of convergence, free field, adaptive against fixed).
 */

import { actionParts } from '../action/action-parts.ts';
import { GaugeAction } from '../action/gauge-action.ts';
import { addGenerator, generatorBound, makeGenerator } from '../action/generator.ts';
import { presetAction } from '../action/presets.ts';
import { copyGaugeField, type GaugeField } from '../lattice/gauge-field.ts';
import { rotateLinks } from '../lattice/rotate-links.ts';
import { companionStep } from './companion-step.ts';

export type FlowActionName = 'wilson' | 'symanzik';

/** The action of Wilson flow or of tree-level Symanzik flow, normalised as flow time needs it: couplings over N are c_0, c_1. */
const flowAction = ({ lattice, group }: GaugeField, name: FlowActionName): readonly GaugeAction[] =>
  actionParts(new GaugeAction(lattice, presetAction(name, group.colours, group, lattice.dims.length)));

export interface FlowOptions {
  /** By name, or as parts that add up to the action. Default: Wilson. */
  readonly action?: FlowActionName | readonly GaugeAction[];
  readonly integrator?: 'rk3' | 'adaptive';
  /** Flow time of one step, in units of a^2: the longest one, or the first one when it is adaptive. */
  readonly step: number;
  /** For the adaptive integrator: the largest d of a step. */
  readonly tolerance?: number;
}

/** Called after each step with the flow time it has reached. */
export type FlowStep = (time: number) => void;

export interface GradientFlow {
  /** The links at the present flow time: the flow's own, never the caller's. */
  readonly field: GaugeField;
  readonly time: number;
  /** Steps done, and steps done again with a smaller step size. */
  readonly steps: number;
  readonly rejected: number;
  /** Integrates to flow time `to`, exactly. When `onStep` throws, the flow stays at the time of the last whole step. */
  advance(to: number, onStep?: FlowStep): void;
  release(): void;
}

const DEFAULT_TOLERANCE = 1e-6;
/** A smaller step is taken whatever its error: rounding would set the pace. */
const SMALLEST_STEP = 1e-6;
/** Flow times closer than this part of a step are the same. */
const SAME_TIME = 1e-9;

/** One step of a flow; returns the distance to the second-order result where one is computed. */
type Step = (step: number) => number;

export const startFlow = (start: GaugeField, options: FlowOptions): GradientFlow => {
  const { action: chosen = 'wilson', integrator = 'rk3', step, tolerance = DEFAULT_TOLERANCE } = options;
  const action = typeof chosen === 'string' ? flowAction(start, chosen) : chosen;
  const field = copyGaugeField(start);
  const z = makeGenerator(field);
  const bound = generatorBound(action);
  const companion = integrator === 'adaptive' ? companionStep(field, z) : undefined;

  const once: Step = (h) => {
    companion?.begin();
    addGenerator(field, action, z, h, 0);
    companion?.afterFirst();
    rotateLinks(field, z, 1 / 4, (h * bound) / 4);
    addGenerator(field, action, z, (8 / 9) * h, -17 / 36);
    companion?.afterSecond();
    rotateLinks(field, z, 1, (8 / 9 + 17 / 36) * h * bound);
    addGenerator(field, action, z, (3 / 4) * h, -1);
    rotateLinks(field, z, 1, (3 / 4 + 8 / 9 + 17 / 36) * h * bound);
    return companion?.distance(3 * h * bound) ?? 0;
  };

  let time = 0;
  let steps = 0;
  let rejected = 0;
  let next = step;

  const advanceFixed = (to: number, onStep?: FlowStep): void => {
    const from = time;
    const count = Math.ceil((to - from) / step - SAME_TIME);
    const h = (to - from) / count;
    for (let i = 1; i <= count; i++) {
      once(h);
      steps++;
      time = i === count ? to : from + i * h;
      onStep?.(time);
    }
  };

  const advanceAdaptive = (to: number, onStep?: FlowStep): void => {
    while (to - time > SAME_TIME * next) {
      const h = Math.min(next, to - time);
      const d = once(h);
      const wanted = d > 0 ? 0.95 * h * Math.cbrt(tolerance / d) : 2 * h;
      // a step cut short to end at `to` says little about longer ones
      const cut = h < next;
      if (d > tolerance && h > SMALLEST_STEP) {
        companion?.undo();
        next = Math.max(SMALLEST_STEP, Math.min(wanted, h / 2));
        rejected++;
        continue;
      }
      time += h;
      steps++;
      next = Math.max(SMALLEST_STEP, cut ? Math.max(next, Math.min(wanted, 2 * h)) : Math.min(wanted, 2 * h));
      onStep?.(time);
    }
  };

  return {
    field,
    get time() {
      return time;
    },
    get steps() {
      return steps;
    },
    get rejected() {
      return rejected;
    },
    advance: (to, onStep) => {
      if (to > time) (integrator === 'adaptive' ? advanceAdaptive : advanceFixed)(to, onStep);
      time = Math.max(time, to);
    },
    release: () => {
      companion?.release();
      field.lattice.release(z);
      field.lattice.release(field.links);
    },
  };
};
