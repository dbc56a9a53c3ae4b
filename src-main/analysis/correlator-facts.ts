/** Correlators and fits as interfaces are told them. Test: test/unit/main/analysis/correlators.test.ts. */
import type { Result } from '../../src-engine/base/result.ts';
import { ok } from '../../src-engine/base/result.ts';
import type { CorrelatorData, CorrelatorFitFacts } from '../contract/index.ts';
import { type CorrelatorFit, modelsOf, suggestedRange } from './correlator-fit.ts';
import { type Correlator, massesAlong, pointsOf } from './correlators.ts';
import type { CommonCut } from './cut.ts';

export const correlatorFacts = (correlator: Correlator, cut: CommonCut): CorrelatorData => {
  const { name, kind, whole, fitAt, extent, tauInt, warnings } = correlator;
  const masses = massesAlong(correlator);
  const { mean, error } = pointsOf(whole);
  return {
    name,
    kind,
    points: {
      at: Float64Array.from(correlator.at),
      value: Float64Array.from(mean),
      error: Float64Array.from(error),
    },
    effectiveMass:
      masses === undefined
        ? null
        : {
            at: Float64Array.from(masses.value, (_, t) => t),
            value: Float64Array.from(masses.value),
            error: Float64Array.from(masses.error),
          },
    extent: extent ?? null,
    models: [...modelsOf(correlator)],
    range: [fitAt[0]!, fitAt.at(-1)!],
    suggested: [...suggestedRange(correlator)],
    samples: whole.samples,
    blocks: whole.replicas.length,
    blockLength: whole.blockLength,
    tauInt,
    cut: cut.length,
    warnings: [...warnings],
  };
};

export const fitFacts = (made: Result<CorrelatorFit>): Result<CorrelatorFitFacts> => {
  if (!made.ok) return made;
  const { parameters, warnings, ...rest } = made.value;
  return ok({ ...rest, parameters: parameters.map((one) => ({ ...one })), warnings: [...warnings] });
};
