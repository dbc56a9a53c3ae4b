/** The Dirac operator of its parameters. Test: test/unit/engine/dirac/make-dirac.test.ts. */
import type { DiracSpec } from '../api/spec/dirac-spec.ts';
import { unreachable } from '../base/invariant.ts';
import type { Result } from '../base/result.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { cloverOperator } from './clover/clover.ts';
import type { DiracOperator, DiracOptions } from './dirac-operator.ts';
import { domainWallOperator } from './domain-wall/domain-wall.ts';
import { staggeredOperator } from './staggered/staggered-operator.ts';
import { wilsonOperator } from './wilson/wilson.ts';

/** The operator on the present links of `gauge` (refreshed once). fermion.unsupported: an odd extent; quarks with spin in three dimensions. */
export const makeDirac = (
  gauge: GaugeField,
  spec: DiracSpec,
  options: DiracOptions = {},
): Result<DiracOperator> => {
  switch (spec.operator) {
    case 'wilson':
      return wilsonOperator(gauge, spec, options);
    case 'staggered':
      return staggeredOperator(gauge, spec, options);
    case 'domain-wall':
    case 'moebius':
      return domainWallOperator(gauge, spec, options);
    case 'wilson-clover':
      return cloverOperator(gauge, spec, options);
    default:
      return unreachable(spec);
  }
};
