/**
 * Domain-wall fermions in the form of Shamir (Y. Shamir, Nucl. Phys. B406 (1993) 90; V. Furman, Y. Shamir, B439 (1995) 54) and of Moebius
 * (R. C. Brower, H. Neff, K. Orginos, arXiv:1206.5214), in 4 and 2 dimensions d. With T of slice-part.ts and D_W(-M) = d - M - H/2,
 *
 *   D = (b D_W + 1) - (1 - c D_W) T = [(d - M) b + 1] + [(d - M) c - 1] T - (1/2) H (b + c T);
 *
 * Shamir is b = 1, c = 0. g_5 R D is Hermitian for c = 0, R the reversal of the slices; otherwise that holds for D (b + c T)^-1.
 * The operator of Pauli and Villars is the same with m = 1. Test: test/unit/engine/dirac/domain-wall.test.ts.
 */
import type { DomainWallSpec, MoebiusSpec } from '../../api/spec/dirac-spec.ts';
import type { Result } from '../../base/result.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { DiracOperator, DiracOptions } from '../dirac-operator.ts';
import { wilsonLike } from '../wilson/wilson-like.ts';
import { sliceMatrix } from './slice-part.ts';

/** Vectors have `spec.ls` slices at each site (dirac-operator.ts). Errors of makeDirac. */
export const domainWallOperator = (
  gauge: GaugeField,
  spec: DomainWallSpec | MoebiusSpec,
  options: DiracOptions,
): Result<DiracOperator> => {
  const { b, c } = spec.operator === 'moebius' ? spec : { b: 1, c: 0 };
  const shift = { wrap: spec.mass, slices: spec.ls };
  const onSite = gauge.lattice.dims.length - spec.height;
  const diagonal = sliceMatrix({ ...shift, a: onSite * b + 1, b: onSite * c - 1 });
  return wilsonLike(gauge, spec, options, () =>
    c === 0
      ? { slices: spec.ls, hop: -b / 2, diagonal, hermitian: 'reversed' }
      : { slices: spec.ls, hop: -0.5, diagonal, before: sliceMatrix({ ...shift, a: b, b: c }) },
  );
};
