/**
 * The state of a run of a scalar field and its next update: as simulation.ts, without links.
 * Test: test/unit/engine/run/scalar-simulation.test.ts.
 */
import type { RunSpec, UpdateSpec } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { Device } from '../kernel/device.ts';
import type { Executor } from '../kernel/executor.ts';
import { type Field, Lattice } from '../lattice/lattice.ts';
import { type ChainField, plainField } from '../learn/sample/chain-field.ts';
import type { Replica } from '../learn/sample/replica-exchange.ts';
import { clusterUpdate } from '../scalar/cluster.ts';
import { type ScalarMeter, scalarMeter } from '../scalar/observables.ts';
import { type Phi4Action, phi4Action } from '../scalar/phi4-action.ts';
import {
  makeScalarField,
  type ScalarConfiguration,
  type ScalarField,
  scalarConfiguration,
  setHotScalar,
  setScalar,
} from '../scalar/scalar-field.ts';
import { scalarHmc } from '../scalar/scalar-hmc.ts';
import { scalarMetropolis } from '../scalar/scalar-metropolis.ts';
import { SCHEMES } from '../update/integrator/index.ts';
import { Chain } from './chain.ts';
import { flowProposals } from './flow-proposals.ts';
import { type Models, noModels } from './models.ts';
import type { SavedScalar } from './run-port.ts';
import type { Updater } from './updater.ts';

export class ScalarSimulation {
  readonly spec: RunSpec;
  readonly field: ScalarField;
  /** As exchanges of replicas see it. */
  readonly replica: Replica;
  private readonly device: Device;
  private readonly chain: Chain;
  private readonly measure: ScalarMeter;

  /** On a device of its own, or one that it shares. Throws the FailureError of models that do not fit. */
  constructor(spec: RunSpec, place: Executor | Device, models: Models = noModels) {
    const { action } = spec;
    invariant('preset' in action && action.preset === 'phi4', 'a scalar field with the action phi4');
    this.spec = spec;
    this.device =
      place instanceof Device ? place : new Device(place, { reproducible: spec.run.reproducible });
    this.field = makeScalarField(new Lattice(this.device, spec.lattice.dims));
    const phi4 = phi4Action(this.field, action);
    this.replica = { field: this.field.phi, action: (of) => phi4.value(of) };
    this.chain = new Chain(spec, (update, phase) => {
      if (update.algorithm !== 'flow') return scalarUpdater(update, this.field, phi4);
      const field = this.chainField(this.field.phi);
      return flowProposals(this.device, spec, { update, phase, models, field });
    });
    this.measure = scalarMeter(this.field, phi4);
    if (spec.start.kind === 'hot') setHotScalar(this.field, spec.seed);
  }

  /** A field like this one, as flows take it. */
  chainField(of: Field): ChainField {
    return plainField(of);
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

  /** Starts from this field. */
  begin(configuration: ScalarConfiguration): void {
    setScalar(this.field, configuration);
  }

  /** Goes on from this field, as it was after update number `update`, bit for bit. */
  restore(configuration: ScalarConfiguration, update: number): void {
    setScalar(this.field, configuration);
    this.chain.restore(update);
  }

  saved(): SavedScalar {
    return { kind: 'scalar', update: this.update, field: scalarConfiguration(this.field) };
  }

  step(): Record<string, number> {
    const values = this.chain.step();
    const every = this.spec.measure.scalar?.every;
    return every !== undefined && this.update % every === 0 ? { ...values, ...this.measure() } : values;
  }
}

const scalarUpdater = (
  update: Exclude<UpdateSpec, { readonly algorithm: 'flow' }>,
  field: ScalarField,
  action: Phi4Action,
): Updater => {
  const { algorithm } = update;
  switch (algorithm) {
    case 'hmc': {
      const hmc = scalarHmc(field, action, { ...update, scheme: SCHEMES[update.integrator]! });
      const every = update.reversibilityCheckEvery;
      return {
        name: algorithm,
        apply: (draw) => {
          const reversibility = every > 0 && draw.update % every === 0;
          const found = hmc.trajectory(draw, { reversibility });
          return {
            'delta-h': found.deltaH,
            accepted: found.accepted ? 1 : 0,
            ...(found.reversibility !== undefined && { reversibility: found.reversibility }),
          };
        },
      };
    }
    case 'metropolis': {
      const { hits, stepSize, sweeps } = update;
      const metropolis = scalarMetropolis(field, action.coupling, { hits, width: stepSize });
      return {
        name: algorithm,
        apply: (draw) => {
          let kept = 0;
          for (let i = 0; i < sweeps; i++) kept += metropolis.sweep({ ...draw, stage: draw.stage + i });
          return { acceptance: kept / sweeps };
        },
      };
    }
    case 'cluster': {
      const cluster = clusterUpdate(field);
      return {
        name: algorithm,
        apply: (draw) => {
          for (let i = 0; i < update.sweeps; i++) cluster.sweep({ ...draw, stage: draw.stage + i });
          return {};
        },
      };
    }
    default:
      throw new Error(`${algorithm} changes links`);
  }
};
