/**
 * Wilson fermions, r = 1: D = 1 - kappa H (hop.ts). K. G. Wilson, Phys. Rev. D10 (1974) 2445.
 * Test: test/unit/engine/dirac/wilson/wilson.test.ts; another code's numbers: test/golden/wilson.test.ts.
 */
import type { WilsonSpec } from '../../api/spec/dirac-spec.ts';
import type { Result } from '../../base/result.ts';
import type { GaugeField } from '../../lattice/gauge-field.ts';
import type { DiracOperator, DiracOptions } from '../dirac-operator.ts';
import { wilsonLike } from './wilson-like.ts';

/** Errors of makeDirac. */
export const wilsonOperator = (
  gauge: GaugeField,
  spec: WilsonSpec,
  options: DiracOptions,
): Result<DiracOperator> =>
  wilsonLike(gauge, spec, options, () => ({ slices: 1, hop: -spec.kappa, hermitian: 'gamma5' }));
