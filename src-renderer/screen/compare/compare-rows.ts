/**
 * Averages and keys of several runs as rows of tables, each cell beside that of the reference run.
 * Test: test/unit/renderer/screen/compare/compare-rows.test.ts.
 */
import type { Comparison, EstimateFacts } from '../../../src-main/contract/index.ts';
import { type Difference, differenceOf } from '../../table/difference.ts';
import { isOfTraining } from '../../text/observables.ts';

export interface ResultCell {
  readonly run: string;
  /** Undefined where the run has not measured it. */
  readonly estimate: EstimateFacts | undefined;
  /** From the reference; null for the reference itself and where one of them is missing. */
  readonly difference: Difference | null;
}

export interface ResultRow {
  readonly name: string;
  readonly cells: readonly ResultCell[];
}

/** One of the many values along the flow: shown on demand. */
export const isAlongFlow = (name: string): boolean => name.startsWith('flow.t2e.');

const first = ['plaquette', 'evaluation-ess', 'acceptance'];
const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : first.length);

export const resultRows = (
  { runs, results }: Pick<Comparison, 'runs' | 'results'>,
  reference: string,
): readonly ResultRow[] => {
  const names = [...new Set(results.flatMap((list) => list.map(({ name }) => name)))];
  const of = (place: number, name: string) => results[place]?.find((estimate) => estimate.name === name);
  const base = runs.indexOf(reference);
  return names
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => {
      const known = of(base, name);
      return {
        name,
        cells: runs.map((run, place) => {
          const estimate = of(place, name);
          const difference =
            place === base || estimate === undefined || known === undefined
              ? null
              : differenceOf(estimate, known);
          return { run, estimate, difference };
        }),
      };
    });
};

/** Worth a look: further from the reference than chance explains. */
export const isFar = ({ difference }: ResultCell): boolean => (difference?.sigma ?? 0) > 3;

/** Whether all of the runs are trainings: then there are last values instead of averages, and no cost of a sample. */
export const areTrainings = ({ results }: Pick<Comparison, 'results'>): boolean =>
  results.some((list) => list.length > 0) &&
  results.every((list) => list.length === 0 || list.some(({ name }) => isOfTraining(name)));

export interface KeyRow {
  readonly path: string;
  /** Null where the run has no such key. */
  readonly values: readonly (string | null)[];
  readonly differs: boolean;
}

/** Keys of all runs, in the order of the first one that has them. `null`: the run's specification cannot be read. */
export const keyRows = (texts: readonly (ReadonlyMap<string, string> | null)[]): readonly KeyRow[] => {
  const paths = [...new Set(texts.flatMap((keys) => [...(keys?.keys() ?? [])]))];
  return paths.map((path) => {
    const values = texts.map((keys) => keys?.get(path) ?? null);
    const readable = values.filter((_, place) => texts[place] !== null);
    return { path, values, differs: new Set(readable).size > 1 };
  });
};
