/**
 * A run of replicas: one simulation for each coupling of the ladder of [exchange], moved in turn by the phases of the specification, and exchanges between neighbours at the
 * beginning of an update, so that what is measured in an update is the field that is saved after it. Replica 0 has the couplings of the specification;
 * measurements are of it alone. Random numbers of each replica have a seed of their own, a function of the run's.
 *
 * Metrics: those of the simulation of replica 0; whether updates of replica r > 0 are accepted as `NAME.replica(r+1)`; `swap-acceptance.p`: min(1, A) between replicas p and p + 1
 * (counted from 1) when tried; `walker`: number of the field that replica 0 has; `round-trip`: 1 when a field has come back to it from the far end.
 * Tests: test/unit/engine/run/replica-run.test.ts, test/statistics/replica-exchange.test.ts.
 */
import type { ActionSpec, RunSpec } from '../api/spec/run-spec.ts';
import { replicasOf } from '../api/spec/run-spec.ts';
import { invariant } from '../base/invariant.ts';
import { Device } from '../kernel/device.ts';
import type { Executor } from '../kernel/executor.ts';
import { flowPassage } from '../learn/sample/flow-passage.ts';
import { makeReplicaExchange, type ReplicaExchange } from '../learn/sample/replica-exchange.ts';
import { ReplicaWalk, type Walk } from '../learn/sample/replica-walk.ts';
import { HostStream } from '../random/host-stream.ts';
import { flowInRun } from './model-flow.ts';
import { type Models, noModels } from './models.ts';
import type { SavedReplicas } from './run-port.ts';
import { ScalarSimulation } from './scalar-simulation.ts';
import { Simulation } from './simulation.ts';

const actionOfReplica = ({ action, exchange }: RunSpec, r: number): ActionSpec => {
  invariant('preset' in action && exchange !== undefined, 'replicas of an action of loops');
  if (r === 0) return action;
  const { betas, massesSquared, lambdas } = exchange;
  if (action.preset !== 'phi4') return { ...action, beta: betas![r - 1]! };
  return {
    ...action,
    massSquared: massesSquared?.[r - 1] ?? action.massSquared,
    lambda: lambdas?.[r - 1] ?? action.lambda,
  };
};

const seedOfReplica = (seed: number, r: number): number =>
  r === 0
    ? seed
    : Math.floor(new HostStream({ seed, purpose: 'exchange', update: 0 }, r).uniform() * 2 ** 53);

/** What replica r is by itself. */
const specOfReplica = (spec: RunSpec, r: number): RunSpec => {
  const { exchange, ...alone } = spec;
  return {
    ...alone,
    seed: seedOfReplica(spec.seed, r),
    action: actionOfReplica(spec, r),
    measure: r === 0 ? spec.measure : {},
  };
};

/** Numbers that all replicas record, by the beginning of their names. */
const ofAll = /^(accepted|acceptance)\b/;

/** Samples of a flow that carries single fields. */
const FEW = 1;

export class ReplicaRun {
  readonly spec: RunSpec;
  /** The first one has the couplings of the specification. */
  readonly replicas: readonly (Simulation | ScalarSimulation)[];
  private readonly device: Device;
  private readonly exchange: ReplicaExchange;
  private readonly walk: ReplicaWalk;

  /** Throws the FailureError of models that do not fit. */
  constructor(spec: RunSpec, executor: Executor, models: Models = noModels) {
    this.spec = spec;
    this.device = new Device(executor, { reproducible: spec.run.reproducible });
    const specs = Array.from({ length: replicasOf(spec) }, (_, r) => specOfReplica(spec, r));
    this.replicas = specs.map((one) =>
      one.lattice.group === 'scalar'
        ? new ScalarSimulation(one, this.device, models)
        : new Simulation(one, this.device, models),
    );
    const flows = spec.exchange!.models.map(
      (word, r) => flowInRun(this.device, specs[r]!, models, word, FEW).flow,
    );
    const [first] = this.replicas;
    const passages = specs
      .slice(1)
      .map((_, r) => flowPassage(flows[r], flows[r + 1], (field) => first!.chainField(field)));
    this.exchange = makeReplicaExchange(
      this.replicas.map(({ replica }) => replica),
      passages,
    );
    this.walk = new ReplicaWalk(specs.length);
  }

  get update(): number {
    return this.replicas[0]!.update;
  }
  get totalUpdates(): number {
    return this.replicas[0]!.totalUpdates;
  }
  get phase(): string {
    return this.replicas[0]!.phase;
  }

  /** Bytes of kernel memory in use. */
  get bytes(): number {
    return this.device.bytes;
  }

  /** Goes on with this walk; the replicas are restored one by one. */
  restore(walk: Walk): void {
    this.walk.restore(walk);
  }

  saved(): SavedReplicas {
    return {
      kind: 'replicas',
      update: this.update,
      replicas: this.replicas.map((replica) => replica.saved()),
      walk: this.walk.state(),
    };
  }

  step(): Record<string, number> {
    const swaps = this.swap();
    const values: Record<string, number> = {};
    this.replicas.forEach((replica, r) => {
      for (const [name, value] of Object.entries(replica.step())) {
        if (r === 0) values[name] = value;
        else if (ofAll.test(name)) values[`${name}.replica${r + 1}`] = value;
      }
    });
    return { ...values, ...swaps };
  }

  private swap(): Record<string, number> {
    const { walk, spec } = this;
    const { every } = spec.exchange!;
    const update = this.update + 1;
    if (update % every !== 0) return {};
    const values: Record<string, number> = {};
    let roundTrip = false;
    for (const { pair, logProbability, accepted } of this.exchange.swap({
      seed: spec.seed,
      round: update / every,
    })) {
      values[`swap-acceptance.${pair + 1}`] = Math.min(1, Math.exp(logProbability));
      if (accepted && walk.swapped(pair)) roundTrip = true;
    }
    return { ...values, walker: walk.first, 'round-trip': roundTrip ? 1 : 0 };
  }
}
