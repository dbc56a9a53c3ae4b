/** What can be measured on one configuration, and with which options: the sections of [measure] without their `every`. */
import type {
  ChargeDefinition,
  FlowSpec,
  MeasureSpec,
  Recurring,
  TopologicalChargeSpec,
  WilsonLoopsSpec,
} from '../api/spec/run-spec.ts';

type Options<S extends Recurring> = Omit<S, 'every'>;

export type MeasureRequest =
  | { readonly observable: 'plaquette' | 'rectangle' | 'polyakov' | 'action-density' | 'link-trace' }
  | ({ readonly observable: 'wilson-loops'; readonly planes?: 'time' | 'all' } & Options<WilsonLoopsSpec>)
  | ({ readonly observable: 'topological-charge' } & Options<TopologicalChargeSpec>)
  | ({ readonly observable: 'flow'; readonly charges?: readonly ChargeDefinition[] } & Options<FlowSpec>);

export type ObservableName = MeasureRequest['observable'];

export interface ScheduledRequest {
  /** Updates from one measurement to the next. */
  readonly every: number;
  readonly request: MeasureRequest;
}

/** The requests of a run's [measure] sections. */
export const scheduledRequests = (spec: MeasureSpec): ScheduledRequest[] => {
  const out: ScheduledRequest[] = [];
  const add = <S extends Recurring>(
    section: S | undefined,
    request: (options: Options<S>) => MeasureRequest,
  ): void => {
    if (section === undefined) return;
    const { every, ...options } = section;
    out.push({ every, request: request(options) });
  };
  add(spec.plaquette, () => ({ observable: 'plaquette' }));
  add(spec.rectangle, () => ({ observable: 'rectangle' }));
  add(spec.polyakov, () => ({ observable: 'polyakov' }));
  add(spec.wilsonLoops, (options) => ({ observable: 'wilson-loops', ...options }));
  add(spec.topologicalCharge, (options) => ({ observable: 'topological-charge', ...options }));
  add(spec.actionDensity, () => ({ observable: 'action-density' }));
  add(spec.flow, (options) => ({ observable: 'flow', ...options }));
  return out;
};
