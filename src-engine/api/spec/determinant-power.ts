/**
 * The power of det A with which a sea quark enters the weight, A = D^+ D on the even sites (domain walls: det A(m) / det A(1)). One pseudofermion
 * is the power 1; what is left over is a root. Staggered: one field is 4 tastes, 2 in two dimensions.
 * Test: test/unit/engine/pseudofermion/sea-monomials.test.ts.
 */
import type { SeaQuarkSpec } from './dirac-spec.ts';

const FLAVOURS = 2;
const TASTES = 4;

export const determinantPower = (quark: SeaQuarkSpec, dimensions: number): number =>
  quark.operator === 'staggered'
    ? (quark.tastes ?? TASTES) / (dimensions === 2 ? 2 : 4)
    : (quark.flavours ?? FLAVOURS) / 2;

/** Whether some of it goes through a rational approximation. */
export const needsRoot = (quark: SeaQuarkSpec, dimensions: number): boolean =>
  !Number.isInteger(determinantPower(quark, dimensions));
