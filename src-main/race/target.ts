/**
 * Whether specifications sample the same target, and runs made of them for a race. Everything in a specification is the target's except what is listed
 * here as the sampler's or the bookkeeper's; a key that nobody thought of counts as the target's and is refused when it differs.
 * Test: test/unit/main/race/target.test.ts.
 */
import { specLeaves } from '../../src-engine/api/spec/diff.ts';
import type { MeasureSpec, RunSpec } from '../../src-engine/api/spec/run-spec.ts';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';

/** How it is sampled, measured and kept. */
const ofSampler =
  /^(version|name|seed|(start|phase|exchange|run|measure|alarm|valence)\b.*|fermion\[\d+\]\.(hasenbusch|level|tolerance|force-tolerance|max-iterations|guesses))$/;

/** What is measured: costs contain it, so samplers must do the same. */
const ofMeasurement = /^(measure|valence)\b/;

const leaves = (spec: RunSpec, wanted: (path: string) => boolean): ReadonlyMap<string, string> =>
  new Map([...specLeaves(spec)].filter(([path]) => wanted(path)));

const differing = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string | undefined =>
  [...new Set([...a.keys(), ...b.keys()])].find((path) => a.get(path) !== b.get(path));

const told = (value: string | undefined): string => value ?? 'not there';

/** Refused by name of the first key that differs. */
export const sameTarget = (specs: readonly RunSpec[]): Result<void> => {
  const [first, ...others] = specs;
  if (first === undefined || others.length === 0)
    return fail('usage.wrong', 'A race needs at least two samplers.', 'Give two specifications or more.');
  const training = specs.find((spec) => spec.training !== undefined);
  if (training !== undefined)
    return fail(
      'race.differentTargets',
      `${training.name} trains a flow, which samples nothing.`,
      'Train it first; then race a run whose updates have the algorithm "flow" and name the model.',
    );
  for (const other of others)
    for (const [what, wanted, remedy] of [
      [
        'sample different targets',
        (path: string) => !ofSampler.test(path),
        'Only samplers of the same lattice, action and quarks can be compared: make these keys equal.',
      ],
      [
        'measure different things',
        (path: string) => ofMeasurement.test(path),
        'Give all of them the same [measure]: what measuring costs is part of the cost.',
      ],
    ] as const) {
      const [a, b] = [leaves(first, wanted), leaves(other, wanted)];
      const path = differing(a, b);
      if (path !== undefined)
        return fail(
          'race.differentTargets',
          `${first.name} and ${other.name} ${what}: ${path} is ${told(a.get(path))} in one, ${told(b.get(path))} in the other.`,
          remedy,
          { path, values: [a.get(path) ?? null, b.get(path) ?? null] },
        );
    }
  return ok(undefined);
};

/** Sections of [measure] that give observables, by the beginning of their names. */
const givers: readonly (readonly [string, keyof MeasureSpec, string])[] = [
  ['plaquette', 'plaquette', 'plaquette'],
  ['rectangle', 'rectangle', 'rectangle'],
  ['polyakov', 'polyakov', 'polyakov'],
  ['topological-charge', 'topologicalCharge', 'topological-charge'],
  ['flow.', 'flow', 'flow'],
  ['phi', 'scalar', 'scalar'],
  ['magnetisation', 'scalar', 'scalar'],
  ['abs-magnetisation', 'scalar', 'scalar'],
  ['chi2', 'scalar', 'scalar'],
  ['energy', 'scalar', 'scalar'],
  ['action', 'scalar', 'scalar'],
];

/** Refused by name where an observable is not among what is measured, as far as its name tells. */
export const measuresAll = (specs: readonly RunSpec[], goals: readonly string[]): Result<void> => {
  for (const goal of goals) {
    const giver = givers.find(([beginning]) => goal.startsWith(beginning));
    const without = giver && specs.find(({ measure }) => measure[giver[1]] === undefined);
    if (giver !== undefined && without !== undefined)
      return fail(
        'run.noSeries',
        `${without.name} does not measure ${goal}.`,
        `Add [measure.${giver[2]}] to it, or race for something else.`,
      );
  }
  return ok(undefined);
};

/** Far more updates than any budget pays for: a race ends by its errors or its budget. The most that a phase can have. */
const ENDLESS = 1_000_000_000;

/**
 * The specifications as they are carried out: the last phase goes on as long as the race, all have the same threads, no seed occurs twice (equal seeds
 * would make equal samplers the same chain), and names tell them apart.
 */
export const raceSpecs = (specs: readonly RunSpec[], threads: number): readonly RunSpec[] => {
  const seeds = new Set<number>();
  const names = new Set<string>();
  const fresh = <T>(seen: Set<T>, value: T, next: (value: T, k: number) => T): T => {
    let one = value;
    for (let k = 2; seen.has(one); k++) one = next(value, k);
    seen.add(one);
    return one;
  };
  return specs.map((spec) => ({
    ...spec,
    name: fresh(names, spec.name, (name, k) => `${name.slice(0, 70)} (${k})`),
    seed: fresh(seeds, spec.seed, (seed, k) => (seed + k - 1) % 2 ** 48),
    phase: spec.phase.map((phase, i) =>
      i === spec.phase.length - 1 ? { ...phase, updates: ENDLESS } : phase,
    ),
    run: { ...spec.run, budget: 0, threads },
  }));
};
