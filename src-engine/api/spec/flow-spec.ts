/**
 * What a normalizing flow is made of and how it is trained: the sections [flow] and [training] of a run that trains, and the manifest of a model.
 * A flow maps samples z of a simple prior to fields x = f(z) with density log q(x) = log r(z) - log |det df/dz|.
 */

/** The network that conditions a coupling: acts on the frozen part of the field, periodic in all directions. */
export interface NetworkSpec {
  readonly network: 'convolution' | 'dense';
  /** Channels of the hidden layers (neurons of `dense`). */
  readonly hidden: readonly number[];
  /** Odd extent of the stencil in each direction; only for convolutions. */
  readonly stencil?: number;
  readonly activation: 'leaky-relu' | 'tanh' | 'relu' | 'silu';
  /** Of the output; `tanh` bounds what the coupling can do at first. */
  readonly finalActivation: 'none' | 'tanh';
}

interface Couplings extends NetworkSpec {
  readonly couplings: number;
}

/** Real scalar field, checkerboard masks: x' = x exp(s) + t on the active sites. arXiv:1904.12072, 2101.08176. */
export interface AffineFlowSpec extends Couplings {
  readonly kind: 'affine';
}
/** Real scalar field, checkerboard masks, monotone rational-quadratic splines with linear tails, then scaled and shifted. arXiv:1906.04032, 2105.12481. */
export interface SplineFlowSpec extends Couplings {
  readonly kind: 'spline';
  readonly bins: number;
}
/** Real scalar field: dphi/dt linear in translation- and rotation-covariant features, divergence known. arXiv:2207.00283. */
export interface ContinuousFlowSpec {
  readonly kind: 'continuous';
  readonly frequencies: number;
  readonly features: number;
  /** Fourier modes in flow time. */
  readonly timeModes: number;
  /** Of training. */
  readonly steps: number;
  /** Where densities must be exact: evaluations, proposals, weights; 64 when absent, and never fewer than `steps`. */
  readonly exactSteps?: number;
}
/** What the networks of couplings of plaquettes see: plaquettes, or also the 2 x 1 loops across the moving links; plaquettes when absent. */
interface SeenLoops {
  readonly loops?: 'plaquettes' | 'rectangles';
}
/** U(1) in two dimensions, gauge equivariant: plaquettes of one stripe are moved. arXiv:2003.06413, 2101.08176. */
export interface AngularFlowSpec extends Couplings {
  readonly kind: 'angular';
  /** As of SU(N); `strips`: loops of 2, 3 and 4 plaquettes across the moving links. */
  readonly loops?: 'plaquettes' | 'rectangles' | 'strips';
  /** Which loops are moved one after the other; alternating when absent. */
  readonly masks?: 'alternating' | 'sweeps' | 'blocks';
  readonly transform: 'projection' | 'circular-spline';
  /** Terms of the mixture of non-compact projections; knots of a spline. */
  readonly size: number;
}
/** SU(2), SU(3) in two dimensions: eigenvalues of the plaquettes of one stripe are moved. arXiv:2008.05456. */
export interface SpectralFlowSpec extends Couplings, SeenLoops {
  readonly kind: 'spectral';
  /** Which loops are moved one after the other; alternating when absent. Networks of sweeps see strips alone. */
  readonly masks?: 'alternating' | 'sweeps';
  readonly bins: number;
}
/** SU(N), U(1) in any dimension: masked gradient steps of a sum of loops (stout), exact Jacobian. arXiv:2305.02402. */
export interface ResidualFlowSpec {
  readonly kind: 'residual';
  readonly sweeps: number;
}

export type FlowSpec =
  | AffineFlowSpec
  | SplineFlowSpec
  | ContinuousFlowSpec
  | AngularFlowSpec
  | SpectralFlowSpec
  | ResidualFlowSpec;
export type FlowKind = FlowSpec['kind'];

export interface TrainingSpec {
  readonly steps: number;
  readonly batch: number;
  /** Gradient of the reverse Kullback-Leibler divergence. arXiv:2207.08219 (path), 2202.01314 (reinforce with control variate). */
  readonly estimator: 'reparametrised' | 'path' | 'reinforce';
  readonly optimiser: 'adam' | 'adamw';
  readonly learningRate: number;
  readonly schedule: 'constant' | 'cosine' | 'exponential';
  /** Last learning rate over the first one; only with a schedule. */
  readonly finalRate?: number;
  readonly weightDecay?: number;
  /** Largest norm of the gradient; 0 for none. */
  readonly clip: number;
  /** Steps in which the couplings of the target rise linearly from zero; 0 for none. */
  readonly annealing: number;
  /** Training ends when the effective sample size has been above this; 1 for never. */
  readonly stopAtEss: number;
  /** Steps between evaluations, and samples of each. */
  readonly evaluateEvery: number;
  readonly evaluationSamples: number;
  /** A model to begin from: of another coupling or volume. */
  readonly initialModel?: string;
}

/** Item of [[phase.update]]: proposals of a trained flow, accepted by independence Metropolis. */
export interface FlowUpdate {
  readonly algorithm: 'flow';
  /** Name or folder of a model. */
  readonly model: string;
  /** Proposals made at once. */
  readonly batch: number;
  /** Proposals per update. */
  readonly proposals: number;
}
