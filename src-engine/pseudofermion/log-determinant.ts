/**
 * The site-diagonal part of |det D|^flavours where it depends on the links (clover): |det D|^2 = |det D_oo|^2 det A, so that beside the
 * pseudofermions' det(A)^(flavours/2) there is exp(-S) with S = -flavours log |det D_oo|.
 * Test: test/unit/engine/pseudofermion/log-determinant.test.ts.
 */
import type { DiracOperator } from '../dirac/dirac-operator.ts';
import type { Monomial } from '../update/monomial.ts';

/** Undefined where D_oo does not depend on the links. */
export const logDeterminant = (
  operator: DiracOperator,
  flavours: number,
  name: string,
): Monomial | undefined => {
  const part = operator.siteDiagonal;
  if (part === undefined) return undefined;
  return {
    name,
    value: () => {
      operator.refresh();
      return -flavours * part.logDeterminant();
    },
    kick: (momenta, eps) => {
      operator.refresh();
      part.addToAction(-flavours);
      operator.kick(momenta, eps);
    },
  };
};
