/** HMC with sea quarks on small lattices, for tests. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { parseLoopAction } from '../../src-engine/action/loop-language.ts';
import type { SeaQuarkSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { Group } from '../../src-engine/group/group.ts';
import { type GaugeField, makeGaugeField, setCold } from '../../src-engine/lattice/gauge-field.ts';
import { type SeaTerm, seaMonomials } from '../../src-engine/pseudofermion/sea-monomials.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { type Hmc, makeHmc } from '../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../src-engine/update/integrator/index.ts';
import { makeMomenta } from '../../src-engine/update/momenta.ts';
import type { Monomial } from '../../src-engine/update/monomial.ts';
import { type HmcHistory, hmcHistory } from './hmc-history.ts';
import { newLattice } from './lattice.ts';

export interface DynamicalSetting {
  readonly group: Group;
  readonly dims: readonly number[];
  readonly beta: number;
  readonly quarks: readonly SeaQuarkSpec[];
  /** Of each level; the gauge action is on the last. */
  readonly steps: readonly number[];
  readonly scheme?: string;
  readonly length?: number;
}

export interface DynamicalLab {
  readonly field: GaugeField;
  readonly action: GaugeAction;
  readonly gauge: Monomial;
  readonly quarks: readonly Monomial[];
  readonly hmc: Hmc;
  /** The same terms and links with other steps. */
  withSteps(steps: readonly number[], scheme?: string): Hmc;
  /** Mean of Re tr P / N. */
  plaquette(): number;
}

/** From a cold start; the same bits on every machine. */
export const dynamicalLab = (setting: DynamicalSetting): DynamicalLab => {
  const { group, dims, length = 1 } = setting;
  const lattice = newLattice(dims, true);
  const field = makeGaugeField(lattice, group);
  setCold(field);
  const loops = unwrap(parseLoopAction(`plaquette: ${setting.beta}`, group, dims.length));
  const action = new GaugeAction(lattice, loops);
  const gauge = gaugeMonomial(action, field);
  const terms = setting.quarks.flatMap((quark, i): readonly SeaTerm[] =>
    unwrap(seaMonomials(field, quark, i)),
  );
  const withSteps = (steps: readonly number[], scheme = setting.scheme ?? 'omelyan-2'): Hmc =>
    makeHmc(field, {
      length,
      levels: steps.map((n, level) => ({
        scheme: SCHEMES[scheme]!,
        steps: n,
        monomials: [
          ...terms.filter((t) => t.level === level).map((t) => t.monomial),
          ...(level === steps.length - 1 ? [gauge] : []),
        ],
      })),
    });
  const planes = (lattice.volume * dims.length * (dims.length - 1)) / 2;
  return {
    field,
    action,
    gauge,
    quarks: terms.map((t) => t.monomial),
    hmc: withSteps(setting.steps),
    withSteps,
    plaquette: () => action.loopSums(field.links)[0]! / planes,
  };
};

/** Runs from cold with small steps at first; `cut` trajectories are dropped. */
export const dynamicalHistory = (
  setting: DynamicalSetting,
  { trajectories, cut = 50, seed }: { trajectories: number; cut?: number; seed: number },
  measure: (lab: DynamicalLab) => () => number = () => () => 0,
): HmcHistory => {
  const lab = dynamicalLab(setting);
  const extra = measure(lab);
  const gentle = lab.withSteps(setting.steps.map((n, i) => (i === 0 ? 2 * n : n)));
  return hmcHistory({ hmc: lab.hmc, gentle, plaquette: lab.plaquette, extra }, { trajectories, cut, seed });
};

/**
 * Per link sum_a (d_a S_gauge) (d_a S), S with the quarks at their present pseudofermions. Its mean is that of sum_a d_a d_a S_gauge
 * = beta C_F 2 (d - 1) P by integration by parts, whatever else the weight holds: the force of the quarks against that of the gauge action.
 */
export const gaugeForceProduct = ({ field, gauge, quarks }: DynamicalLab): (() => number) => {
  const momenta = makeMomenta(field);
  const { lattice } = field;
  const zeros = new Float64Array(lattice.volume * momenta.field.components);
  /** sum_a F^a F^a of the force of some terms, each with a weight. */
  const square = (weights: readonly (readonly [Monomial, number])[]): number => {
    lattice.write(momenta.field, zeros);
    for (const [m, weight] of weights) m.kick(momenta.field, weight);
    return 2 * momenta.kineticEnergy();
  };
  return () => {
    const others = quarks.map((m) => [m, 1] as const);
    const minus = quarks.map((m) => [m, -1] as const);
    const product = (square([[gauge, 1], ...others]) - square([[gauge, 1], ...minus])) / 4;
    return (square([[gauge, 1]]) + product) / (lattice.volume * lattice.dims.length);
  };
};
