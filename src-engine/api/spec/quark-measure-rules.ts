/** Rules of the sections of [measure] that need a quark. Proof: test/unit/engine/api/spec/quark-measure-rules.test.ts. */
import type { DiracSpec } from './dirac-spec.ts';
import type { SourceSpec } from './hadron-spec.ts';
import type { SpecProblem } from './problem.ts';
import { conflict, none, type Rule } from './rule.ts';
import { coloursOf, type MeasureSpec, type RunSpec } from './run-spec.ts';

const sections = ['pion', 'mesons', 'nucleon', 'pcac', 'condensate', 'eigenvalues'] as const;
type Section = (typeof sections)[number];

const asked = ({ measure }: RunSpec): readonly Section[] =>
  sections.filter((name) => measure[name] !== undefined);

/** The quark that is measured with. */
export const measuredQuark = ({ valence, fermion }: RunSpec): DiracSpec | undefined => valence ?? fermion[0];

const measurementsHaveAQuark: Rule = (spec) =>
  measuredQuark(spec) !== undefined
    ? none
    : asked(spec).flatMap((name) =>
        conflict(
          `measure.${name}`,
          `measure.${name} needs a quark to be measured with, and there is none.`,
          'Add a section [valence] (or [[fermion]] for a quark of the sea), or remove the measurement.',
        ),
      );

/** Why this quark cannot be measured so; undefined where it can. */
const obstacle = (name: Section, quark: DiracSpec, spec: RunSpec): string | undefined => {
  const { dims, group } = spec.lattice;
  if (name === 'pion' || name === 'condensate' || name === 'eigenvalues') return undefined;
  if (quark.operator === 'staggered') return 'is not measured with staggered quarks';
  if (name === 'pcac')
    return quark.operator === 'wilson' || quark.operator === 'wilson-clover'
      ? undefined
      : `is not measured with ${quark.operator} quarks`;
  if (dims.length !== 4) return `is not measured in ${dims.length} dimensions`;
  if (name === 'nucleon' && coloursOf(group) !== 3)
    return `is not there for ${group}: it takes three colours`;
  return undefined;
};

const quarksCanBeMeasured: Rule = (spec) => {
  const quark = measuredQuark(spec);
  if (quark === undefined) return none;
  return asked(spec).flatMap((name) => {
    const why = obstacle(name, quark, spec);
    return why === undefined
      ? none
      : conflict(
          `measure.${name}`,
          `measure.${name} ${why}.`,
          `Remove [measure.${name}], or measure with another quark.`,
        );
  });
};

const sourceFits = (name: string, source: SourceSpec, dims: readonly number[]): readonly SpecProblem[] => {
  const time = dims.at(-1)!;
  if (source.time !== undefined && source.time >= time)
    return conflict(
      `measure.${name}.time`,
      `measure.${name}.time is ${source.time}, outside the lattice.`,
      `Choose a time slice from 0 to ${time - 1}.`,
    );
  const { position } = source;
  if (position === undefined) return none;
  if (position.length !== dims.length)
    return conflict(
      `measure.${name}.position`,
      `measure.${name}.position has ${position.length} entries, but the lattice has ${dims.length} directions.`,
      `Write ${dims.length} entries.`,
    );
  return position.every((x, mu) => x < dims[mu]!)
    ? none
    : conflict(
        `measure.${name}.position`,
        `measure.${name}.position ${position.join(', ')} is outside the lattice.`,
        `Positions count from 0; the extents are ${dims.join(' x ')}.`,
      );
};

const sourcesFit: Rule = ({ lattice, measure }) =>
  (['pion', 'mesons', 'nucleon', 'pcac'] as const).flatMap((name) => {
    const section: MeasureSpec[typeof name] = measure[name];
    return section === undefined ? none : sourceFits(name, section, lattice.dims);
  });

/** Sources of an exact trace on a lattice: more than this is no run any more. */
const MOST_EXACT_SOURCES = 20_000;

const exactTraceFits: Rule = (spec) => {
  const { lattice, measure } = spec;
  const quark = measuredQuark(spec);
  if (quark === undefined || measure.condensate?.noise !== 'exact') return none;
  const spins = quark.operator === 'staggered' ? 1 : lattice.dims.length === 4 ? 4 : 2;
  const sources = lattice.dims.reduce((a, b) => a * b, spins * coloursOf(lattice.group));
  return sources <= MOST_EXACT_SOURCES
    ? none
    : conflict(
        'measure.condensate.noise',
        `An exact trace takes ${sources} solutions on this lattice; at most ${MOST_EXACT_SOURCES} are allowed.`,
        'Choose noise, such as "z2".',
      );
};

export const quarkMeasureRules: readonly Rule[] = [
  measurementsHaveAQuark,
  quarksCanBeMeasured,
  sourcesFit,
  exactTraceFits,
];
