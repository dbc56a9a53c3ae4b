/** Keys of [[fermion]], the quarks of the sea, and of [valence], the quark that is measured with. */
import { diracKeys } from './dirac-keys.ts';
import type { SeaQuarkSpec, SeaSpec, ValenceSpec } from './dirac-spec.ts';
import type { IntegerKey, NumberKey, SchemaOf } from './schema-node.ts';

const tolerance = (meaning: string, standard: number): NumberKey => ({
  kind: 'number',
  title: 'Solver tolerance',
  meaning,
  unit: '|residual| / |source|',
  default: standard,
  min: 1e-15,
  max: 0.1,
});

const maxIterations: IntegerKey = {
  kind: 'integer',
  title: 'Most solver iterations',
  meaning: 'A solver that has not converged after so many iterations ends the run with a reason.',
  unit: 'iterations',
  default: 10_000,
  min: 1,
  max: 10_000_000,
  step: 1_000,
};

const determinantKeys: SchemaOf<SeaSpec> = {
  flavours: {
    kind: 'integer',
    title: 'Flavours',
    meaning:
      'Equal quarks of this kind: the weight is |det D|^flavours (for domain-wall and moebius over that of mass 1). 2 needs one pseudofermion and no approximation; other numbers go through rational approximations (RHMC), which are exact too.',
    unit: 'flavours',
    default: 2,
    min: 1,
    max: 16,
    step: 1,
    appliesWhen: [{ key: 'operator', isOneOf: ['wilson', 'wilson-clover', 'domain-wall', 'moebius'] }],
  },
  tastes: {
    kind: 'integer',
    title: 'Tastes',
    meaning:
      'Equal quarks of this kind: the weight is det(D)^(tastes / 4), in two dimensions det(D)^(tastes / 2). One staggered field without a root is 4 tastes (2 in two dimensions); roots go through rational approximations (RHMC).',
    unit: 'tastes',
    default: 4,
    min: 1,
    max: 16,
    step: 1,
    appliesWhen: [{ key: 'operator', isOneOf: ['staggered'] }],
  },
  hasenbusch: {
    kind: 'numbers',
    title: 'Hasenbusch masses',
    meaning:
      'Twisted masses mu, rising, that split the determinant into factors with smaller forces: one more pseudofermion for each. Worth it for light quarks. Two flavours only.',
    unit: '1 / a',
    default: [],
    minLength: 0,
    maxLength: 8,
    min: 0,
    max: 100,
    appliesWhen: [{ key: 'operator', isOneOf: ['wilson', 'wilson-clover'] }],
  },
  level: {
    kind: 'integers',
    title: 'Integrator levels',
    meaning:
      'On which level of the integrator each pseudofermion lives, the lightest first: 0 is the outermost with the largest steps, then those of inner-steps. Levels that are not given are 0. The gauge action is on the innermost one.',
    default: [],
    minLength: 0,
    maxLength: 9,
    min: 0,
    max: 100,
    step: 1,
  },
  tolerance: tolerance('Of the accept step: how well the equations behind the action are solved.', 1e-12),
  forceTolerance: {
    ...tolerance(
      'How well the equations behind the force are solved. Too loose a value costs acceptance, and reversibility where the solver starts from earlier solutions.',
      1e-8,
    ),
    title: 'Solver tolerance of the force',
  },
  maxIterations,
  guesses: {
    kind: 'integer',
    title: 'Earlier solutions',
    meaning:
      "How many earlier solutions of a trajectory are combined into the first guess of the force's solver. It saves iterations and asks for a force tolerance of about 1e-10, as a trajectory is only as reversible as its solutions are exact. Zero for none.",
    unit: 'solutions',
    default: 0,
    min: 0,
    max: 16,
    step: 1,
  },
};

export const seaQuarkKeys: SchemaOf<SeaQuarkSpec> = { ...diracKeys, ...determinantKeys };

export const valenceKeys: SchemaOf<ValenceSpec> = {
  ...diracKeys,
  tolerance: tolerance('How well the equations behind every propagator are solved.', 1e-10),
  maxIterations,
};
