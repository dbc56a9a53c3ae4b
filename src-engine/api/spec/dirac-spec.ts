/**
 * Which Dirac operator, with which parameters: the same for quarks in the sea, quarks that are measured with, and the command line.
 * Conventions: a = 1, r = 1, space periodic, `boundary` is that of time (the last direction).
 *   wilson         D = 1 - kappa sum_mu [(1 - g_mu) U_mu(x) delta_{x+mu} + (1 + g_mu) U_mu(x-mu)^+ delta_{x-mu}]
 *   wilson-clover  the same minus (kappa c / 2) sum_{mu,nu} sigma_{mu nu} F_{mu nu}
 *   staggered      D = m + (1/2) sum_mu eta_mu(x) [U_mu(x) delta_{x+mu} - U_mu(x-mu)^+ delta_{x-mu}], one field = 4 tastes (2 in 2 dimensions)
 *   domain-wall    Shamir: D_W(-M) + 1 - P_- delta_{s+1} - P_+ delta_{s-1}, -m on the wrap; M is `height`, Ls extent of the 5th direction
 *   moebius        (b D_W(-M) + 1) - (1 - c D_W(-M)) [P_- delta_{s+1} + P_+ delta_{s-1}], -m on the wrap; b = 1, c = 0 is domain-wall
 */

export type DiracBoundary = 'antiperiodic' | 'periodic';

interface LinksOfDirac {
  readonly boundary: DiracBoundary;
  /** The links inside D. */
  readonly smearing: 'none' | 'stout';
  /** Only with smearing. */
  readonly smearingSteps?: number;
  /** Only with smearing: rho. */
  readonly smearingStrength?: number;
}

export interface WilsonSpec extends LinksOfDirac {
  readonly operator: 'wilson';
  readonly kappa: number;
}

export interface CloverSpec extends LinksOfDirac {
  readonly operator: 'wilson-clover';
  readonly kappa: number;
  /** c_sw */
  readonly clover: number;
}

export interface StaggeredSpec extends LinksOfDirac {
  readonly operator: 'staggered';
  readonly mass: number;
}

export interface DomainWallSpec extends LinksOfDirac {
  readonly operator: 'domain-wall';
  readonly mass: number;
  /** M, between 0 and 2. */
  readonly height: number;
  readonly ls: number;
}

export interface MoebiusSpec extends LinksOfDirac {
  readonly operator: 'moebius';
  readonly mass: number;
  readonly height: number;
  readonly ls: number;
  readonly b: number;
  readonly c: number;
}

export type DiracSpec = WilsonSpec | CloverSpec | StaggeredSpec | DomainWallSpec | MoebiusSpec;
export type DiracName = DiracSpec['operator'];

/** How the determinant of one kind of sea quark enters the weight and molecular dynamics. */
export interface SeaSpec {
  /**
   * Not staggered: |det D|^flavours (for domain-wall, Moebius over that of mass 1). 2 is exact with one pseudofermion,
   * other numbers through rational approximations.
   */
  readonly flavours?: number;
  /** Staggered: det(D)^(tastes/4) (tastes/2 in 2 dimensions); one field without a root is 4 (2). */
  readonly tastes?: number;
  /** Twisted masses mu of Hasenbusch's preconditioning, rising; empty for none. Wilson and clover, 2 flavours. */
  readonly hasenbusch?: readonly number[];
  /** Integrator level of each pseudofermion, lightest first; 0 is the outermost. A missing one is 0. */
  readonly level: readonly number[];
  /** |residual| / |source| of the accept step and of the force. */
  readonly tolerance: number;
  readonly forceTolerance: number;
  readonly maxIterations: number;
  /** Earlier solutions from which the force's solver starts; 0 for none. */
  readonly guesses: number;
}

export type SeaQuarkSpec = DiracSpec & SeaSpec;

/** The quark that is measured with; without one the first sea quark. */
export type ValenceSpec = DiracSpec & { readonly tolerance: number; readonly maxIterations: number };
