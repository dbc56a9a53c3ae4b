/**
 * Links that are not elements of the group, in words. Limits: 1e-3 is no rounding of any precision;
 * above 1e-9 a float64 file holds links that went through single precision on their way.
 * Boundary links that the boundary conditions explain are left out.
 * Test: test/unit/engine/format/boundary.test.ts, test/golden/format-configs.test.ts.
 */
import { type GaugeFacts, groupName } from '../gauge-file.ts';
import { type Problem, problem } from '../problem.ts';
import { type Boundary, NOT_UNITARY } from './boundary.ts';
import type { FieldMeasurement } from './field-meter.ts';

const SINGLE = 1e-9;

const scientific = (value: number): string => value.toExponential(2);

/** (x, y, z) of a site number within a slice. */
const coordinates = (site: number, dims: readonly number[]): readonly number[] => {
  let rest = site;
  return dims.slice(0, -1).map((extent) => {
    const coordinate = rest % extent;
    rest = Math.floor(rest / extent);
    return coordinate;
  });
};

const AXES = ['x', 'y', 'z', 't'];

export const linkProblems = (
  measured: FieldMeasurement,
  boundary: Boundary,
  facts: GaugeFacts,
): readonly Problem[] => {
  const { survey } = measured;
  const { dims, colours, precision } = facts;
  if (survey.notFinite !== undefined) {
    const { slice, site, mu } = survey.notFinite;
    const where = [...coordinates(site, dims), slice].join(', ');
    const axis = mu === dims.length - 1 ? 't' : AXES[mu];
    return [
      problem(
        'error',
        'format.notFinite',
        `${survey.notFiniteCount} links hold entries that are not finite numbers; the first is the ${axis} link at site (${where}).`,
        'Do not use the field: get the file again, or check that its precision and byte order are what the header says.',
      ),
    ];
  }
  const problems: Problem[] = [];
  const explained =
    boundary === 'sf-like' ? survey.firstSpatial : boundary === 'open' ? survey.lastTemporal : undefined;
  const classes = [survey.firstSpatial, survey.lastTemporal, survey.rest].filter((c) => c !== explained);
  const unitarity = Math.max(...classes.map((c) => c.unitarity));
  const determinant = Math.max(
    ...classes.map((c) =>
      boundary === 'antiperiodic-links' && c === survey.lastTemporal ? c.negativeDeterminant : c.determinant,
    ),
  );
  if (unitarity > NOT_UNITARY) {
    problems.push(
      problem(
        'error',
        'format.notUnitary',
        `Links are not unitary: the largest entry of |U U^dagger - 1| is ${scientific(unitarity)}.`,
        'Do not use the field as it is: it is damaged, smeared without projection, or not a gauge field.',
      ),
    );
  } else if (precision === 'f64' && unitarity > SINGLE) {
    problems.push(
      problem(
        'note',
        'format.singlePrecisionLinks',
        `The file is in double precision, but its links are unitary only to ${scientific(unitarity)}: they went through single precision.`,
        'Reunitarise the links before a simulation in double precision.',
      ),
    );
  }
  if (determinant > NOT_UNITARY && unitarity <= NOT_UNITARY) {
    problems.push(
      problem(
        'error',
        'format.determinant',
        `Links are unitary but not in ${groupName(colours)}: the largest |det U - 1| is ${scientific(determinant)}.`,
        'Check for phases or signs that were multiplied into the links.',
      ),
    );
  }
  return problems;
};
