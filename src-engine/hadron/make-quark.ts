/** A valence quark on the links of a gauge field, of its specification. Test: test/unit/engine/hadron/domain-wall-quark.test.ts, test/unit/engine/hadron/solve-dirac.test.ts. */
import type { DiracSpec, ValenceSpec } from '../api/spec/dirac-spec.ts';
import { ok, type Result } from '../base/result.ts';
import { makeDirac } from '../dirac/make-dirac.ts';
import type { GaugeField } from '../lattice/gauge-field.ts';
import { VectorSpace } from '../linear/vector-space.ts';
import { domainWallQuark } from './domain-wall-quark.ts';
import type { Quark } from './quark.ts';
import { solveDirac } from './solve-dirac.ts';
import { solveOptions } from './solve-options.ts';

/** `blocks` columns are solved for at once. Errors of makeDirac. */
export const makeQuark = (gauge: GaugeField, spec: ValenceSpec, blocks = 1): Result<Quark> => {
  const made = makeDirac(gauge, spec, { blocks });
  if (!made.ok) return made;
  const dirac = made.value;
  if (spec.operator === 'domain-wall' || spec.operator === 'moebius')
    return domainWallQuark(dirac, spec, blocks);
  const { colours } = gauge.group;
  return ok({
    spec,
    gauge,
    dirac,
    space: new VectorSpace(gauge.lattice, 2 * blocks * dirac.spins * colours, undefined, blocks),
    spins: dirac.spins,
    colours,
    solve: (q, eta, onStep) => solveDirac(dirac, q, eta, solveOptions(spec, onStep)),
    refresh: () => dirac.refresh(),
    release: () => dirac.release(),
  });
};

/** Sites up to which several columns are solved for at once: the vectors of more would not fit beside larger fields. */
const MAX_BLOCK_VOLUME = 2 ** 17;

/** Columns solved for together: pays where links are most of what an operator reads (1.7 times faster for four Wilson columns). */
export const columnsTogether = ({ operator }: DiracSpec, dims: readonly number[]): number => {
  if (operator !== 'wilson' && operator !== 'wilson-clover') return 1;
  if (dims.reduce((a, b) => a * b) > MAX_BLOCK_VOLUME) return 1;
  return dims.length === 4 ? 4 : 2;
};
