/** The Dirac operator of its parameters. Test: test/unit/engine/dirac/make-dirac.test.ts. */
import type { DiracSpec } from '../api/spec/dirac-spec.ts';
import { unreachable } from '../base/invariant.ts';
import type { Result } from '../base/result.ts';
import type { Precision } from '../kernel/graph.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { cloverOperator } from './clover/clover.ts';
import type { DiracOperator } from './dirac-operator.ts';
import { domainWallOperator } from './domain-wall/domain-wall.ts';
import type { RowsKept } from './link-storage.ts';
import { staggeredOperator } from './staggered/staggered-operator.ts';
import { wilsonOperator } from './wilson/wilson.ts';

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

/** The operator on the present links of `gauge` (refreshed once). */
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
