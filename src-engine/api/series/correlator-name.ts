/**
 * Series that belong together as one function: `pion.3` is the correlator `pion` at t = 3, `static-potential.2` the potential at r = 2,
 * `creutz-ratio.3x3` the Creutz ratio at r = 3. Proved by test/unit/engine/api/series/correlator-name.test.ts.
 */

/**
 * meson: comes back from the other end of time as it went, C(T - t) = C(t); baryon: decays forwards; plateau: constant at large t;
 * potential: of r.
 */
export type CorrelatorKind = 'meson' | 'baryon' | 'plateau' | 'potential';

export interface CorrelatorPart {
  readonly correlator: string;
  /** t or r. */
  readonly at: number;
}

export interface CorrelatorName {
  readonly name: string;
  readonly kind: CorrelatorKind;
  /** t or r of its series, rising. */
  readonly at: readonly number[];
}

const ofTime = /^(two-point|pion|rho|nucleon|pcac-mass|meson\.[a-z0-9]+)\.(\d{1,6})$/;
const ofDistance = /^(static-potential|creutz-ratio)\.(\d{1,6})(?:x(\d{1,6}))?$/;
/** Of single configurations; what is shown is the effective mass of the mean. */
const massOfOne = /^.+\.mass\.\d+$/;

export const kindOfCorrelator = (name: string): CorrelatorKind =>
  name === 'nucleon'
    ? 'baryon'
    : name === 'static-potential'
      ? 'potential'
      : name === 'pcac-mass' || name === 'creutz-ratio'
        ? 'plateau'
        : 'meson';

export const correlatorPart = (series: string): CorrelatorPart | undefined => {
  const [, name, t] = ofTime.exec(series) ?? [];
  if (name !== undefined) return { correlator: name, at: Number(t) };
  const [, kind, r, other] = ofDistance.exec(series) ?? [];
  if (kind === undefined || (kind === 'creutz-ratio') !== (other === r)) return undefined;
  return kind === 'static-potential' && other !== undefined ? undefined : { correlator: kind, at: Number(r) };
};

/** Series of many, one per time, that say little one by one. */
export const isOneOfManyTimes = (series: string): boolean => ofTime.test(series) || massOfOne.test(series);

/** Of the names of a run's series, those that form correlators of at least two points; in the order in which they first come. */
export const correlatorsAmong = (series: readonly string[]): readonly CorrelatorName[] => {
  const found = new Map<string, number[]>();
  for (const name of series) {
    const part = correlatorPart(name);
    if (part === undefined) continue;
    const known = found.get(part.correlator);
    if (known === undefined) found.set(part.correlator, [part.at]);
    else known.push(part.at);
  }
  return [...found]
    .filter(([, at]) => at.length > 1)
    .map(([name, at]) => ({ name, kind: kindOfCorrelator(name), at: at.toSorted((a, b) => a - b) }));
};

export const seriesOfCorrelator = ({ name, at }: CorrelatorName): readonly string[] =>
  at.map((place) => (name === 'creutz-ratio' ? `${name}.${place}x${place}` : `${name}.${place}`));
