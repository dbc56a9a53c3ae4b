/** Keys of [exchange]: the ladder of replicas. */
import type { ExchangeSpec } from './run-spec.ts';
import type { SchemaOf } from './schema-node.ts';

/** More would be many times the cost for what fewer can do. */
const MOST = 31;

const isScalar = [{ key: '/action.preset', isOneOf: ['phi4'] }] as const;

export const exchangeKeys: SchemaOf<ExchangeSpec> = {
  betas: {
    kind: 'numbers',
    title: 'Couplings of the replicas',
    meaning:
      'beta of each further replica, the neighbour of action.beta first, always rising or always falling away from it. Each replica costs as much as the chain alone. Neighbours exchange often when they are close: aim at a fifth or more of the exchanges accepted (swap-acceptance), with the far end where the slow quantity moves fast.',
    minLength: 1,
    maxLength: MOST,
    min: 0,
    max: 10_000,
    step: 0.05,
    appliesWhen: [
      { key: '/action.loops', isThere: 'no' },
      { key: '/action.preset', isNot: 'phi4' },
    ],
  },
  massesSquared: {
    kind: 'numbers',
    title: 'Masses squared of the replicas',
    meaning:
      'm^2 of each further replica, the neighbour of action.mass-squared first, always rising or always falling away from it; empty when all have that of the action.',
    default: [],
    minLength: 0,
    maxLength: MOST,
    min: -1_000,
    max: 1_000,
    step: 0.1,
    appliesWhen: isScalar,
  },
  lambdas: {
    kind: 'numbers',
    title: 'Quartic couplings of the replicas',
    meaning:
      'lambda of each further replica, the neighbour of action.lambda first, always rising or always falling away from it; empty when all have that of the action.',
    default: [],
    minLength: 0,
    maxLength: MOST,
    min: 0,
    max: 10_000,
    step: 0.1,
    appliesWhen: isScalar,
  },
  models: {
    kind: 'texts',
    title: 'Models of the replicas',
    meaning:
      'Trained flows, that of the couplings of [action] first, then one for each replica in the order of the ladder; they are named as in an update "flow". A field is carried to its neighbour by the inverse of its own flow and by the flow of the neighbour, which makes exchanges over larger steps acceptable. Replicas beyond the list have none, as it should be for one at beta = 0, where links are as the flows take them. Empty: fields are exchanged as they are.',
    default: [],
    maxItems: MOST + 1,
    maxLength: 4_096,
  },
  every: {
    kind: 'integer',
    title: 'Exchange every',
    meaning:
      'Updates from one exchange to the next. Neighbours 1 and 2, 3 and 4, ... and neighbours 2 and 3, 4 and 5, ... take turns.',
    unit: 'updates',
    default: 1,
    min: 1,
    max: 1_000_000,
    step: 1,
  },
};
