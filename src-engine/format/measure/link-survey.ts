/**
 * Link by link: trace, distance from the group, first entry that is not a number, and the evidence from which
 * boundary conditions are told. Links fall into three classes, because boundaries live in two of them:
 * spatial links of the first slice (Schroedinger functional), temporal links of the last one (open, antiperiodic), the rest.
 * Test: test/unit/engine/format/boundary.test.ts, test/golden/format-configs.test.ts.
 */
import { determinant, determinantDeviation, largestEntry, realTrace, unitarityDeviation } from './matrix.ts';

export interface LinkClass {
  count: number;
  /** Largest deviation of U U^dagger from 1. */
  unitarity: number;
  /** Largest |det U - 1|. */
  determinant: number;
  /** Largest |det U + 1|. */
  negativeDeterminant: number;
  /** Sum of Re tr U / N. */
  trace: number;
  /** Largest entry: 0 when all links of the class vanish. */
  largest: number;
}

export interface LinkSurvey {
  readonly firstSpatial: LinkClass;
  readonly lastTemporal: LinkClass;
  readonly rest: LinkClass;
  /** Time slice, site within it, and direction of the first link with an entry that is not finite. */
  notFinite: { readonly slice: number; readonly site: number; readonly mu: number } | undefined;
  notFiniteCount: number;
  /** Whether the spatial links of slice 0, and those of any other slice, are the same on every site. */
  firstConstant: boolean;
  othersConstant: boolean;
}

const emptyClass = (): LinkClass => ({
  count: 0,
  unitarity: 0,
  determinant: 0,
  negativeDeterminant: 0,
  trace: 0,
  largest: 0,
});

export const emptySurvey = (): LinkSurvey => ({
  firstSpatial: emptyClass(),
  lastTemporal: emptyClass(),
  rest: emptyClass(),
  notFinite: undefined,
  notFiniteCount: 0,
  firstConstant: true,
  othersConstant: true,
});

const add = (into: LinkClass, u: Float64Array, o: number, n: number): boolean => {
  const unitarity = unitarityDeviation(u, o, n);
  if (!Number.isFinite(unitarity)) return false;
  const det = determinant(u, o, n);
  into.count += 1;
  into.unitarity = Math.max(into.unitarity, unitarity);
  into.determinant = Math.max(into.determinant, determinantDeviation(det, n, 1));
  into.negativeDeterminant = Math.max(into.negativeDeterminant, determinantDeviation(det, n, -1));
  into.trace += realTrace(u, o, n) / n;
  into.largest = Math.max(into.largest, largestEntry(u, o, n));
  return true;
};

const sameSpatialLinks = (u: Float64Array, siteValues: number, spatialValues: number): boolean => {
  for (let at = siteValues; at < u.length; at += siteValues) {
    for (let k = 0; k < spatialValues; k++) if (Math.abs(u[at + k]! - u[k]!) > 1e-6) return false;
  }
  return true;
};

/** Adds time slice number `slice` of `slices` to the survey. */
export const surveySlice = (
  survey: LinkSurvey,
  u: Float64Array,
  slice: number,
  slices: number,
  d: number,
  n: number,
): void => {
  const matrix = 2 * n * n;
  for (let o = 0, link = 0; o < u.length; o += matrix, link++) {
    const mu = link % d;
    const temporal = mu === d - 1;
    const into =
      temporal && slice === slices - 1
        ? survey.lastTemporal
        : !temporal && slice === 0
          ? survey.firstSpatial
          : survey.rest;
    if (!add(into, u, o, n)) {
      survey.notFinite ??= { slice, site: Math.floor(link / d), mu };
      survey.notFiniteCount += 1;
    }
  }
  const constant = sameSpatialLinks(u, matrix * d, matrix * (d - 1));
  if (slice === 0) survey.firstConstant = constant;
  else survey.othersConstant &&= constant;
};
