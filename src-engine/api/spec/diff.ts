/** What differs between two specs, key by key: for resuming, forking and comparing runs. */
import { formatValue } from './format-value.ts';
import type { RunSpec } from './run-spec.ts';
import { schemaKeys } from './schema.ts';
import { type Keys, toKebab } from './schema-node.ts';
import { joinPath } from './schema-walk.ts';

export interface SpecDifference {
  /** Items of lists are counted from 1: `phase[1].update[2].steps`. */
  readonly path: string;
  /** As written in a file; undefined where the spec has no such key. */
  readonly a: string | undefined;
  readonly b: string | undefined;
}

type Plain = Readonly<Record<string, unknown>>;

/** Every leaf of a spec with its text, in canonical order; a section that is switched on without keys of its own does not occur. */
const flatten = (value: Plain, keys: Keys, path: string): [string, string][] =>
  Object.entries(keys).flatMap(([name, node]): [string, string][] => {
    const inner = value[name];
    if (inner === undefined) return [];
    const full = joinPath(path, toKebab(name));
    if (node.kind === 'section') return flatten(inner as Plain, node.keys, full);
    if (node.kind === 'list')
      return (inner as readonly Plain[]).flatMap((item, i) => flatten(item, node.keys, `${full}[${i + 1}]`));
    return [[full, formatValue(node, inner)]];
  });

/** Every key of a spec with its text as written in a file, by path, in canonical order. */
export const specLeaves = (spec: RunSpec): ReadonlyMap<string, string> =>
  new Map(flatten(spec as unknown as Plain, schemaKeys, ''));

/** Empty when the specs are equal. */
export const diffSpecs = (a: RunSpec, b: RunSpec): readonly SpecDifference[] => {
  const [left, right] = [specLeaves(a), specLeaves(b)];
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return paths
    .map((path) => ({ path, a: left.get(path), b: right.get(path) }))
    .filter((difference) => difference.a !== difference.b);
};
