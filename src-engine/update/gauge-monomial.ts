/** The gauge action as a term of molecular dynamics: dP/dtau = k times its generator (action/generator.ts), k of group/group.ts. */
import { actionParts } from '../action/action-parts.ts';
import type { GaugeAction } from '../action/gauge-action.ts';
import { addGenerator } from '../action/generator.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Monomial } from './monomial.ts';

export const gaugeMonomial = (action: GaugeAction, field: GaugeField): Monomial => {
  const parts = actionParts(action);
  return {
    name: 'gauge',
    value: () => action.value(field.links),
    kick: (momenta, eps) => addGenerator(field, parts, momenta, eps * field.group.forceFactor, 1),
  };
};
