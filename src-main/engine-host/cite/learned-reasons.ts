/** Which works runs of scalar fields, trainings and runs with proposals of flows cite. Test: test/unit/main/engine-host/cite-runs.test.ts. */
import type { FlowKind } from '../../../src-engine/api/spec/flow-spec.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Reason } from './reason.ts';

const updates =
  (algorithm: string) =>
  ({ phase }: RunSpec): boolean =>
    phase.some(({ update }) => update.some((one) => one.algorithm === algorithm));

const trains =
  (kind: FlowKind) =>
  ({ flow }: RunSpec): boolean =>
    flow?.kind === kind;

export const learnedReasons: readonly Reason[] = [
  { work: 'swendsenWang', why: 'the cluster algorithm', applies: updates('cluster') },
  { work: 'browerTamayo', why: 'the cluster algorithm of a scalar field', applies: updates('cluster') },
  {
    work: 'hukushimaNemoto',
    why: 'exchange of replicas',
    applies: ({ exchange }) => exchange !== undefined,
  },
  {
    work: 'transformedExchange',
    why: 'exchange of replicas through flows',
    applies: ({ exchange }) => (exchange?.models ?? []).length > 0,
  },
  {
    work: 'latticeFlows',
    why: 'flows as proposals of exact sampling',
    applies: (spec) => spec.training !== undefined || updates('flow')(spec),
  },
  { work: 'angularFlows', why: 'the gauge-equivariant flow', applies: trains('angular') },
  { work: 'spectralFlows', why: 'the gauge-equivariant flow', applies: trains('spectral') },
  { work: 'continuousFlows', why: 'the continuous flow', applies: trains('continuous') },
  {
    work: 'pathGradients',
    why: 'the estimator of the gradient',
    applies: ({ training }) => training?.estimator === 'path',
  },
  { work: 'adam', why: 'the optimiser', applies: ({ training }) => training !== undefined },
];
