/**
 * The state of a run and its next update: the links on a device, the phases of the specification, and what is measured when.
 *
 * An update is one pass through the update list of its phase, then reunitarisation. Its random numbers are functions of (seed, update
 * number, site) alone, so the chain is the same for any number of threads, stopped and resumed or not.
 */
import { GaugeAction } from '../action/gauge-action.ts';
import type { RunSpec } from '../api/spec/run-spec.ts';
import { unwrap } from '../base/result.ts';
import { Device } from '../kernel/device.ts';
import type { Executor } from '../kernel/executor.ts';
import type { GaugeConfiguration, LinkSource } from '../lattice/gauge-configuration.ts';
import {
  type GaugeField,
  linkSource,
  makeGaugeField,
  setCold,
  setConfiguration,
} from '../lattice/gauge-field.ts';
import { Lattice } from '../lattice/lattice.ts';
import { setHot } from '../lattice/start.ts';
import { reunitariseLinks, unitarityDeviation } from '../lattice/unitarity.ts';
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
import type { Terms } from './hmc-updater.ts';
import { type LinkUpdate, makeUpdater, STAGES, type Updater } from './updaters.ts';

/** Updates between checks that the links are in the group. */
const UNITARITY_EVERY = 10;

interface Phase {
  readonly name: string;
  /** Number of the phase's last update. */
  readonly last: number;
  readonly updaters: readonly Updater[];
}

export class Simulation {
  readonly spec: RunSpec;
  readonly field: GaugeField;
  readonly totalUpdates: number;
  private readonly device: Device;
  private readonly phases: readonly Phase[];
  private readonly requests: readonly ScheduledRequest[];
  private readonly meter: Meter;
  private done = 0;

  /** Throws the FailureError of quarks that cannot be simulated so. */
  constructor(spec: RunSpec, executor: Executor) {
    this.spec = spec;
    this.device = new Device(executor, { reproducible: spec.run.reproducible });
    const lattice = new Lattice(this.device, spec.lattice.dims);
    this.field = makeGaugeField(lattice, groupOfSpec(spec));
    const action = new GaugeAction(lattice, loopActionOfSpec(spec), spec.lattice.twist);
    const terms: Terms = {
      gauge: gaugeMonomial(action, this.field),
      sea: spec.fermion.flatMap((quark, i) => unwrap(seaMonomials(this.field, quark, i))),
    };
    let last = 0;
    this.phases = spec.phase.map(({ name, updates, update }) => {
      last += updates;
      return {
        name,
        last,
        updaters: update.map((u) => makeUpdater(u as LinkUpdate, action, terms, this.field)),
      };
    });
    this.totalUpdates = last;
    this.requests = scheduledRequests(spec.measure, spec.valence ?? spec.fermion[0]);
    this.meter = makeMeter(this.field, spec.lattice.twist, spec.seed);
    if (spec.start.kind === 'cold') setCold(this.field);
    else if (spec.start.kind === 'hot') setHot(this.field, spec.seed);
  }

  /** Updates done so far. */
  get update(): number {
    return this.done;
  }

  /** Name of the phase of the next update (of the last one, at the end). */
  get phase(): string {
    return this.phaseOf(this.done + 1).name;
  }

  /** Bytes of kernel memory in use. */
  get bytes(): number {
    return this.device.bytes;
  }

  private phaseOf(update: number): Phase {
    return this.phases.find((p) => update <= p.last) ?? this.phases.at(-1)!;
  }

  /** Starts from these links, put back on the group: a file in single precision is away from it by 1e-7. */
  begin(configuration: GaugeConfiguration): void {
    setConfiguration(this.field, configuration);
    reunitariseLinks(this.field);
  }

  /** Goes on from these links, as they were after update number `update`, bit for bit. */
  restore(configuration: GaugeConfiguration, update: number): void {
    setConfiguration(this.field, configuration);
    this.done = update;
  }

  /** The links as they are now; to be read before the next update. */
  links(): LinkSource {
    return linkSource(this.field);
  }

  plaquette(): number {
    return measurePlaquette(this.field).mean;
  }

  /**
   * Does the next update and its measurements; returns what they gave, by metric name. A solver that fails throws its FailureError; the
   * simulation is then not to be used any further.
   */
  step(): Record<string, number> {
    const update = ++this.done;
    const values: Record<string, number> = {};
    this.phaseOf(update).updaters.forEach((updater, i) => {
      const results = updater.apply({ seed: this.spec.seed, update, stage: i * STAGES });
      for (const [name, value] of Object.entries(results))
        values[name in values ? `${name}.${i + 1}` : name] = value;
    });
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
