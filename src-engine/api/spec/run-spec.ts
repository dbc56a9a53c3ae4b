/**
 * What a run is asked to do, complete: every default filled in, every key that does not apply left out.
 *
 * The names are those of the TOML file in camel case (`save-every` is `saveEvery`). The schema (schema.ts) is checked
 * against these types by the compiler: a key here without documentation there does not compile, nor the reverse.
 * Units: lattice units, updates, and seconds for durations. Proof: test/property/run-spec.test.ts (text and back).
 */

import type { SeaQuarkSpec, ValenceSpec } from './dirac-spec.ts';
import type { FlowUpdate, FlowSpec as SamplerSpec, TrainingSpec } from './flow-spec.ts';
import type {
  CondensateSpec,
  CreutzRatiosSpec,
  EigenvaluesSpec,
  MesonsSpec,
  NucleonSpec,
  PcacSpec,
  PionSpec,
  StaticPotentialSpec,
} from './hadron-spec.ts';

/** One plane of a twisted boundary: Z_N flux through the plane of directions mu < nu, counted from 0. */
export interface Flux {
  readonly mu: number;
  readonly nu: number;
  /** 0 < units < N. */
  readonly units: number;
}

export type GroupName = 'U(1)' | 'SU(2)' | 'SU(3)' | 'SU(4)' | 'SU(5)' | 'SU(6)' | 'SU(7)' | 'SU(8)';

/** What the field is: links in a gauge group, or one real number at each site. */
export type FieldKind = GroupName | 'scalar';

export interface LatticeSpec {
  /** Extents in the order x, y, z, t (the last one is time). */
  readonly dims: readonly number[];
  readonly group: FieldKind;
  /** Sorted by plane, no zero flux; only for SU(N). */
  readonly twist?: readonly Flux[];
}

export type ActionPreset = 'wilson' | 'symanzik' | 'iwasaki' | 'dbw2';

export interface PresetAction {
  readonly preset: ActionPreset;
  readonly beta: number;
}

export interface LoopAction {
  /** A sum of closed loops with couplings, in the loop language. */
  readonly loops: string;
}

/** S = sum_x [m^2 phi^2 + lambda phi^4 + sum_mu phi(x) (2 phi(x) - phi(x+mu) - phi(x-mu))]: no factor 1/2 anywhere. */
export interface ScalarAction {
  readonly preset: 'phi4';
  readonly massSquared: number;
  readonly lambda: number;
}

export type ActionSpec = PresetAction | ScalarAction | LoopAction;

export interface StartSpec {
  readonly kind: 'cold' | 'hot' | 'file';
  /** Only for kind 'file'. */
  readonly file?: string;
}

export type IntegratorName = 'leapfrog' | 'omelyan-2' | 'omelyan-4' | 'force-gradient';

export interface HmcUpdate {
  readonly algorithm: 'hmc';
  readonly length: number;
  readonly steps: number;
  readonly integrator: IntegratorName;
  /** Steps of each inner level within one step of the level above it, outermost first; only with sea quarks. The gauge action is innermost. */
  readonly innerSteps?: readonly number[];
  /** Only with inner levels. */
  readonly innerIntegrator?: IntegratorName;
  readonly reversibilityCheckEvery: number;
}

export interface HeatBathUpdate {
  readonly algorithm: 'heat-bath';
  readonly sweeps: number;
}

export interface OverRelaxationUpdate {
  readonly algorithm: 'over-relaxation';
  readonly sweeps: number;
}

export interface MetropolisUpdate {
  readonly algorithm: 'metropolis';
  readonly sweeps: number;
  readonly hits: number;
  readonly stepSize: number;
}

/** Only for scalar fields: clusters of one sign are flipped. */
export interface ClusterUpdate {
  readonly algorithm: 'cluster';
  readonly sweeps: number;
}

export type UpdateSpec =
  | HmcUpdate
  | HeatBathUpdate
  | OverRelaxationUpdate
  | MetropolisUpdate
  | ClusterUpdate
  | FlowUpdate;

/** A stretch of the chain: `updates` times the whole list `update`, in order. */
export interface PhaseSpec {
  readonly name: string;
  readonly updates: number;
  readonly update: readonly UpdateSpec[];
}

/**
 * Replicas of the field at other couplings, exchanged between neighbours: a ladder that begins at the couplings of [action].
 * The lists have one entry for each further replica, nearest first.
 */
export interface ExchangeSpec {
  /** Of gauge actions. */
  readonly betas?: readonly number[];
  /** Of scalar fields; empty where all have that of [action]. */
  readonly massesSquared?: readonly number[];
  readonly lambdas?: readonly number[];
  /** Names of trained flows, that of the couplings of [action] first; replicas beyond the list have none. */
  readonly models: readonly string[];
  /** Updates from one exchange to the next. */
  readonly every: number;
}

export interface ExecutionSpec {
  readonly thermalisation: number | 'auto';
  /** Seconds of wall-clock time; 0 means no limit. */
  readonly budget: number;
  readonly checkpointEvery: number;
  /** Seconds of wall-clock time; 0 means never. */
  readonly checkpointInterval: number;
  readonly saveEvery: number;
  /** Only where configurations are saved. */
  readonly savePrecision?: 'double' | 'single';
  readonly threads: number;
  readonly reproducible: boolean;
}

export interface Recurring {
  readonly every: number;
}

export interface WilsonLoopsSpec extends Recurring {
  readonly maxR: number;
  readonly maxT: number;
  readonly smearing: 'none' | 'ape' | 'stout';
  /** Only with smearing. */
  readonly smearingSteps?: number;
  /** Only with smearing. */
  readonly smearingStrength?: number;
}

export type ChargeDefinition = 'plaquette' | 'clover' | 'improved';

export interface TopologicalChargeSpec extends Recurring {
  /** Only in four dimensions; in two the charge of U(1) has one definition, the sum of wrapped plaquette angles. */
  readonly definition?: readonly ChargeDefinition[];
}

export interface FlowSpec extends Recurring {
  readonly action: 'wilson' | 'symanzik';
  readonly integrator: 'rk3' | 'adaptive';
  readonly step: number;
  /** Only for the adaptive integrator. */
  readonly tolerance?: number;
  readonly maxTime: number;
  readonly recordEvery: number;
}

export interface MeasureSpec {
  /** Of scalar fields: moments, magnetisation, susceptibility, energy and the correlator. */
  readonly scalar?: Recurring;
  readonly plaquette?: Recurring;
  readonly rectangle?: Recurring;
  readonly polyakov?: Recurring;
  readonly wilsonLoops?: WilsonLoopsSpec;
  readonly topologicalCharge?: TopologicalChargeSpec;
  readonly actionDensity?: Recurring;
  readonly flow?: FlowSpec;
  readonly staticPotential?: StaticPotentialSpec;
  readonly creutzRatios?: CreutzRatiosSpec;
  readonly pion?: PionSpec;
  readonly mesons?: MesonsSpec;
  readonly nucleon?: NucleonSpec;
  readonly pcac?: PcacSpec;
  readonly condensate?: CondensateSpec;
  readonly eigenvalues?: EigenvaluesSpec;
}

export interface AlarmSpec {
  /** Only where something is accepted or rejected (HMC, Metropolis). */
  readonly acceptanceBand?: readonly number[];
  /** Only with HMC. */
  readonly expDhSigma?: number;
  /** Only with HMC. */
  readonly reversibility?: number;
  /** Only with links that are updated. */
  readonly unitarity?: number;
  /** Only where the topological charge is measured. */
  readonly frozenTopologyTau?: number;
  readonly stallFactor: number;
}

export interface RunSpec {
  readonly version: number;
  readonly name: string;
  readonly seed: number;
  readonly lattice: LatticeSpec;
  readonly action: ActionSpec;
  /** Quarks of the sea; empty for none. */
  readonly fermion: readonly SeaQuarkSpec[];
  /** The quark that is measured with; the first of the sea when absent. */
  readonly valence?: ValenceSpec;
  readonly start: StartSpec;
  /** The flow that is trained; only with `training`. */
  readonly flow?: SamplerSpec;
  /** A run with this section trains a flow: its updates are training steps. */
  readonly training?: TrainingSpec;
  /** Empty only for a training. */
  readonly phase: readonly PhaseSpec[];
  readonly exchange?: ExchangeSpec;
  readonly run: ExecutionSpec;
  readonly measure: MeasureSpec;
  readonly alarm: AlarmSpec;
}

export const isGaugeGroup = (kind: FieldKind): kind is GroupName => kind !== 'scalar';

/** N of SU(N); 1 for U(1) and a scalar field. */
export const coloursOf = (kind: FieldKind): number =>
  kind === 'U(1)' || kind === 'scalar' ? 1 : Number(kind.slice(3, -1));

/** Fields that a run moves: one, or one for each step of the ladder of an exchange. */
export const replicasOf = ({ exchange }: Pick<RunSpec, 'exchange'>): number => {
  if (exchange === undefined) return 1;
  const { betas = [], massesSquared = [], lambdas = [] } = exchange;
  return 1 + Math.max(betas.length, massesSquared.length, lambdas.length);
};

export interface Stretch {
  readonly name: string;
  readonly updates: number;
}

/** What a run goes through: its phases, or its training. */
export const stretchesOf = ({ phase, training }: Pick<RunSpec, 'phase' | 'training'>): readonly Stretch[] =>
  training === undefined ? phase : [{ name: 'training', updates: training.steps }];

export const totalUpdates = (spec: Pick<RunSpec, 'phase' | 'training'>): number =>
  stretchesOf(spec).reduce((sum, { updates }) => sum + updates, 0);
