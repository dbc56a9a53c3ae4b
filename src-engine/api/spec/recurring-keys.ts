/** Keys that several sections of [measure] have in common. */
import type { IntegerKey, NumberKey } from './schema-node.ts';

export const every = (updates: number): IntegerKey => ({
  kind: 'integer',
  title: 'Every',
  meaning: 'Updates from one measurement to the next.',
  unit: 'updates',
  default: updates,
  min: 1,
  max: 1_000_000_000,
  step: 1,
});

/** How smeared links of loops are made: `smearing`, `smearingSteps` and `smearingStrength`. */
export const linkSmearingKeys = (standard: {
  readonly smearing: 'none' | 'ape' | 'stout';
  readonly strength: number;
}) => {
  const isSmeared = [{ key: 'smearing', isNot: 'none' }] as const;
  return {
    smearing: {
      kind: 'choice' as const,
      title: 'Smearing of spatial links',
      meaning:
        'Spatial links are smeared before the loops are formed; it strengthens the overlap with the ground state.',
      default: standard.smearing,
      choices: {
        none: 'links as they are',
        ape: 'weighted average with the staples, projected back to the group',
        stout: 'exponential of the staples: differentiable',
      },
    },
    smearingSteps: {
      kind: 'integer',
      title: 'Smearing steps',
      meaning: 'How often the smearing is applied.',
      unit: 'steps',
      default: 10,
      min: 1,
      max: 1_000,
      step: 1,
      appliesWhen: isSmeared,
    } satisfies IntegerKey,
    smearingStrength: {
      kind: 'number',
      title: 'Smearing strength',
      meaning: 'Weight of the staples in one step: alpha of APE smearing, rho of stout smearing.',
      default: standard.strength,
      min: 0,
      aboveMin: true,
      max: 1,
      step: 0.01,
      appliesWhen: isSmeared,
    } satisfies NumberKey,
  };
};
