/**
 * A symmetric splitting of one molecular-dynamics step of length eps into kicks P -> P + a eps F and drifts U -> exp(b eps P) U:
 * kick a_0, drift b_0, kick a_1, .. drift b_{n-1}, kick a_n, with sum a = sum b = 1. Palindromes are reversible, and every part
 * preserves the volume of phase space, so HMC with any of them is exact. A kick may take its force at links displaced along the force,
 * P -> P + a eps F(exp(d eps^2 F) U): still a function of the links alone.
 */
export interface Scheme {
  readonly name: string;
  /** rms(dH) falls as eps to this power at fixed trajectory length. */
  readonly order: number;
  readonly kicks: readonly number[];
  readonly drifts: readonly number[];
  /** d of each kick; zeros when absent. Not of the first and the last one. */
  readonly displacements?: readonly number[];
}
