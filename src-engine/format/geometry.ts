/**
 * Geometry of files that do not carry it: asked for through options, or inferred when exactly one answer fits.
 * The length of a payload fixes V d N^2 times the word size. With `dims` given that fixes N and the precision;
 * without, only hypercubes L^4 are considered. A candidate counts when its matrices are unitary,
 * and, in a small field, when no other shape has a clearly larger plaquette.
 * Test: test/unit/engine/format/geometry.test.ts, test/golden/format-configs.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { groupName, type OpenOptions, type Precision } from './gauge-file.ts';
import { clearestShape, MAX_EVIDENCE_SITES } from './geometry-evidence.ts';
import { checkedVolume } from './limits.ts';
import { wordBytes } from './numbers.ts';
import { type Problem, problem } from './problem.ts';

export interface Geometry {
  readonly dims: readonly number[];
  readonly colours: number;
  readonly precision: Precision;
  readonly problems: readonly Problem[];
}

export interface GeometryQuestion {
  /** Of the file, for messages. */
  readonly name: string;
  /** Payload length in bytes; for text, eight per number. */
  readonly bytes: number;
  readonly precisions: readonly Precision[];
  /** Fraction of the first matrices that are unitary under a reading. */
  fraction(colours: number, precision: Precision): Promise<Result<number>>;
  /** All links under a reading; only asked of small fields. */
  links(colours: number, precision: Precision): Promise<Result<Float64Array>>;
}

type Candidate = Omit<Geometry, 'problems'>;

interface UnitaryReading {
  readonly colours: number;
  readonly precision: Precision;
  readonly sites: number;
}

const LARGEST_GUESSED_GROUP = 8;
const CONVINCING = 0.9;

const coloursToTry = (options: OpenOptions): readonly number[] =>
  options.colours === undefined
    ? Array.from({ length: LARGEST_GUESSED_GROUP }, (_, k) => k + 1)
    : [options.colours];

/** Sites that a payload has room for in d directions, or NaN when it does not come out even. */
const sitesFor = (bytes: number, d: number, colours: number, precision: Precision): number => {
  const sites = bytes / (d * colours * colours * 2 * wordBytes(precision));
  return Number.isInteger(sites) ? sites : Number.NaN;
};

const hypercube = (sites: number): readonly number[] | undefined => {
  const extent = Math.round(sites ** 0.25);
  return extent >= 2 && extent ** 4 === sites ? [extent, extent, extent, extent] : undefined;
};

/** The reading of a payload on a given lattice. When the group is not given too, its matrices must be unitary. */
const withGivenDims = async (
  question: GeometryQuestion,
  options: OpenOptions,
  dims: readonly number[],
): Promise<Result<Geometry>> => {
  const volume = checkedVolume(dims, 'The given geometry');
  if (!volume.ok) return volume;
  for (const precision of question.precisions) {
    for (const colours of coloursToTry(options)) {
      if (sitesFor(question.bytes, dims.length, colours, precision) !== volume.value) continue;
      const unitary = options.colours === undefined ? await question.fraction(colours, precision) : ok(1);
      if (!unitary.ok) return unitary;
      if (unitary.value >= CONVINCING) return ok({ dims, colours, precision, problems: [] });
    }
  }
  return fail(
    'format.geometryMismatch',
    `${question.name} holds ${question.bytes} bytes of links, which is not ${options.colours === undefined ? 'a gauge field of any group tried' : `an ${groupName(options.colours)} field`} on ${dims.join(' x ')}.`,
    'Check --dims x,y,z,t and --group against the run that wrote the file.',
    { bytes: question.bytes, dims },
  );
};

/** Every reading whose length comes out even and whose matrices are unitary, with its number of sites. */
const unitaryReadings = async (
  question: GeometryQuestion,
  options: OpenOptions,
): Promise<Result<readonly UnitaryReading[]>> => {
  const readings: UnitaryReading[] = [];
  for (const precision of question.precisions) {
    for (const colours of coloursToTry(options)) {
      const sites = sitesFor(question.bytes, 4, colours, precision);
      if (Number.isNaN(sites)) continue;
      const unitary = await question.fraction(colours, precision);
      if (!unitary.ok) return unitary;
      if (unitary.value >= CONVINCING) readings.push({ colours, precision, sites });
    }
  }
  return ok(readings);
};

/** The shape that the links of a small field speak for. */
const evidence = async (
  question: GeometryQuestion,
  { colours, precision, sites }: UnitaryReading,
): Promise<Result<readonly number[] | undefined>> => {
  if (sites > MAX_EVIDENCE_SITES) return ok(undefined);
  const links = await question.links(colours, precision);
  return links.ok ? ok(clearestShape(links.value, colours)) : links;
};

export const resolveGeometry = async (
  question: GeometryQuestion,
  options: OpenOptions,
): Promise<Result<Geometry>> => {
  if (options.dims !== undefined) return withGivenDims(question, options, options.dims);
  const readings = await unitaryReadings(question, options);
  if (!readings.ok) return readings;
  const only = readings.value.length === 1 ? readings.value[0] : undefined;
  if (only === undefined) {
    const groups = readings.value.map(({ colours }) => groupName(colours));
    const why =
      groups.length === 0
        ? 'its links are not unitary as any group tried'
        : `its links can be read as ${groups.join(' or ')}`;
    return needed(question, why, "Give the geometry, for example --dims 4,4,4,8 --group 'SU(3)'.");
  }
  const clearest = await evidence(question, only);
  if (!clearest.ok) return clearest;
  const dims = hypercube(only.sites);
  const shape = clearest.value;
  if (dims !== undefined && (shape === undefined || shape.join() === dims.join())) {
    const { colours, precision } = only;
    return ok({
      dims,
      colours,
      precision,
      problems: [inferred({ dims, colours, precision }, shape !== undefined)],
    });
  }
  const group = groupName(only.colours);
  const why = `its links are ${group} matrices on ${only.sites} sites, ${dims === undefined ? 'which is no lattice with four equal extents' : 'but not those of a lattice with four equal extents'}`;
  const remedy =
    shape === undefined
      ? `Give the geometry: --dims x,y,z,t --group '${group}'.`
      : `Give the geometry; the plaquette is by far the largest for --dims ${shape.join(',')} --group '${group}'.`;
  return needed(question, why, remedy, { group, ...(shape === undefined ? {} : { dims: shape }) });
};

/** `likely`: what the links speak for, so that a form can propose it. */
const needed = (
  question: GeometryQuestion,
  why: string,
  remedy: string,
  likely: { readonly group?: string; readonly dims?: readonly number[] } = {},
): Result<never> =>
  fail('format.geometryNeeded', `${question.name} does not say its lattice: ${why}.`, remedy, {
    bytes: question.bytes,
    ...likely,
  });

const inferred = ({ dims, colours, precision }: Candidate, evident: boolean): Problem =>
  problem(
    'note',
    'format.geometryInferred',
    `The file does not carry its geometry. ${dims.join(' x ')}, ${groupName(colours)} and ${precision} were inferred: the length fits, the links are unitary, ` +
      `and ${evident ? 'no other shape has a plaquette nearly as large' : 'no other lattice with four equal extents fits'}.`,
    "If the lattice has another shape of the same volume, give it: --dims x,y,z,t --group 'SU(N)'.",
  );
