/** What goes together with which field: links or a scalar. Proof: test/unit/engine/api/spec/theory-rules.test.ts. */
import { conflict, none, type Rule } from './rule.ts';

const actionFitsField: Rule = ({ lattice: { group }, action }) => {
  if (!('preset' in action)) return none;
  const isPhi4 = action.preset === 'phi4';
  if (isPhi4 === (group === 'scalar')) return none;
  return isPhi4
    ? conflict(
        'action.preset',
        `phi4 is the action of a scalar field, but lattice.group is ${group}.`,
        'Write lattice.group = "scalar", or choose the action of links, such as "wilson".',
      )
    : conflict(
        'action.preset',
        `${action.preset} is an action of links, but a scalar field has none.`,
        'Write action.preset = "phi4", or choose a gauge group.',
      );
};

/** exp(-S) must be integrable: the free field has zero modes without a mass. */
const freeFieldIsMassive: Rule = ({ action }) =>
  'preset' in action && action.preset === 'phi4' && action.lambda === 0 && action.massSquared <= 0
    ? conflict(
        'action.mass-squared',
        `action.mass-squared is ${action.massSquared} and action.lambda is 0, where nothing keeps the field bounded.`,
        'Choose lambda above 0, or a mass squared above 0.',
      )
    : none;

const scalarUpdates: readonly string[] = ['hmc', 'metropolis', 'cluster', 'flow'];

const updatesFitField: Rule = ({ lattice: { group }, phase }) =>
  phase.flatMap(({ update }, p) =>
    update.flatMap(({ algorithm }, u) => {
      const path = `phase[${p + 1}].update[${u + 1}].algorithm`;
      if (group === 'scalar' && !scalarUpdates.includes(algorithm))
        return conflict(
          path,
          `${algorithm} changes links, but a scalar field has none.`,
          `Use one of ${scalarUpdates.join(', ')}.`,
        );
      return group !== 'scalar' && algorithm === 'cluster'
        ? conflict(
            path,
            `cluster flips signs of a scalar field, but lattice.group is ${group}.`,
            'Use "heat-bath", "metropolis" or "hmc".',
          )
        : none;
    }),
  );

const scalarsHaveNoQuarks: Rule = ({ lattice: { group }, fermion, valence }) =>
  group !== 'scalar' || (fermion.length === 0 && valence === undefined)
    ? none
    : conflict(
        fermion.length === 0 ? 'valence' : 'fermion[1]',
        'Quarks hop along links, but a scalar field has none.',
        'Remove the quarks, or choose a gauge group.',
      );

export const theoryRules: readonly Rule[] = [
  actionFitsField,
  freeFieldIsMassive,
  updatesFitField,
  scalarsHaveNoQuarks,
];
