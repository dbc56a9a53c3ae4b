/**
 * Options of `plaquette measure` that choose a quark and how it is measured with, and what they come to. Flags that belong to another
 * operator are refused by name. Test: test/unit/main/cli/quark-flags.test.ts.
 */
import { type Command, InvalidArgumentError } from 'commander';
import type { DiracName, DiracSpec, ValenceSpec } from '../../src-engine/api/spec/dirac-spec.ts';
import {
  type CondensateSpec,
  MESON_CHANNELS,
  type MesonChannel,
  QUARK_OBSERVABLES,
  type SourceSpec,
} from '../../src-engine/api/spec/hadron-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { isQuarkObservable, type ObservableName } from '../../src-engine/observable/index.ts';
import type { QuarkOptions } from '../configuration/quark-options.ts';
import { choice, list, numberFrom, positiveNumber, wholeNumber } from './option.ts';

const NOISE = ['z2', 'z4', 'gaussian'] as const;

export interface QuarkFlags {
  readonly fermion?: DiracName;
  readonly kappa?: number;
  readonly clover?: number;
  readonly mass?: number;
  readonly height?: number;
  readonly ls?: number;
  readonly b?: number;
  readonly c?: number;
  readonly boundary?: DiracSpec['boundary'];
  readonly quarkSmearing?: 'none' | 'stout';
  readonly quarkSmearingSteps?: number;
  readonly quarkSmearingStrength?: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly source: Pick<SourceSpec, 'source' | 'position'>;
  readonly sourceTime?: number;
  readonly hits?: number;
  readonly channels: readonly MesonChannel[];
  readonly noise: CondensateSpec['noise'];
  readonly dilution: NonNullable<CondensateSpec['dilution']>;
  readonly powers: number;
  readonly count: number;
  readonly eigenvalueTolerance: number;
  readonly noiseSeed: number;
}

type Parameter = 'kappa' | 'clover' | 'mass' | 'height' | 'ls' | 'b' | 'c';

/** Parameters of each operator, with what they are when not given. */
const PARAMETERS: Readonly<Record<DiracName, Partial<Record<Parameter, number | 'wanted'>>>> = {
  wilson: { kappa: 'wanted' },
  'wilson-clover': { kappa: 'wanted', clover: 1 },
  staggered: { mass: 'wanted' },
  'domain-wall': { mass: 'wanted', height: 1.8, ls: 8 },
  moebius: { mass: 'wanted', height: 1.8, ls: 8, b: 1.5, c: 0.5 },
};
const ALL: readonly Parameter[] = ['kappa', 'clover', 'mass', 'height', 'ls', 'b', 'c'];

/** A place such as 0,0,0,0 for a point, or the kind of another source. */
const source = (text: string): Pick<SourceSpec, 'source' | 'position'> => {
  const kind = (['point', 'wall', ...NOISE] as const).find((word) => word === text);
  if (kind !== undefined) return { source: kind };
  if (/^\d{1,4}([,\s]\d{1,4}){1,3}$/.test(text))
    return { source: 'point', position: text.split(/[,\s]/).map(Number) };
  throw new InvalidArgumentError('A source is a place such as 0,0,0,0, or one of wall, z2, z4, gaussian.');
};

export const addQuarkFlags = (command: Command): Command =>
  command
    .option(
      '--fermion <operator>',
      `the quark to measure with: ${Object.keys(PARAMETERS).join(', ')}`,
      choice('A fermion', Object.keys(PARAMETERS) as DiracName[]),
    )
    .option('--kappa <number>', 'hopping parameter of Wilson quarks', positiveNumber('kappa'))
    .option('--clover <c_sw>', 'clover coefficient of Wilson quarks', numberFrom('c_sw', 0))
    .option('--mass <number>', 'of staggered and domain wall quarks', numberFrom('A mass', 0))
    .option('--height <M>', 'height of the domain wall (1.8)', positiveNumber('A height'))
    .option('--ls <number>', 'extent of the fifth dimension (8)', wholeNumber('Ls', 2))
    .option('--b <number>', 'Moebius b (1.5)', numberFrom('b', 0))
    .option('--c <number>', 'Moebius c (0.5)', numberFrom('c', 0))
    .option(
      '--boundary <kind>',
      'of quarks in time: antiperiodic or periodic (antiperiodic)',
      choice('A boundary', ['antiperiodic', 'periodic']),
    )
    .option(
      '--quark-smearing <kind>',
      'of the links inside the operator: none or stout (none)',
      choice('Smearing', ['none', 'stout']),
    )
    .option('--quark-smearing-steps <number>', 'stout steps (1)', wholeNumber('Steps', 1))
    .option('--quark-smearing-strength <rho>', 'rho of a step (0.1)', positiveNumber('A strength'))
    .option(
      '--tolerance <x>',
      'true residual |b - D x| / |b| of the solver',
      positiveNumber('A tolerance'),
      1e-10,
    )
    .option('--max-iterations <number>', 'of the solver', wholeNumber('Iterations', 1), 10_000)
    .option('--source <where>', 'of hadrons: a place such as 0,0,0,0, or wall, z2, z4, gaussian', source, {
      source: 'point',
    } as const)
    .option('--source-time <t>', 'time slice of a wall or noise source (0)', wholeNumber('A time slice', 0))
    .option(
      '--hits <number>',
      'noise vectors (1 for hadrons, 10 for the condensate)',
      wholeNumber('Noise vectors', 1),
    )
    .option(
      '--channels <list>',
      `of mesons, any of ${MESON_CHANNELS.join(', ')}`,
      list('A channel', MESON_CHANNELS),
      ['g5', 'gx', 'gy', 'gz'] as readonly MesonChannel[],
    )
    .option(
      '--noise <kind>',
      'of the condensate: z2, z4, gaussian, or exact',
      choice('Noise', [...NOISE, 'exact']),
      'z2',
    )
    .option(
      '--dilution <kind>',
      'of that noise: none, even-odd, time, spin-colour',
      choice('Dilution', ['none', 'even-odd', 'time', 'spin-colour']),
      'none',
    )
    .option('--powers <number>', 'traces of D^-1 up to D^-n', wholeNumber('A power', 1), 1)
    .option('--count <number>', 'eigenvalues of D^+ D', wholeNumber('A count', 1), 4)
    .option(
      '--eigenvalue-tolerance <x>',
      'their residual, relative to the largest eigenvalue',
      positiveNumber('A tolerance'),
      1e-8,
    )
    .option('--noise-seed <number>', 'seed of noise', wholeNumber('A seed', 0), 1);

/** The operator with its parameters; `wilson` with a clover coefficient is `wilson-clover`. */
const operatorOf = (flags: QuarkFlags, name: DiracName): Result<DiracSpec> => {
  const operator = name === 'wilson' && flags.clover !== undefined ? 'wilson-clover' : name;
  const wanted = PARAMETERS[operator];
  const stray = ALL.find((p) => flags[p] !== undefined && wanted[p] === undefined);
  if (stray !== undefined)
    return fail(
      'usage.wrong',
      `--${stray} is no parameter of ${operator} quarks.`,
      `They have ${Object.keys(wanted)
        .map((p) => `--${p}`)
        .join(', ')}.`,
    );
  const missing = ALL.find((p) => wanted[p] === 'wanted' && flags[p] === undefined);
  if (missing !== undefined)
    return fail(
      'usage.wrong',
      `${operator} quarks need --${missing}.`,
      `Add --${missing} with a number, such as ${missing === 'kappa' ? '--kappa 0.12' : '--mass 0.1'}.`,
    );
  if ((flags.ls ?? 2) % 2 !== 0)
    return fail('usage.wrong', '--ls is odd.', 'Give an even extent of the fifth dimension.');
  const smeared = flags.quarkSmearing === 'stout';
  const stout = flags.quarkSmearingSteps ?? flags.quarkSmearingStrength;
  if (stout !== undefined && !smeared)
    return fail(
      'usage.wrong',
      'Steps and strength are given for links that are not smeared.',
      'Add --quark-smearing stout.',
    );
  return ok({
    operator,
    ...Object.fromEntries(
      Object.entries(wanted).map(([p, standard]) => [p, flags[p as Parameter] ?? standard]),
    ),
    boundary: flags.boundary ?? 'antiperiodic',
    ...(smeared
      ? {
          smearing: 'stout',
          smearingSteps: flags.quarkSmearingSteps ?? 1,
          smearingStrength: flags.quarkSmearingStrength ?? 0.1,
        }
      : { smearing: 'none' }),
  } as DiracSpec);
};

const OF_QUARKS = [
  ...ALL,
  'boundary',
  'quarkSmearing',
  'quarkSmearingSteps',
  'quarkSmearingStrength',
] as const;

/** Undefined where nothing of quarks is asked for. */
export const quarkOptions = (
  flags: QuarkFlags,
  observables: readonly ObservableName[],
): Result<QuarkOptions | undefined> => {
  const asked = observables.find(isQuarkObservable);
  const { fermion } = flags;
  if (fermion === undefined) {
    if (asked !== undefined)
      return fail(
        'usage.wrong',
        `${asked} is measured with a quark, and none is named.`,
        'Name it, such as --fermion wilson --kappa 0.12, or --fermion staggered --mass 0.1.',
      );
    const stray = OF_QUARKS.find((name) => flags[name] !== undefined);
    return stray === undefined
      ? ok(undefined)
      : fail(
          'usage.wrong',
          `--${dashed(stray)} is a parameter of a quark, and none is named.`,
          'Name it with --fermion, or leave the option out.',
        );
  }
  if (asked === undefined)
    return fail(
      'usage.wrong',
      'A quark is named, but nothing is measured with it.',
      `Add --observables with any of ${QUARK_OBSERVABLES.join(', ')}, or leave --fermion out.`,
    );
  const operator = operatorOf(flags, fermion);
  if (!operator.ok) return operator;
  const from = sourceOf(flags);
  if (!from.ok) return from;
  const { tolerance, maxIterations, channels, noise, dilution, powers, count, hits = 10 } = flags;
  const quark: ValenceSpec = { ...operator.value, tolerance, maxIterations };
  return ok({
    quark,
    source: from.value,
    channels,
    traces: noise === 'exact' ? { noise, powers } : { noise, hits, dilution, powers },
    eigenvalues: { count, tolerance: flags.eigenvalueTolerance },
    noiseSeed: flags.noiseSeed,
  });
};

const sourceOf = ({
  source: { source: kind, position },
  sourceTime,
  hits,
}: QuarkFlags): Result<SourceSpec> => {
  if (kind === 'point') {
    if (sourceTime !== undefined)
      return fail(
        'usage.wrong',
        '--source-time is given for a point source, whose place has its own time.',
        'Write the time as the last coordinate of --source.',
      );
    return ok(position === undefined ? { source: kind } : { source: kind, position });
  }
  const time = sourceTime ?? 0;
  return ok(kind === 'wall' ? { source: kind, time } : { source: kind, time, hits: hits ?? 1 });
};

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
