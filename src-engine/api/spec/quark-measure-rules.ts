/** Rules of the sections of [measure] that need a quark. Proof: test/unit/engine/api/spec/quark-measure-rules.test.ts. */
import type { DiracSpec } from './dirac-spec.ts';
import type { MesonChannel, MesonsSpec, NucleonSpec, SourceSpec } from './hadron-spec.ts';
import { MAX_UNIT_SOURCES } from './limits.ts';
import type { SpecProblem } from './problem.ts';
import { conflict, none, type Rule } from './rule.ts';
import { coloursOf, type LatticeSpec, type MeasureSpec, type RunSpec } from './run-spec.ts';

const sections = ['pion', 'mesons', 'nucleon', 'pcac', 'condensate', 'eigenvalues'] as const;
type Section = (typeof sections)[number];

const asked = ({ measure }: RunSpec): readonly Section[] =>
  sections.filter((name) => measure[name] !== undefined);

/** The quark that is measured with. */
const measuredQuark = ({ valence, fermion }: RunSpec): DiracSpec | undefined => valence ?? fermion[0];

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

/** Channels of two dimensions; the others are these again. */
const planarChannels: readonly MesonChannel[] = ['1', 'g5', 'gx', 'gt'];

const obstacleOfMesons = ({ channel, source }: MesonsSpec, quark: DiracSpec, dimensions: number) => {
  const foreign = channel.find((one) => dimensions === 2 && !planarChannels.includes(one));
  if (foreign !== undefined)
    return `asks for the channel ${foreign}; two dimensions have ${planarChannels.join(', ')}`;
  if (quark.operator === 'staggered' && source !== 'point' && channel.some((one) => one !== 'g5'))
    return 'with staggered quarks needs a point source for channels other than g5';
  return undefined;
};

const obstacleOfNucleon = ({ source }: NucleonSpec, quark: DiracSpec, { dims, group }: LatticeSpec) => {
  if (dims.length !== 4 || coloursOf(group) !== 3)
    return `takes three colours in four dimensions, not ${group} in ${dims.length}`;
  if (quark.operator === 'staggered') return 'is not measured with staggered quarks';
  if (source !== 'point' && source !== 'wall')
    return 'needs a point or wall source: noise does not keep three quarks together';
  return undefined;
};

/** Why this quark cannot be measured so; undefined where it can. */
const obstacle = (name: Section, quark: DiracSpec, { lattice, measure }: RunSpec): string | undefined => {
  if (name === 'mesons') return obstacleOfMesons(measure.mesons!, quark, lattice.dims.length);
  if (name === 'nucleon') return obstacleOfNucleon(measure.nucleon!, quark, lattice);
  if (name === 'pcac' && quark.operator === 'staggered')
    return 'is not measured with staggered quarks, whose axial symmetry is exact: the mass is the parameter';
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
          `Change [measure.${name}] or the quark that is measured with, or remove the measurement.`,
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

const exactTraceFits: Rule = (spec) => {
  const { lattice, measure } = spec;
  const quark = measuredQuark(spec);
  if (quark === undefined || measure.condensate?.noise !== 'exact') return none;
  const spins = quark.operator === 'staggered' ? 1 : lattice.dims.length === 4 ? 4 : 2;
  const sources = lattice.dims.reduce((a, b) => a * b, spins * coloursOf(lattice.group));
  return sources <= MAX_UNIT_SOURCES
    ? none
    : conflict(
        'measure.condensate.noise',
        `An exact trace takes ${sources} solutions on this lattice; at most ${MAX_UNIT_SOURCES} are allowed.`,
        'Choose noise, such as "z2".',
      );
};

const powersHaveAnOperator: Rule = (spec) => {
  const quark = measuredQuark(spec);
  const powers = spec.measure.condensate?.powers ?? 1;
  return quark === undefined || powers === 1 || !('ls' in quark)
    ? none
    : conflict(
        'measure.condensate.powers',
        `measure.condensate.powers is ${powers}, but of ${quark.operator} quarks only Tr D^-1 is measured: powers of the propagator on the walls are not those of an operator.`,
        'Choose 1.',
      );
};

export const quarkMeasureRules: readonly Rule[] = [
  measurementsHaveAQuark,
  quarksCanBeMeasured,
  sourcesFit,
  exactTraceFits,
  powersHaveAnOperator,
];
