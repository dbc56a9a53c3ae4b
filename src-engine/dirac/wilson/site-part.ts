/**
 * What an operator of the Wilson kind plugs into the frame (wilson-like.ts). All of them are
 *
 *   D = S + h H C,   H x(n) = sum_mu [(1 - g_mu) U_mu(n) x(n + mu) + (1 + g_mu) U_mu(n - mu)^+ x(n - mu)] on every slice of a fifth dimension,
 *
 * with S and C diagonal in the site: matrices on slice, spin and colour. Wilson: S = 1, h = -kappa; clover: S = 1 - (kappa c/2) sigma F, loaded from a
 * field; domain wall: S = 5 - M - P_- delta_{s+1} - P_+ delta_{s-1}, h = -1/2; Moebius: C = b + c (P_- delta_{s+1} + P_+ delta_{s-1}) before the hop as well.
 * The frame makes of it D, D^+, the even-odd form, prepare, reconstruct, and forces of the hop.
 */
import type { Tracer } from '../../kernel/tracer.ts';
import type { Field } from '../../lattice/lattice.ts';
import type { Spinor } from '../spinor.ts';

/** One block of a vector at a site: a spinor for each slice. */
export type SiteVector = readonly Spinor[];

/** A matrix at each site, as kernels apply it. */
export interface SitePart {
  /** Says everything that the code depends on, beside number of slices and group. */
  readonly key: string;
  /** Fields it reads (at `here`), on the lattice of the operator. */
  readonly fields: readonly Field[];
  /** Numbers it depends on that are not in the key. */
  readonly params: readonly number[];
  /** Declares these fields and parameters, in that order; the function may be called in several passes of the kernel. */
  declare(k: Tracer): (x: SiteVector) => SiteVector;
}

/** A matrix with what the even-odd form and D^+ need of it. */
export interface SiteMatrix {
  readonly matrix: SitePart;
  readonly adjoint: SitePart;
}
export interface InvertibleSiteMatrix extends SiteMatrix {
  readonly inverse: SitePart;
  readonly inverseAdjoint: SitePart;
}

export interface WilsonParts {
  /** Slices of the fifth dimension: 1 without one. */
  readonly slices: number;
  /** h */
  readonly hop: number;
  /** S; 1 when absent. */
  readonly diagonal?: InvertibleSiteMatrix;
  /** C; 1 when absent. */
  readonly before?: SiteMatrix;
  /** g_5 Dhat is Hermitian, or g_5 R Dhat with R the reversal of the slices; absent where neither is. */
  readonly hermitian?: 'gamma5' | 'reversed';
  /** Only where S depends on the links. */
  readonly linkDependence?: {
    /** After the links changed. */
    refresh(): void;
    /** Adds weight * Re <y, S x>, x and y on all sites, to the action that is being collected. */
    addToAction(y: Field, x: Field, weight: number): void;
    /** log |det S_oo| of the links at the last refresh. */
    logDeterminant(): number;
    /** Adds weight * log |det S_oo| to the action. */
    addLogDeterminant(weight: number): void;
    /** Hands what was collected over to the gradient of the links (DressedLinks), right before a kick. */
    collect(): void;
    release(): void;
  };
}
