/**
 * What to cite when results of runs are published: the works that their specifications rely on, each with the reason, and a sentence for
 * the paper. Test: test/unit/main/engine-host/cite-runs.test.ts.
 */
import { describeSpec } from '../../../src-engine/api/spec/describe.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import type { Citation } from '../../contract/index.ts';
import { learnedReasons } from './learned-reasons.ts';
import { quarkReasons, quarksOf } from './quark-reasons.ts';
import type { Reason } from './reason.ts';
import { workBibtex, workText } from './work.ts';
import { works } from './works.ts';

export interface CitedRun {
  readonly id: string;
  readonly name: string | null;
  readonly spec: RunSpec;
  /** Of the program that made it. */
  readonly codeVersion: string | null;
}

const has =
  (algorithm: string) =>
  ({ phase }: RunSpec): boolean =>
    phase.some(({ update }) => update.some((one) => one.algorithm === algorithm));

const hasPreset =
  (...presets: readonly string[]) =>
  ({ action }: RunSpec): boolean =>
    'preset' in action && presets.includes(action.preset);

const hasIntegrator = ({ phase }: RunSpec): boolean =>
  phase.some(({ update }) =>
    update.some(
      (one) =>
        one.algorithm === 'hmc' &&
        [one.integrator, one.innerIntegrator].some((name) => name?.startsWith('omelyan')),
    ),
  );

const isSpecial = ({ lattice }: RunSpec): boolean => lattice.group.startsWith('SU(');
const isLarge = ({ lattice }: RunSpec): boolean =>
  isSpecial({ lattice } as RunSpec) && lattice.group !== 'SU(2)';
const both =
  (...conditions: readonly ((spec: RunSpec) => boolean)[]) =>
  (spec: RunSpec): boolean =>
    conditions.every((condition) => condition(spec));
const isLocal = (spec: RunSpec): boolean => has('heat-bath')(spec) || has('over-relaxation')(spec);
const smears =
  (kind: string) =>
  (spec: RunSpec): boolean =>
    [spec.measure.wilsonLoops, spec.measure.staticPotential, ...quarksOf(spec)].some(
      (links) => links?.smearing === kind,
    );

const reasons: readonly Reason[] = [
  {
    work: 'wilson',
    why: 'the plaquette action, and lattice gauge theory itself',
    applies: hasPreset('wilson'),
  },
  { work: 'weisz', why: 'the tree-level improved action', applies: hasPreset('symanzik') },
  { work: 'luscherWeisz', why: 'the tree-level improved action', applies: hasPreset('symanzik') },
  { work: 'iwasaki', why: 'the Iwasaki action', applies: hasPreset('iwasaki') },
  { work: 'takaishi', why: 'the DBW2 action', applies: hasPreset('dbw2') },
  { work: 'qcdTaro', why: 'the DBW2 action', applies: hasPreset('dbw2') },
  {
    work: 'twist',
    why: 'twisted boundary conditions',
    applies: ({ lattice }) => (lattice.twist ?? []).length > 0,
  },
  { work: 'creutz', why: 'the heat bath', applies: both(has('heat-bath'), isSpecial) },
  {
    work: 'kennedyPendleton',
    why: 'the heat bath of SU(2) at weak coupling',
    applies: both(has('heat-bath'), isSpecial),
  },
  {
    work: 'cabibboMarinari',
    why: 'updates of SU(N) through its SU(2) subgroups',
    applies: both(isLocal, isLarge),
  },
  {
    work: 'bestFisher',
    why: 'the heat bath of U(1)',
    applies: both(has('heat-bath'), (spec) => !isSpecial(spec)),
  },
  { work: 'creutzOverrelaxation', why: 'over-relaxation', applies: has('over-relaxation') },
  { work: 'brownWoch', why: 'over-relaxation', applies: has('over-relaxation') },
  { work: 'metropolis', why: 'the Metropolis algorithm', applies: has('metropolis') },
  { work: 'duane', why: 'hybrid Monte Carlo', applies: has('hmc') },
  {
    work: 'omelyan',
    why: 'the integrator of the molecular dynamics',
    applies: both(has('hmc'), hasIntegrator),
  },
  ...quarkReasons,
  ...learnedReasons,
  { work: 'flow', why: 'the gradient flow', applies: ({ measure }) => measure.flow !== undefined },
  {
    work: 'w0',
    why: 'the scale w0 of the gradient flow',
    applies: ({ measure }) => measure.flow !== undefined,
  },
  {
    work: 'adaptiveFlow',
    why: 'the adaptive steps of the gradient flow',
    applies: ({ measure }) => measure.flow?.integrator === 'adaptive',
  },
  { work: 'stout', why: 'stout smearing of links', applies: smears('stout') },
  { work: 'ape', why: 'APE smearing of links', applies: smears('ape') },
  {
    work: 'charges',
    why: 'the improved topological charge',
    applies: ({ measure }) => measure.topologicalCharge?.definition?.includes('improved') === true,
  },
  { work: 'philox', why: 'the random numbers', applies: () => true },
  { work: 'wolff', why: 'the errors of all averages', applies: () => true },
  { work: 'mser', why: 'the thermalisation cut', applies: ({ run }) => run.thermalisation === 'auto' },
  {
    work: 'ildg',
    why: 'the format of the saved configurations',
    applies: ({ run, lattice }) => run.saveEvery > 0 && lattice.dims.length === 4,
  },
];

const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const sentenceOf = (runs: readonly CitedRun[], keys: readonly string[]): string => {
  const versions = [...new Set(runs.flatMap(({ codeVersion }) => codeVersion ?? []))];
  const program = versions.length === 0 ? 'Plaquette' : `Plaquette ${list(versions)}`;
  const made = runs.map(({ id, spec }) => `${describeSpec(spec)} (run ${id}, seed ${spec.seed})`);
  const what =
    runs.length === 1
      ? `The ensemble was generated with ${program}: `
      : `The ensembles were generated with ${program}: `;
  return `${what}${made.join('; ')}. The methods are those of \\cite{${keys.join(',')}}.`;
};

const programBibtex = (runs: readonly CitedRun[]): string => {
  const versions = [...new Set(runs.flatMap(({ codeVersion }) => codeVersion ?? []))];
  const version = versions.length === 0 ? '' : `,\n  version = {${versions.join(', ')}}`;
  return `@misc{Plaquette,\n  title = {{Plaquette: a workbench for lattice gauge theory}}${version}\n}`;
};

export const citeRuns = (runs: readonly CitedRun[]): Citation => {
  const used = reasons.filter(({ applies }) => runs.some(({ spec }) => applies(spec)));
  const cited = used.map(({ work, why }) => ({ work: works[work], why }));
  return {
    sentence: sentenceOf(runs, ['Plaquette', ...cited.map(({ work }) => work.key)]),
    bibtex: `${[programBibtex(runs), ...cited.map(({ work }) => workBibtex(work))].join('\n\n')}\n`,
    works: cited.map(({ work, why }) => ({ key: work.key, text: workText(work), why })),
  };
};
