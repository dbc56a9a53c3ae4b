/**
 * The state of a run of links and its next update: the links on a device, the phases of the specification, and what is measured when.
 *
 * An update is one pass through the update list of its phase (chain.ts), then reunitarisation; the chain is the same for any number of threads, stopped and resumed
 * or not.
 */
import { GaugeAction } from '../action/gauge-action.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { unwrap } from '../base/result.ts';
import { Device } from '../kernel/device.ts';
import type { Executor } from '../kernel/executor.ts';
import type { GaugeConfiguration } from '../lattice/gauge-configuration.ts';
import {
  type GaugeField,
  linkSource,
  makeGaugeField,
  setCold,
  setConfiguration,
} from '../lattice/gauge-field.ts';
import { type Field, Lattice } from '../lattice/lattice.ts';
import { setHot } from '../lattice/start.ts';
import { reunitariseLinks, unitarityDeviation } from '../lattice/unitarity.ts';
import { type ChainField, gaugeChainField } from '../learn/sample/chain-field.ts';
import type { Replica } from '../learn/sample/replica-exchange.ts';
import {
  type Meter,
  makeMeter,
  measurePlaquette,
  type ScheduledRequest,
  scheduledRequests,
} from '../observable/index.ts';
import { seaMonomials } from '../pseudofermion/sea-monomials.ts';
import { gaugeMonomial } from '../update/gauge-monomial.ts';
import { groupOfSpec, loopActionOfSpec } from './action-of-spec.ts';
import { Chain } from './chain.ts';
import { flowProposals } from './flow-proposals.ts';
import type { Terms } from './hmc-updater.ts';
import { type Models, noModels } from './models.ts';
import type { SavedLinks } from './run-port.ts';
import { type LinkUpdate, makeUpdater } from './updaters.ts';

/** Updates between checks that the links are in the group. */
const UNITARITY_EVERY = 10;

export class Simulation {
  readonly spec: RunSpec;
  readonly field: GaugeField;
  /** As exchanges of replicas see it. */
  readonly replica: Replica;
  private readonly device: Device;
  private readonly chain: Chain;
  private readonly requests: readonly ScheduledRequest[];
  private readonly meter: Meter;

  /**
   * On a device of its own, or one that it shares. Throws the FailureError of quarks that cannot be simulated so, and of models that do not fit.
   */
  constructor(spec: RunSpec, place: Executor | Device, models: Models = noModels) {
    this.spec = spec;
    this.device =
      place instanceof Device ? place : new Device(place, { reproducible: spec.run.reproducible });
    const lattice = new Lattice(this.device, spec.lattice.dims);
    this.field = makeGaugeField(lattice, groupOfSpec(spec));
    const action = new GaugeAction(lattice, loopActionOfSpec(spec), spec.lattice.twist);
    this.replica = { field: this.field.links, action: (of) => action.value(of) };
    const terms: Terms = {
      gauge: gaugeMonomial(action, this.field),
      sea: spec.fermion.flatMap((quark, i) => unwrap(seaMonomials(this.field, quark, i))),
    };
    this.chain = new Chain(spec, (update, phase) => {
      if (update.algorithm === 'flow')
        return flowProposals(this.device, spec, {
          update,
          phase,
          models,
          field: this.chainField(this.field.links),
        });
      // the rules of specifications keep clusters to scalar fields
      return makeUpdater(update as LinkUpdate, action, terms, this.field);
    });
    this.requests = scheduledRequests(spec.measure, spec.valence ?? spec.fermion[0]);
    this.meter = makeMeter(this.field, spec.lattice.twist, spec.seed);
    if (spec.start.kind === 'cold') setCold(this.field);
    else if (spec.start.kind === 'hot') setHot(this.field, spec.seed);
  }

  /** Links like these, as flows take them. */
  chainField(of: Field): ChainField {
    return gaugeChainField({ ...this.field, links: of });
  }

  get update(): number {
    return this.chain.update;
  }
  get totalUpdates(): number {
    return this.chain.totalUpdates;
  }
  get phase(): string {
    return this.chain.phase;
  }

  /** Bytes of kernel memory in use. */
  get bytes(): number {
    return this.device.bytes;
  }

  /** Starts from these links, put back on the group: a file in single precision is away from it by 1e-7. */
  begin(configuration: GaugeConfiguration): void {
    setConfiguration(this.field, configuration);
    reunitariseLinks(this.field);
  }

  /** Goes on from these links, as they were after update number `update`, bit for bit. */
  restore(configuration: GaugeConfiguration, update: number): void {
    setConfiguration(this.field, configuration);
    this.chain.restore(update);
  }

  /** The links as they are now; to be read before the next update. */
  saved(): SavedLinks {
    return {
      kind: 'links',
      update: this.update,
      plaquette: measurePlaquette(this.field).mean,
      links: linkSource(this.field),
    };
  }

  /**
   * Does the next update and its measurements; returns what they gave, by metric name. A solver that fails throws its FailureError; the
   * simulation is then not to be used any further.
   */
  step(): Record<string, number> {
    const values = this.chain.step();
    const { update } = this;
    if (update % UNITARITY_EVERY === 0) values.unitarity = unitarityDeviation(this.field).unitarity;
    reunitariseLinks(this.field);
    this.meter.fresh(update);
    for (const { every, request } of this.requests) {
      if (update % every !== 0) continue;
      for (const { name, value } of unwrap(this.meter(request)).values) values[name] = value;
    }
    return values;
  }
}
