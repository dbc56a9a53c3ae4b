/**
 * The quark with which a configuration is measured, as a form holds it: every field, of which an operator uses some. Null stands for a
 * field that holds no number. Test: test/unit/renderer/screen/configuration/quark-form.test.ts.
 */
import { QUARK_OBSERVABLES } from '../../../src-engine/api/spec/hadron-spec.ts';
import type { Args, QuarkMeasurement, ValenceQuark } from '../../../src-main/contract/index.ts';

type Observable = Args<'configuration.measure'>['request']['observables'][number];

/** In two dimensions there is no nucleon. */
const quarkObservables: readonly Observable[] = QUARK_OBSERVABLES;
export const needsQuark = (chosen: readonly Observable[]): boolean =>
  chosen.some((name) => quarkObservables.includes(name));
export const quarkObservablesFor = (dimensions: number): readonly Observable[] =>
  dimensions === 4
    ? quarkObservables
    : dimensions === 2
      ? quarkObservables.filter((name) => name !== 'nucleon')
      : [];

export type Parameter = 'kappa' | 'clover' | 'mass' | 'height' | 'ls' | 'b' | 'c';

const parameters: Readonly<Record<ValenceQuark['operator'], readonly Parameter[]>> = {
  wilson: ['kappa'],
  'wilson-clover': ['kappa', 'clover'],
  staggered: ['mass'],
  'domain-wall': ['mass', 'height', 'ls'],
  moebius: ['mass', 'height', 'ls', 'b', 'c'],
};
export const parametersOf = (operator: ValenceQuark['operator']): readonly Parameter[] =>
  parameters[operator];

export const operatorsFor = (dimensions: number): readonly ValenceQuark['operator'][] =>
  dimensions === 4
    ? ['wilson', 'wilson-clover', 'staggered', 'domain-wall', 'moebius']
    : ['wilson', 'staggered'];

export interface QuarkForm extends Record<Parameter, number | null> {
  operator: ValenceQuark['operator'];
  boundary: ValenceQuark['boundary'];
  tolerance: number | null;
  maxIterations: number | null;
  source: QuarkMeasurement['source']['source'];
  time: number | null;
  hits: number | null;
  noise: QuarkMeasurement['traces']['noise'];
  count: number | null;
}

export const firstQuark: QuarkForm = {
  operator: 'wilson',
  kappa: 0.12,
  clover: 1,
  mass: 0.1,
  height: 1.8,
  ls: 8,
  b: 1.5,
  c: 0.5,
  boundary: 'antiperiodic',
  tolerance: 1e-10,
  maxIterations: 10_000,
  source: 'point',
  time: 0,
  hits: 10,
  noise: 'z2',
  count: 4,
};

/** The request that the form stands for; null while one of its numbers is missing. */
export const quarkMeasurementOf = (form: QuarkForm): QuarkMeasurement | null => {
  const { operator, boundary, tolerance, maxIterations, source, time, hits, noise, count } = form;
  const used = parametersOf(operator).map((name) => [name, form[name]] as const);
  if ([tolerance, maxIterations, time, hits, count, ...used.map(([, value]) => value)].includes(null))
    return null;
  // the operator has exactly the parameters that are listed for it
  const quark = {
    operator,
    ...Object.fromEntries(used),
    boundary,
    smearing: 'none',
    tolerance,
    maxIterations,
  } as ValenceQuark;
  const isNoise = source !== 'point' && source !== 'wall';
  return {
    quark,
    source: {
      source,
      ...(source === 'point' ? {} : { time: time! }),
      ...(isNoise ? { hits: hits! } : {}),
    },
    channels: ['g5', 'gx', 'gy', 'gz'],
    traces: { noise, ...(noise === 'exact' ? {} : { hits: hits! }), powers: 1 },
    eigenvalues: { count: count!, tolerance: 1e-8 },
    noiseSeed: 1,
  };
};
