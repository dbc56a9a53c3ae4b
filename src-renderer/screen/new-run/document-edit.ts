/**
 * Changing a specification as a document: keys as in the file, `phase[1].update[2].steps` with items counted from 1. Documents are never
 * mutated. Test: test/unit/renderer/screen/new-run/document-edit.test.ts.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Table = { readonly [key: string]: Json };

/** Names, and places in lists from 0. */
export type PathStep = string | number;

export const stepsOf = (path: string): readonly PathStep[] =>
  path.split('.').flatMap((part) => {
    const [, name = part, ...places] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    const indices = [...(places[0] ?? '').matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]) - 1);
    return [name, ...indices];
  });

export const isTable = (value: Json | undefined): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const valueAt = (document: Table, path: string): Json | undefined => {
  let value: Json | undefined = document;
  for (const step of stepsOf(path)) {
    if (typeof step === 'number') value = isList(value) ? value[step] : undefined;
    else value = isTable(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
};

/** `change` gets what stands there; undefined takes the key away. Tables on the way are made, items of lists are not. */
const changeAt = (
  value: Json | undefined,
  [step, ...rest]: readonly PathStep[],
  change: (value: Json | undefined) => Json | undefined,
): Json | undefined => {
  if (step === undefined) return change(value);
  if (typeof step === 'number') {
    if (!isList(value) || value[step] === undefined) return value;
    const next = changeAt(value[step], rest, change);
    return next === undefined ? value.toSpliced(step, 1) : value.with(step, next);
  }
  const table = isTable(value) ? value : {};
  const next = changeAt(table[step], rest, change);
  if (next !== undefined) return { ...table, [step]: next };
  const { [step]: _, ...others } = table;
  return others;
};

const changed = (
  document: Table,
  path: string,
  change: (value: Json | undefined) => Json | undefined,
): Table => changeAt(document, stepsOf(path), change) as Table;

/** Undefined takes the key away. */
export const setValue = (document: Table, path: string, value: Json | undefined): Table =>
  changed(document, path, () => value);

export const addItem = (document: Table, list: string, item: Json): Table =>
  changed(document, list, (items) => [...(isList(items) ? items : []), item]);

export const removeItem = (document: Table, list: string, place: number): Table =>
  changed(document, list, (items) => (isList(items) ? items.toSpliced(place, 1) : items));

export const moveItem = (document: Table, list: string, from: number, to: number): Table =>
  changed(document, list, (items) => {
    const item = isList(items) ? items[from] : undefined;
    if (!isList(items) || item === undefined || to < 0 || to >= items.length) return items;
    return items.toSpliced(from, 1).toSpliced(to, 0, item);
  });
