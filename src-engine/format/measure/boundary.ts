/**
 * Boundary conditions in time, told from the links themselves: codes bake them in and seldom say so.
 * - open: the temporal links of the last slice vanish (openQCD);
 * - antiperiodic-links: those links carry a minus sign, visible as det = -1 for odd N (QUDA);
 *   for even N the sign is a centre element and cannot be told from the links;
 * - sf-like: the spatial links of slice 0 are one constant matrix per direction while others are not (Schroedinger functional).
 * Test: test/unit/engine/format/boundary.test.ts.
 */
import { type Problem, problem } from '../problem.ts';
import type { LinkSurvey } from './link-survey.ts';

export type Boundary = 'periodic' | 'antiperiodic-links' | 'open' | 'sf-like' | 'unknown';

/** Above this a link is not an element of the group in any precision. */
export const NOT_UNITARY = 1e-3;

export const boundaryOf = (survey: LinkSurvey, colours: number): Boundary => {
  const { rest, lastTemporal, firstSpatial } = survey;
  if (survey.notFinite !== undefined || rest.unitarity > NOT_UNITARY) return 'unknown';
  if (lastTemporal.count > 0 && lastTemporal.largest === 0) return 'open';
  if (survey.firstConstant && !survey.othersConstant) return 'sf-like';
  if (firstSpatial.unitarity > NOT_UNITARY || lastTemporal.unitarity > NOT_UNITARY) return 'unknown';
  if (colours % 2 === 1 && colours > 1 && lastTemporal.negativeDeterminant < NOT_UNITARY)
    return 'antiperiodic-links';
  return 'periodic';
};

const scientific = (value: number): string => value.toExponential(1);

/** What a user should know about a boundary that is not plainly periodic. */
export const boundaryProblems = (
  boundary: Boundary,
  survey: LinkSurvey,
  dims: readonly number[],
): readonly Problem[] => {
  const last = dims[dims.length - 1]! - 1;
  if (boundary === 'antiperiodic-links') {
    const links = survey.lastTemporal.count + survey.firstSpatial.count + survey.rest.count;
    const signFree = (survey.firstSpatial.trace + survey.rest.trace - survey.lastTemporal.trace) / links;
    return [
      problem(
        'note',
        'format.antiperiodicLinks',
        `All ${survey.lastTemporal.count} temporal links at t = ${last} have determinant -1: the antiperiodic boundary condition of the quarks is multiplied into the links. ` +
          `Each plaquette holds such a link twice or not at all, so the plaquette is the same with and without the sign; the Polyakov loop changes its sign, and without the sign the link trace is ${signFree.toPrecision(10)}.`,
        'Multiply the temporal links of the last time slice by -1 before using the field as a periodic one.',
      ),
    ];
  }
  if (boundary === 'open') {
    return [
      problem(
        'note',
        'format.openBoundary',
        `All temporal links at t = ${last} are zero: open boundary conditions in time. The plaquette counts the missing plaquettes as zero.`,
        'Use observables away from the two time boundaries.',
      ),
    ];
  }
  if (boundary === 'sf-like') {
    const off = survey.firstSpatial.unitarity;
    return [
      problem(
        'note',
        'format.fixedBoundary',
        `The spatial links at t = 0 are the same on every site: fixed boundary values of the Schroedinger functional` +
          (off > NOT_UNITARY
            ? `, and not unitary (deviation ${scientific(off)}); all other links are unitary to ${scientific(Math.max(survey.rest.unitarity, survey.lastTemporal.unitarity))}.`
            : '.'),
        'Treat time slice 0 as boundary data, not as part of a periodic field.',
      ),
    ];
  }
  return [];
};
