/**
 * One specification for each combination of values of varied keys, the last key running fastest, with a name for each that says what varies. A seed that is not
 * varied is the same for all. Pure; test: test/unit/engine/api/spec/sweep.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { specLeaves } from './diff.ts';
import type { RunSpec } from './run-spec.ts';
import type { Variation } from './variation.ts';

/** Runs of one sweep. */
export const MOST_RUNS = 200;
const LONGEST_NAME = 120;

export interface SweepValue {
  /** With places in lists: `phase[1].updates`. */
  readonly path: string;
  /** As in a file. */
  readonly text: string;
}

export interface SweepRun {
  readonly name: string;
  readonly values: readonly SweepValue[];
  /** Or what is wrong with it. */
  readonly spec: Result<RunSpec>;
}

export interface Sweep {
  /** Of the specification that is varied. */
  readonly name: string;
  readonly runs: readonly SweepRun[];
}

type Document = Readonly<Record<string, unknown>>;

/** `phase.updates` with the places of its lists, where each list has one item. */
const placed = (document: Document, path: string): Result<string> => {
  let value: unknown = document;
  const names: string[] = [];
  const parts = path.split('.');
  for (const [i, part] of parts.entries()) {
    const [, name = part, place] = /^(.*?)\[(\d+)\]$/.exec(part) ?? [];
    const inner = (value as Document | undefined)?.[name];
    if (!Array.isArray(inner) || i === parts.length - 1) {
      names.push(part);
      value = place === undefined || !Array.isArray(inner) ? inner : inner[Number(place) - 1];
      continue;
    }
    if (place === undefined && inner.length !== 1)
      return fail(
        'spec.conflict',
        `The specification has ${inner.length} tables [[${[...names, name].join('.').replace(/\[\d+\]/g, '')}]], so ${path} may mean any of them.`,
        `Say which one, such as ${[...names, `${name}[1]`, ...parts.slice(i + 1)].join('.')}.`,
      );
    const chosen = place === undefined ? 1 : Number(place);
    if (inner[chosen - 1] === undefined)
      return fail(
        'spec.conflict',
        `There is no item ${chosen} of ${[...names, name].join('.')} in the specification.`,
        `It has ${inner.length}; they are counted from 1.`,
      );
    names.push(`${name}[${chosen}]`);
    value = inner[chosen - 1];
  }
  return ok(names.join('.'));
};

const setAt = (value: unknown, [first, ...rest]: readonly string[], leaf: unknown): unknown => {
  if (first === undefined) return leaf;
  const [, name = first, place] = /^(.*?)\[(\d+)\]$/.exec(first) ?? [];
  const table = (typeof value === 'object' && value !== null ? value : {}) as Document;
  const inner = table[name];
  if (place === undefined || !Array.isArray(inner)) return { ...table, [name]: setAt(inner, rest, leaf) };
  return {
    ...table,
    [name]: inner.map((item, i) => (i === Number(place) - 1 ? setAt(item, rest, leaf) : item)),
  };
};

/** The shortest endings of the paths that tell them apart. */
const labelsOf = (paths: readonly string[]): readonly string[] =>
  paths.map((path) => {
    const parts = path.split('.');
    for (let n = 1; n < parts.length; n++) {
      const label = parts.slice(-n).join('.');
      if (paths.filter((other) => other === label || other.endsWith(`.${label}`)).length === 1) return label;
    }
    return path;
  });

const product = (lists: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] =>
  lists.reduce<readonly (readonly unknown[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])),
    [[]],
  );

const plainText = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(plainText).join(', ')}]`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/** Fails where the keys themselves cannot be varied so; what is wrong with one of the runs stands with that run. */
export const planSweep = (
  document: Document,
  variations: readonly Variation[],
  read: (document: Document) => Result<RunSpec>,
): Result<Sweep> => {
  if (variations.length === 0)
    return fail('usage.wrong', 'Nothing varies.', 'Name a key with the values that it is to take.');
  const paths: string[] = [];
  for (const { path } of variations) {
    const full = placed(document, path);
    if (!full.ok) return full;
    if (paths.includes(full.value))
      return fail('spec.conflict', `${path} is varied twice.`, 'Write all of its values in one list.');
    paths.push(full.value);
  }
  const count = variations.reduce((runs, { values }) => runs * values.length, 1);
  if (count > MOST_RUNS)
    return fail(
      'spec.tooLarge',
      `These are ${count} runs.`,
      `Vary less: a sweep has ${MOST_RUNS} runs at most.`,
    );
  const labels = labelsOf(paths);
  const base = typeof document.name === 'string' && document.name !== '' ? document.name : 'sweep';
  const runs = product(variations.map(({ values }) => values)).map((row, place): SweepRun => {
    const changed = row.reduce<Document>(
      (made, value, k) => setAt(made, paths[k]!.split('.'), value) as Document,
      document,
    );
    const spec = read(changed);
    const leaves = spec.ok ? specLeaves(spec.value) : new Map<string, string>();
    const values = row.map((value, k) => ({
      path: paths[k]!,
      text: leaves.get(paths[k]!) ?? plainText(value),
    }));
    const words = values.map(({ text }, k) => `${labels[k]} ${text.replaceAll('"', '')}`).join(', ');
    // what varies first: it is still seen where a name is cut short
    const full = `${words} (${base})`;
    const name = full.length <= LONGEST_NAME ? full : `#${place + 1} (${base.slice(0, LONGEST_NAME - 10)})`;
    return { name, values, spec: spec.ok ? ok({ ...spec.value, name }) : spec };
  });
  return ok({ name: base, runs });
};

/** All specifications, or what is wrong with the first that is not one. */
export const wholeSweep = ({ runs }: Sweep): Result<readonly RunSpec[]> => {
  const wrong = runs.flatMap(({ name, spec }) => (spec.ok ? [] : [{ name, failure: spec.error }]));
  const [first] = wrong;
  if (first === undefined) return ok(runs.flatMap(({ spec }) => (spec.ok ? [spec.value] : [])));
  const { code, message, remedy, detail } = first.failure;
  const many = wrong.length === runs.length ? `All ${runs.length}` : `${wrong.length} of ${runs.length}`;
  return fail(
    code,
    `${many} specifications cannot be carried out, so no run was made. ${first.name}: ${message}`,
    remedy,
    { ...detail, runs: wrong.map(({ name }) => name) },
  );
};
