/**
 * A valence quark in 4 (or 2) dimensions: q = S eta, whatever operator stands behind it. For domain walls the fifth dimension is hidden:
 *   S eta = P D5^-1 D_- Pbar eta,  (Pbar eta)(0) = P_+ eta, (Pbar eta)(Ls-1) = P_- eta,  q = P psi = P_- psi(0) + P_+ psi(Ls-1),
 * D_- = 1 - c D_W(-M) (1 for Shamir): the propagator without the contact term, chiral up to the residual mass (V. Furman, Y. Shamir,
 * hep-lat/9405004; R. Brower, H. Neff, K. Orginos, arXiv:1206.5214). Its midpoint field P_- psi(Ls/2) + P_+ psi(Ls/2-1) measures that mass.
 * Test: test/unit/engine/hadron/domain-wall-quark.test.ts, test/unit/engine/hadron/solve-dirac.test.ts.
 */
import type { ValenceSpec } from '../api/spec/dirac-spec.ts';
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import type { Field } from '../lattice/lattice.ts';
import type { Solved, SolveOptions } from '../linear/solve-report.ts';
import type { VectorSpace } from '../linear/vector-space.ts';

export interface Quark {
  readonly spec: ValenceSpec;
  readonly gauge: GaugeField;
  /** Of eta and q: order [block][spin][colour][re, im]. */
  readonly space: VectorSpace;
  readonly spins: number;
  readonly colours: number;
  readonly dirac: DiracOperator;
  /** q <- S eta; the report is that of D x = b. */
  solve(q: Field, eta: Field, onStep?: SolveOptions['onStep']): Solved;
  /** Domain walls: the midpoint field of the last solution. */
  readonly midpoint?: (out: Field) => void;
  /** Takes in the links as they are now. */
  refresh(): void;
  release(): void;
}
