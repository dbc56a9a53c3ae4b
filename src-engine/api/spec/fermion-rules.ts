/** Rules of [[fermion]] and [valence]. Proof: test/unit/engine/api/spec/fermion-rules.test.ts. */
import type { DiracSpec, SeaQuarkSpec } from './dirac-spec.ts';
import type { SpecProblem } from './problem.ts';
import { conflict, none, type Rule } from './rule.ts';
import type { RunSpec } from './run-spec.ts';

interface Placed<Q> {
  readonly path: string;
  readonly quark: Q;
}

const seaOf = ({ fermion }: RunSpec): readonly Placed<SeaQuarkSpec>[] =>
  fermion.map((quark, i) => ({ path: `fermion[${i + 1}]`, quark }));

/** Quarks of the sea, and that of the measurements where it has a section of its own. */
const quarksOf = (spec: RunSpec): readonly Placed<DiracSpec>[] => [
  ...seaOf(spec),
  ...(spec.valence === undefined ? [] : [{ path: 'valence', quark: spec.valence }]),
];

/** Operators of two dimensions. */
const planar: readonly DiracSpec['operator'][] = ['wilson', 'staggered'];

const quarksFitLattice: Rule = (spec) => {
  const { dims, group } = spec.lattice;
  const quarks = quarksOf(spec);
  if (quarks.length === 0) return none;
  if (dims.length === 3 || (dims.length === 4 && group === 'U(1)'))
    return conflict(
      `${quarks[0]!.path}.operator`,
      `${group} in ${dims.length} dimensions has no quarks here.`,
      'Quarks are there for SU(N) in four and two dimensions, and for U(1) in two.',
    );
  if (dims.some((extent) => extent % 2 !== 0))
    return conflict(
      'lattice.dims',
      `lattice.dims is ${dims.join(' x ')}, but quarks need even extents: even and odd sites are treated apart.`,
      'Choose even extents.',
    );
  return quarks.flatMap(({ path, quark: { operator } }) =>
    dims.length === 4 || planar.includes(operator)
      ? none
      : conflict(
          `${path}.operator`,
          `${operator} is not there in two dimensions.`,
          `The operators of two dimensions are ${planar.join(' and ')}.`,
        ),
  );
};

const quarksAreUntwisted: Rule = (spec) =>
  quarksOf(spec).length === 0 || (spec.lattice.twist ?? []).length === 0
    ? none
    : conflict(
        'lattice.twist',
        "Quarks in the fundamental representation do not fit on a lattice with 't Hooft flux.",
        'Remove lattice.twist, or the quarks.',
      );

const staggeredIsMassive: Rule = (spec) =>
  quarksOf(spec).flatMap(({ path, quark }) =>
    quark.operator !== 'staggered' || quark.mass > 0
      ? none
      : conflict(
          `${path}.mass`,
          `${path}.mass is 0, where the staggered operator can be singular.`,
          'Choose a mass above 0.',
        ),
  );

const seaNeedsHmc: Rule = (spec) =>
  spec.fermion.length === 0
    ? none
    : spec.phase.flatMap((phase, p) =>
        phase.update.flatMap(({ algorithm }, u) =>
          algorithm === 'hmc'
            ? none
            : conflict(
                `phase[${p + 1}].update[${u + 1}].algorithm`,
                `${algorithm} knows nothing of the sea quarks, whose weight depends on all links at once.`,
                'Use "hmc", or remove [[fermion]].',
              ),
        ),
      );

const domainWallsComeInPairs: Rule = (spec) =>
  seaOf(spec).flatMap(({ path, quark }) =>
    (quark.operator === 'domain-wall' || quark.operator === 'moebius') && (quark.flavours ?? 2) % 2 !== 0
      ? conflict(
          `${path}.flavours`,
          `${path}.flavours is ${quark.flavours}, but ${quark.operator} quarks are simulated in pairs: an odd number needs a root of two determinants.`,
          'Choose an even number of flavours.',
        )
      : none,
  );

const hasenbuschFits: Rule = (spec) =>
  seaOf(spec).flatMap(({ path, quark }): readonly SpecProblem[] => {
    const masses = quark.hasenbusch ?? [];
    if (masses.length === 0) return none;
    if (quark.flavours !== 2)
      return conflict(
        `${path}.hasenbusch`,
        `${path}.hasenbusch splits the determinant of two flavours, but ${path}.flavours is ${quark.flavours}.`,
        'Choose 2 flavours, or leave hasenbusch empty.',
      );
    const rising = masses.every((mu, i) => mu > (masses[i - 1] ?? 0));
    return rising
      ? none
      : conflict(
          `${path}.hasenbusch`,
          `${path}.hasenbusch is ${masses.join(', ')}, but the masses must rise from above 0.`,
          'Write each mass once, the smallest first.',
        );
  });

/** Pseudofermions of one kind of quark, lightest first. */
const pseudofermions = (quark: SeaQuarkSpec): number => 1 + (quark.hasenbusch ?? []).length;

const levelsFit: Rule = (spec) => {
  const updates = spec.phase.flatMap(({ update }, p) =>
    update.flatMap((one, u) =>
      one.algorithm === 'hmc'
        ? [{ path: `phase[${p + 1}].update[${u + 1}]`, levels: 1 + (one.innerSteps ?? []).length }]
        : [],
    ),
  );
  const fewest = [...updates].sort((a, b) => a.levels - b.levels)[0];
  return seaOf(spec).flatMap(({ path, quark }): readonly SpecProblem[] => {
    const count = pseudofermions(quark);
    if (quark.level.length > count)
      return conflict(
        `${path}.level`,
        `${path}.level has ${quark.level.length} entries, but this quark has ${count} ${count === 1 ? 'pseudofermion' : 'pseudofermions'}.`,
        `Write at most ${count}.`,
      );
    const highest = Math.max(0, ...quark.level);
    if (fewest === undefined || highest < fewest.levels) return none;
    return conflict(
      `${path}.level`,
      `${path}.level names level ${highest}, but the integrator of ${fewest.path} has ${fewest.levels === 1 ? 'level 0 only' : `levels 0 to ${fewest.levels - 1}`}.`,
      `Add to ${fewest.path}.inner-steps, or choose a lower level.`,
    );
  });
};

export const fermionRules: readonly Rule[] = [
  quarksFitLattice,
  quarksAreUntwisted,
  staggeredIsMassive,
  seaNeedsHmc,
  domainWallsComeInPairs,
  hasenbuschFits,
  levelsFit,
];
