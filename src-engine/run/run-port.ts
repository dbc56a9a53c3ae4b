/** What a run asks of the world. Calls that keep something resolve when it is durable, but for configurations, which are made so many at a time. */
import type { Result } from '../base/result.ts';
import type { LinkSource } from '../lattice/gauge-configuration.ts';
import type { Walk } from '../learn/sample/replica-walk.ts';
import type { TrainerState } from '../learn/train/trainer-state.ts';
import type { ScalarConfiguration } from '../scalar/scalar-field.ts';
import type { Alarm } from './alarm/alarm.ts';
import type { RunState } from './run-state.ts';

export interface MetricRow {
  readonly update: number;
  readonly values: Readonly<Record<string, number>>;
}

export interface SavedLinks {
  readonly kind: 'links';
  readonly update: number;
  readonly plaquette: number;
  readonly links: LinkSource;
}

export interface SavedScalar {
  readonly kind: 'scalar';
  readonly update: number;
  readonly field: ScalarConfiguration;
}

/** Replicas of an exchange: the first has the couplings of the specification. */
export interface SavedReplicas {
  readonly kind: 'replicas';
  readonly update: number;
  readonly replicas: readonly SavedChain[];
  readonly walk: Walk;
}

export interface SavedTraining {
  readonly kind: 'training';
  readonly update: number;
  readonly training: TrainerState;
}

/** The field of a chain. */
export type SavedChain = SavedLinks | SavedScalar;

/** What a run goes on from, beside its `RunState`: the field of a chain or of each replica, or the numbers of a training. */
export type SavedField = SavedChain | SavedReplicas | SavedTraining;

export interface RunPort {
  /** Seconds from any fixed origin, never going back. */
  now(): number;
  /** Whether the user (or a signal, or the operating system) has asked the run to stop. */
  stopRequested(): boolean;
  /** Whether a checkpoint after this update was asked for; asked once an update. */
  checkpointRequested?(): boolean;
  /** Lets the host take in messages and signals. */
  breathe(): Promise<void>;
  appendMetrics(rows: readonly MetricRow[]): Promise<Result<void>>;
  appendAlarm(alarm: Alarm): Promise<Result<void>>;
  /** Written down, and durable after `keepConfigurations`. */
  saveConfiguration(field: SavedField): Promise<Result<void>>;
  keepConfigurations(): Promise<Result<void>>;
  writeCheckpoint(field: SavedField, state: RunState): Promise<Result<void>>;
}
