/**
 * A Dirac operator D[U] on the links of one gauge field, f64 or f32, for one vector or for several side by side (`space.blocks`).
 *
 * D is used in its even-odd form: with x split by the parity of x + y + z + t, D = (D_ee D_eo; D_oe D_oo), everything expensive happens on the
 * even sites with `normal`:
 *   Wilson-like: A = Dhat^+ Dhat, Dhat = D_ee - D_eo D_oo^-1 D_oe, |det D|^2 = |det D_oo|^2 det A
 *   staggered:   A = (D^+ D)_ee = m^2 - D_eo D_oe,                 det D = det A
 * Lattices whose extents are not all even have no parity: they are refused (fermion.unsupported).
 *
 * A and D belong to the links at the last `refresh`. Vectors on all sites: order [block][slice s of a fifth dimension][spin][colour][re, im] at each site.
 */
import type { DiracSpec } from '../api/spec/dirac-spec.ts';
import type { Precision } from '../kernel/graph.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import type { PositiveOperator } from '../linear/positive-operator.ts';
import type { VectorSpace } from '../linear/vector-space.ts';
import type { MomentumField } from '../update/momenta.ts';
import type { RowsKept } from './link-storage.ts';

export interface DiracOptions {
  /** f64 when absent. */
  readonly precision?: Precision;
  /** Vectors side by side; 1 when absent. */
  readonly blocks?: number;
  /**
   * Rows of the links in memory. `two-rows` (SU(3); Wilson-like) takes 12 reals per link in place of 18. Full when absent: measured on 8^4 it is
   * a sixth faster (f64 21.6 against 18.6 GFlop/s, f32 45.6 and 38.9), and two rows gain nothing on 16^4 either.
   */
  readonly rows?: RowsKept;
}

export interface DiracOperator {
  readonly spec: DiracSpec;
  readonly gauge: GaugeField;
  /** The links inside D at the last `refresh`, smeared, without signs and phases, in double precision; `gauge` itself without smearing. */
  readonly smeared: GaugeField;
  /** Vectors on all sites. Its lattice is that of the gauge field, or a single-precision one of the same extents. */
  readonly space: VectorSpace;
  readonly spins: number;
  /** Slices of the fifth dimension: 1 but for domain walls. */
  readonly slices: number;
  readonly normal: NormalOperator;

  /** Takes in the links as they are now. Call after every change of them. */
  refresh(): void;
  /** out <- D x, on all sites. */
  apply(out: Field, x: Field): void;
  /** out <- D^+ x, on all sites. */
  applyDagger(out: Field, x: Field): void;

  /** D x = b in two halves: the right-hand side c (even sites) of A x_e = c .. */
  prepare(c: Field, b: Field): void;
  /** .. and from x on the even sites x on the odd ones. */
  reconstruct(x: Field, b: Field): void;

  /**
   * Adds weight * Re <y, D x> to the action S whose force is being collected (x, y on all sites, held fixed; D the operator above, mass and
   * site-diagonal terms included).
   */
  addToAction(y: Field, x: Field, weight: number): void;
  /** P <- P + eps F, F the force of the collected S on the links of `gauge`, through smearing and all; then forgets S. */
  kick(momenta: MomentumField, eps: number): void;

  /** Where D_oo depends on the links (clover): log |det D_oo|, and its weight in the action that is being collected. */
  readonly siteDiagonal?: {
    logDeterminant(): number;
    addToAction(weight: number): void;
  };
  release(): void;
}

/** A of above on the even sites, as solvers, pseudofermions and their forces need it. */
export interface NormalOperator extends PositiveOperator {
  /** Where Gaussian vectors xi are drawn for a pseudofermion B^+ xi (all sites for staggered, even sites otherwise). */
  readonly rootSpace: VectorSpace;
  /** phi <- B^+ xi with B^+ B = A + mu^2, so that phi^+ (A + mu^2)^-1 phi has the distribution of xi^+ xi. */
  applyRootDagger(phi: Field, xi: Field, mu: number): void;
  /** Wilson-like: out <- B x, the B of applyRootDagger for mu = 0. Where there is Q it is that. */
  readonly applyRoot?: (out: Field, x: Field) => void;
  /** Wilson-like: out <- (Q + i mu) x with Q Hermitian, A = Q^2 (Q = gamma_5 Dhat; domain walls: gamma_5 R Dhat). */
  readonly hermitian?: (out: Field, x: Field, mu: number) => void;
  /**
   * Fields on all sites such that <x, dA x> = 2 Re <y, dD x'> for every change of the links: x' = x with D x' = 0 on odd sites, y likewise.
   * Valid until the next call; may share memory with temporaries of `apply`.
   */
  forceVectors(x: Field): { readonly x: Field; readonly y: Field };
}
