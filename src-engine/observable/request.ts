/** What can be measured on one configuration, and with which options: the sections of [measure] without their `every`, and the quark. */
import type { ValenceSpec } from '../api/spec/dirac-spec.ts';
import {
  type CondensateSpec,
  type CreutzRatiosSpec,
  type EigenvaluesSpec,
  type MesonsSpec,
  type NucleonSpec,
  type PcacSpec,
  type PionSpec,
  QUARK_OBSERVABLES,
  type QuarkObservable,
  type StaticPotentialSpec,
} from '../api/spec/hadron-spec.ts';
import type {
  ChargeDefinition,
  FlowSpec,
  MeasureSpec,
  Recurring,
  TopologicalChargeSpec,
  WilsonLoopsSpec,
} from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';

type Options<S extends Recurring> = Omit<S, 'every'>;

/** What is measured with the links alone. */
export type GaugeRequest =
  | { readonly observable: 'plaquette' | 'rectangle' | 'polyakov' | 'action-density' | 'link-trace' }
  | ({ readonly observable: 'wilson-loops'; readonly planes?: 'time' | 'all' } & Options<WilsonLoopsSpec>)
  | ({ readonly observable: 'static-potential' } & Options<StaticPotentialSpec>)
  | ({ readonly observable: 'creutz-ratios' } & Options<CreutzRatiosSpec>)
  | ({ readonly observable: 'topological-charge' } & Options<TopologicalChargeSpec>)
  | ({ readonly observable: 'flow'; readonly charges?: readonly ChargeDefinition[] } & Options<FlowSpec>);

interface WithQuark {
  readonly quark: ValenceSpec;
}

export type QuarkRequest =
  | ({ readonly observable: 'pion' } & WithQuark & Options<PionSpec>)
  | ({ readonly observable: 'mesons' } & WithQuark & Options<MesonsSpec>)
  | ({ readonly observable: 'nucleon' } & WithQuark & Options<NucleonSpec>)
  | ({ readonly observable: 'pcac' } & WithQuark & Options<PcacSpec>)
  | ({ readonly observable: 'condensate' } & WithQuark & Options<CondensateSpec>)
  | ({ readonly observable: 'eigenvalues' } & WithQuark & Options<EigenvaluesSpec>);

export type MeasureRequest = GaugeRequest | QuarkRequest;

export type ObservableName = MeasureRequest['observable'];

export const isQuarkObservable = (name: ObservableName): name is QuarkObservable =>
  (QUARK_OBSERVABLES as readonly ObservableName[]).includes(name);

export const isQuarkRequest = (request: MeasureRequest): request is QuarkRequest => 'quark' in request;

export interface ScheduledRequest {
  /** Updates from one measurement to the next. */
  readonly every: number;
  readonly request: MeasureRequest;
}

/** The requests of a run's [measure] sections; `quark` is what those of quarks are measured with. */
export const scheduledRequests = (spec: MeasureSpec, quark?: ValenceSpec): ScheduledRequest[] => {
  const out: ScheduledRequest[] = [];
  const add = <S extends Recurring>(
    section: S | undefined,
    request: (options: Options<S>) => MeasureRequest,
  ): void => {
    if (section === undefined) return;
    const { every, ...options } = section;
    out.push({ every, request: request(options) });
  };
  const withQuark = (): WithQuark => {
    invariant(quark !== undefined, 'a specification that measures quarks has one');
    return { quark };
  };
  add(spec.plaquette, () => ({ observable: 'plaquette' }));
  add(spec.rectangle, () => ({ observable: 'rectangle' }));
  add(spec.polyakov, () => ({ observable: 'polyakov' }));
  add(spec.wilsonLoops, (options) => ({ observable: 'wilson-loops', ...options }));
  add(spec.staticPotential, (options) => ({ observable: 'static-potential', ...options }));
  add(spec.creutzRatios, (options) => ({ observable: 'creutz-ratios', ...options }));
  add(spec.topologicalCharge, (options) => ({ observable: 'topological-charge', ...options }));
  add(spec.actionDensity, () => ({ observable: 'action-density' }));
  add(spec.flow, (options) => ({ observable: 'flow', ...options }));
  add(spec.pion, (options) => ({ observable: 'pion', ...withQuark(), ...options }));
  add(spec.mesons, (options) => ({ observable: 'mesons', ...withQuark(), ...options }));
  add(spec.nucleon, (options) => ({ observable: 'nucleon', ...withQuark(), ...options }));
  add(spec.pcac, (options) => ({ observable: 'pcac', ...withQuark(), ...options }));
  add(spec.condensate, (options) => ({ observable: 'condensate', ...withQuark(), ...options }));
  add(spec.eigenvalues, (options) => ({ observable: 'eigenvalues', ...withQuark(), ...options }));
  return out;
};
