/** The update algorithms of a specification, ready to run: one updater per item of a phase's list. */
import type { GaugeAction } from '../action/gauge-action.ts';
import type { FlowUpdate } from '../api/spec/flow-spec.ts';
import type { ClusterUpdate, UpdateSpec } from '../api/spec/run-spec.ts';
import { unreachable } from '../base/invariant.ts';
import { unwrap } from '../base/result.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { heatBath } from '../update/heat-bath.ts';
import { metropolis } from '../update/metropolis.ts';
import { overRelaxation } from '../update/over-relaxation.ts';
import { hmcUpdater, type Terms } from './hmc-updater.ts';
import type { Updater } from './updater.ts';

/** Those that know the links and nothing else. */
export type LinkUpdate = Exclude<UpdateSpec, ClusterUpdate | FlowUpdate>;

export const makeUpdater = (
  spec: LinkUpdate,
  action: GaugeAction,
  terms: Terms,
  field: GaugeField,
): Updater => {
  switch (spec.algorithm) {
    case 'hmc':
      return hmcUpdater(spec, terms, field);
    case 'heat-bath':
    case 'over-relaxation': {
      const sweeper = unwrap(
        spec.algorithm === 'heat-bath' ? heatBath(action, field) : overRelaxation(action, field),
      );
      return {
        name: spec.algorithm,
        apply: (draw) => {
          for (let i = 0; i < spec.sweeps; i++) sweeper.sweep({ ...draw, stage: draw.stage + i });
          return {};
        },
      };
    }
    case 'metropolis': {
      const sweeper = unwrap(metropolis(action, field, { hits: spec.hits, width: spec.stepSize }));
      return {
        name: 'metropolis',
        apply: (draw) => {
          let acceptance = 0;
          for (let i = 0; i < spec.sweeps; i++)
            acceptance += sweeper.sweep({ ...draw, stage: draw.stage + i }).acceptance;
          return { acceptance: acceptance / spec.sweeps };
        },
      };
    }
    default:
      return unreachable(spec);
  }
};
