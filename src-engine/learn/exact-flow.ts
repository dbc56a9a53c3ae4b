/**
 * Flows whose densities must be exact: double precision, and where a flow is integrated as many steps as its specification asks for (`exactSteps`), or more:
 * they are doubled until the deviation of log q is within its tolerance (density-check.ts), and a flow that never comes there is refused.
 * Steps are a function of the model alone, so chains repeat themselves. Trainings evaluate with `exactSteps` as they are, and warn.
 * Proved by test/unit/engine/learn/exact-flow.test.ts.
 */
import type { FlowSpec } from '../api/spec/flow-spec.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { Device } from '../kernel/device.ts';
import { checkedDeviation, DENSITY_TOLERANCE } from './density-check.ts';
import type { Flow } from './flow.ts';
import { type FlowOptions, makeFlow } from './make-flow.ts';
import { putTensors } from './model/model-file.ts';
import type { Tensor } from './model/tensor.ts';

const EXACT_STEPS = 64;
/** Times that the steps are doubled. */
const DOUBLINGS = 4;

/** The specification with the steps of exact densities. */
export const exactSpec = (spec: FlowSpec): FlowSpec =>
  spec.kind === 'continuous'
    ? { ...spec, steps: Math.max(spec.steps, spec.exactSteps ?? EXACT_STEPS) }
    : spec;

const doubled = (spec: FlowSpec): FlowSpec =>
  spec.kind === 'continuous' ? { ...spec, steps: 2 * spec.steps } : spec;

export interface ExactFlow {
  readonly flow: Flow;
  /** That of the flow: with its steps. */
  readonly spec: FlowSpec;
  /** Of log q, where it is integrated. */
  readonly deviation?: number;
}

/** With the numbers of a model; `name` is that of the model in messages. */
export const makeExactFlow = (
  device: Device,
  options: Omit<FlowOptions, 'precision' | 'parameters'>,
  tensors: readonly Tensor[],
  name: string,
): Result<ExactFlow> => {
  let spec = exactSpec(options.spec);
  for (let doublings = 0; ; doublings++) {
    const made = makeFlow(device, { ...options, spec, precision: 'f64' });
    if (!made.ok) return made;
    const flow = made.value;
    const put = putTensors(flow.parameters, tensors, name);
    if (!put.ok) {
      flow.release();
      return put;
    }
    if (!flow.integrated) return ok({ flow, spec });
    const deviation = checkedDeviation(flow);
    if (deviation <= DENSITY_TOLERANCE) return ok({ flow, spec, deviation });
    flow.release();
    if (doublings === DOUBLINGS) return inexact(name, spec, deviation);
    spec = doubled(spec);
  }
};

const inexact = (name: string, spec: FlowSpec, deviation: number): Result<never> =>
  fail(
    'model.inexact',
    `log q of ${name} still deviates by ${deviation.toPrecision(2)} with ${spec.kind === 'continuous' ? spec.steps : 0} integration steps: its samples would not be exact.`,
    'Train it again with more steps (flow.steps): with too few a flow learns to use the error of the integration.',
    { deviation, tolerance: DENSITY_TOLERANCE },
  );
