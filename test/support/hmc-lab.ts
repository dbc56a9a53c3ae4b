/** HMC on small lattices for tests. */
import { GaugeAction } from '../../src-engine/action/gauge-action.ts';
import { parseLoopAction } from '../../src-engine/action/loop-language.ts';
import type { Flux } from '../../src-engine/action/twist.ts';
import { unwrap } from '../../src-engine/base/result.ts';
import type { Group } from '../../src-engine/group/group.ts';
import { type GaugeField, makeGaugeField, setCold } from '../../src-engine/lattice/gauge-field.ts';
import { gaugeMonomial } from '../../src-engine/update/gauge-monomial.ts';
import { type Hmc, makeHmc } from '../../src-engine/update/hmc.ts';
import { SCHEMES } from '../../src-engine/update/integrator/index.ts';
import type { Monomial } from '../../src-engine/update/monomial.ts';
import { newLattice } from './lattice.ts';

export interface HmcSetting {
  readonly group: Group;
  readonly dims: readonly number[];
  /** One action per level, outermost first; text of the loop language. */
  readonly actions: readonly string[];
  readonly scheme?: string;
  /** Steps of each level. */
  readonly steps: readonly number[];
  readonly length?: number;
  readonly fluxes?: readonly Flux[];
  /** Same bits on every machine. */
  readonly reproducible?: boolean;
}

export interface HmcLab {
  readonly field: GaugeField;
  /** The action of each level. */
  readonly actions: readonly GaugeAction[];
  /** The term of a level. */
  monomial(level: number): Monomial;
  readonly hmc: Hmc;
  /** Another integration of the same action on the same field. */
  again(change: Partial<Pick<HmcSetting, 'scheme' | 'steps' | 'length'>>): Hmc;
  /** Mean of Re tr W / N over the loops of the first term of the first action. */
  plaquette(): number;
}

/** From a cold start. */
export const hmcLab = (setting: HmcSetting): HmcLab => {
  const lattice = newLattice(setting.dims, setting.reproducible);
  const field = makeGaugeField(lattice, setting.group);
  setCold(field);
  const actions = setting.actions.map(
    (text) =>
      new GaugeAction(
        lattice,
        unwrap(parseLoopAction(text, setting.group, setting.dims.length)),
        setting.fluxes,
      ),
  );
  const monomial = (level: number): Monomial => gaugeMonomial(actions[level]!, field);
  const again: HmcLab['again'] = (change) => {
    const { scheme = 'leapfrog', steps, length = 1 } = { ...setting, ...change };
    return makeHmc(field, {
      length,
      levels: actions.map((_, i) => ({
        scheme: SCHEMES[scheme]!,
        steps: steps[i]!,
        monomials: [monomial(i)],
      })),
    });
  };
  const loops = actions[0]!.loops.terms[0]!.loops.length * lattice.volume;
  return {
    field,
    actions,
    monomial,
    again,
    hmc: again({}),
    plaquette: () => actions[0]!.loopSums(field.links)[0]! / loops,
  };
};

/** Trajectories from cold until the field is typical. */
export const thermalise = ({ hmc }: HmcLab, updates: number, seed = 99): void => {
  for (let update = 0; update < updates; update++) hmc.trajectory({ seed, update });
};
