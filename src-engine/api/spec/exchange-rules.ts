/** Rules of [exchange]: which ladders there are for which theory. Proof: test/unit/engine/api/spec/exchange-rules.test.ts. */
import { noFlowFor } from './learned-rules.ts';
import { conflict, none, type Rule } from './rule.ts';
import { type RunSpec, replicasOf } from './run-spec.ts';

/** Lists of the ladder with the coupling where each begins. */
const ladders = ({ action, exchange }: RunSpec) => {
  if (exchange === undefined || !('preset' in action)) return [];
  const { betas = [], massesSquared = [], lambdas = [] } = exchange;
  if (action.preset !== 'phi4') return [{ key: 'betas', own: 'beta', values: [action.beta, ...betas] }];
  return [
    { key: 'masses-squared', own: 'mass-squared', values: [action.massSquared, ...massesSquared] },
    { key: 'lambdas', own: 'lambda', values: [action.lambda, ...lambdas] },
  ].filter(({ values }) => values.length > 1);
};

const actionHasLadder: Rule = (spec) => {
  const { action, exchange } = spec;
  if (exchange === undefined) return none;
  if (!('preset' in action))
    return conflict(
      'exchange',
      'An action of loops has no one coupling that replicas could differ in.',
      'Choose action.preset and beta, or remove [exchange].',
    );
  return ladders(spec).length > 0
    ? none
    : conflict(
        'exchange',
        'No replica beside the chain itself is named.',
        'Give exchange.masses-squared or exchange.lambdas, or both.',
      );
};

const laddersGoOneWay: Rule = (spec) =>
  ladders(spec).flatMap(({ key, own, values }) => {
    const steps = values.slice(1).map((value, i) => Math.sign(value - values[i]!));
    return steps[0] !== 0 && steps.every((step) => step === steps[0])
      ? none
      : conflict(
          `exchange.${key}`,
          `exchange.${key} goes ${values.slice(1).join(', ')} from action.${own} = ${values[0]}, but a ladder must always rise or always fall.`,
          `Order the couplings by their distance from action.${own}, all on one side of it.`,
        );
  });

const laddersHaveOneLength: Rule = (spec) => {
  const [one, two] = ladders(spec);
  return one === undefined || two === undefined || one.values.length === two.values.length
    ? none
    : conflict(
        'exchange.lambdas',
        `exchange.masses-squared has ${one.values.length - 1} replicas, exchange.lambdas ${two.values.length - 1}.`,
        'Give both lists the same length, or leave one empty.',
      );
};

const replicasAreBounded: Rule = ({ action, exchange }) => {
  if (exchange === undefined || !('preset' in action) || action.preset !== 'phi4') return none;
  const { massesSquared = [], lambdas = [] } = exchange;
  const unbounded = Array.from({ length: Math.max(massesSquared.length, lambdas.length) }).some(
    (_, r) => (lambdas[r] ?? action.lambda) === 0 && (massesSquared[r] ?? action.massSquared) <= 0,
  );
  return unbounded
    ? conflict(
        'exchange',
        'A replica has lambda = 0 and no mass squared above 0, where nothing keeps the field bounded.',
        'Keep lambda or the mass squared of every replica above 0.',
      )
    : none;
};

const replicasAreQuenched: Rule = ({ exchange, fermion }) =>
  exchange === undefined || fermion.length === 0
    ? none
    : conflict(
        'exchange',
        'Replicas are exchanged by their gauge actions, which do not know of sea quarks.',
        'Remove [[fermion]], or [exchange].',
      );

const modelsFit: Rule = (spec) => {
  const { exchange } = spec;
  if (exchange === undefined || exchange.models.length === 0) return none;
  const replicas = replicasOf(spec);
  const tooMany =
    exchange.models.length <= replicas
      ? none
      : conflict(
          'exchange.models',
          `exchange.models has ${exchange.models.length} models for ${replicas} replicas.`,
          'Give one for the couplings of [action] and at most one for each replica.',
        );
  return [...tooMany, ...noFlowFor(spec, 'exchange.models')];
};

export const exchangeRules: readonly Rule[] = [
  actionHasLadder,
  laddersGoOneWay,
  laddersHaveOneLength,
  replicasAreBounded,
  replicasAreQuenched,
  modelsFit,
];
