/**
 * Geometry of files that do not carry it: asked for through options, or inferred when exactly one answer fits.
 * The length of a payload fixes V d N^2 times the word size. With `dims` given that fixes N and the precision;
 * without, only hypercubes L^4 are considered. A candidate counts when its matrices are unitary.
 * Test: test/unit/engine/format/geometry.test.ts, test/golden/format-configs.test.ts.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { groupName, type OpenOptions, type Precision } from './gauge-file.ts';
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
}

type Candidate = Omit<Geometry, 'problems'>;

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

export const resolveGeometry = async (
  question: GeometryQuestion,
  options: OpenOptions,
): Promise<Result<Geometry>> => {
  if (options.dims !== undefined) return withGivenDims(question, options, options.dims);
  const fitting: Candidate[] = [];
  const convincing = new Set<number>();
  for (const precision of question.precisions) {
    for (const colours of coloursToTry(options)) {
      const sites = sitesFor(question.bytes, 4, colours, precision);
      if (Number.isNaN(sites)) continue;
      const unitary = await question.fraction(colours, precision);
      if (!unitary.ok) return unitary;
      if (unitary.value < CONVINCING) continue;
      convincing.add(colours);
      const dims = hypercube(sites);
      if (dims !== undefined) fitting.push({ dims, colours, precision });
    }
  }
  const only = fitting[0];
  if (only !== undefined && fitting.length === 1) {
    return ok({ ...only, problems: [inferred(only, options)] });
  }
  const known = convincing.size === 1 ? `its links are ${groupName([...convincing][0]!)} matrices, but ` : '';
  return fail(
    'format.geometryNeeded',
    `${question.name} does not say its lattice: ${known}${question.bytes} bytes of links fit ${fitting.length > 1 ? 'several lattices' : 'no lattice with four equal extents'}.`,
    "Give the geometry, for example --dims 4,4,4,8 --group 'SU(3)'.",
    { bytes: question.bytes, groups: [...convincing].map(groupName) },
  );
};

const inferred = ({ dims, colours, precision }: Candidate, options: OpenOptions): Problem =>
  problem(
    'note',
    'format.geometryInferred',
    `The file does not carry its geometry. ${dims.join(' x ')} and ${options.colours === undefined ? `${groupName(colours)} were` : 'the precision were'} inferred from its length and the unitarity of its links (${precision}); it is the only lattice with four equal extents that fits.`,
    "If the lattice has another shape of the same volume, give it: --dims x,y,z,t --group 'SU(N)'.",
  );
