/**
 * Accepted values and how results compare with them: those of every template with the same lattice, action and quarks, whatever
 * the algorithm, and what holds for every hybrid Monte Carlo. Test: test/unit/main/analysis/references.test.ts.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatWithError } from '../../src-engine/api/format-with-error.ts';
import type { SeaQuarkSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import type { RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import type { Reference } from '../../src-engine/api/template/template.ts';
import { templateSpec, templates } from '../../src-engine/api/template/templates.ts';
import { hasEstimate, type Summary } from './summary.ts';

export interface ComparedReference extends Reference {
  readonly formatted: string;
  /** (result - accepted value) in units of the combined error; null without errors. */
  readonly pull: number | null;
  /** agrees: within 3 errors; tension: within 5; unknown: beyond 3, but the error itself is not to be relied on (see warnings). */
  readonly verdict: 'agrees' | 'tension' | 'differs' | 'unknown';
}

const identities: readonly Reference[] = [
  {
    observable: 'exp-minus-delta-h',
    value: 1,
    error: 0,
    source: 'exact in equilibrium for every step size (Creutz, Phys. Rev. D 38 (1988) 1228)',
  },
];

/** The part of a quark that its determinant depends on: not how the weight is simulated. */
const determinantOf = ({
  hasenbusch: _masses,
  level: _level,
  tolerance: _tolerance,
  forceTolerance: _force,
  maxIterations: _most,
  guesses: _guesses,
  ...determinant
}: SeaQuarkSpec) => determinant;

const ensembleOf = ({ lattice, action, fermion }: Ensemble) => [lattice, action, fermion.map(determinantOf)];

type Ensemble = Pick<RunSpec, 'lattice' | 'action' | 'fermion'>;

export const referencesFor = (spec: Ensemble | undefined): readonly Reference[] => {
  if (spec === undefined) return identities;
  const found = templates.filter((template) =>
    isDeepStrictEqual(ensembleOf(templateSpec(template)), ensembleOf(spec)),
  );
  return [...new Set([...found.flatMap(({ references }) => references), ...identities])];
};

/** Series go by longer names where the flow gives a scale, and where a list has several algorithms. */
const isAbout = (reference: Reference, name: string): boolean =>
  reference.observable === name.replace(/^flow\.(?=[tw]0$)/, '').replace(/\.\d+$/, '');

const verdictOf = (size: number, isUncertain: boolean): ComparedReference['verdict'] => {
  if (size <= 3) return 'agrees';
  if (isUncertain) return 'unknown';
  return size <= 5 ? 'tension' : 'differs';
};

interface FoundNumber {
  readonly value: number;
  /** NaN where it is not known. */
  readonly error: number;
  /** Its error is not to be relied on. */
  readonly isUncertain: boolean;
}

/** The first accepted value that speaks of `name`, beside what was found for it. */
export const compareNumber = (
  references: readonly Reference[],
  name: string,
  found: FoundNumber | undefined,
): ComparedReference | undefined => {
  const reference = references.find((one) => isAbout(one, name));
  if (reference === undefined) return undefined;
  const { value, error } = reference;
  const shown = { ...reference, formatted: error === 0 ? String(value) : formatWithError(value, error) };
  const combined = found === undefined ? 0 : Math.hypot(found.error, error);
  if (found === undefined || !(combined > 0)) return { ...shown, pull: null, verdict: 'unknown' };
  const pull = (found.value - value) / combined;
  return { ...shown, pull, verdict: verdictOf(Math.abs(pull), found.isUncertain) };
};

export const compareWith = (
  references: readonly Reference[],
  result: Summary,
): ComparedReference | undefined =>
  compareNumber(
    references,
    result.name,
    hasEstimate(result)
      ? { value: result.value, error: result.error, isUncertain: result.warnings.length > 0 }
      : undefined,
  );
