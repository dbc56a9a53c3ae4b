/**
 * Keeps a document free of keys that have no effect. When a choice of the user makes a key useless its value is put on a shelf, and it is
 * taken from there again when the key comes back: trying another algorithm loses nothing.
 * Test: test/unit/renderer/screen/new-run/tidy.test.ts, test/property/spec-form.test.ts.
 */
import { type Json, setValue, type Table, valueAt } from './document-edit.ts';
import { allEntries, specForm } from './spec-form.ts';

export type Shelf = ReadonlyMap<string, Json>;

export interface Tidied {
  readonly document: Table;
  readonly shelf: Shelf;
}

/** Conditions do not hang on one another in chains longer than this. */
const rounds = 6;

/** The outer ones before what is in them. */
const uselessIn = (document: Table): readonly [string, Json][] =>
  allEntries(specForm(document)).flatMap(({ path, value, useless }): [string, Json][] =>
    useless && value !== undefined ? [[path, value]] : [],
  );

export const tidy = (document: Table, shelf: Shelf): Tidied => {
  let now = document;
  const kept = new Map(shelf);
  for (let round = 0; round < rounds; round++) {
    const useless = uselessIn(now);
    if (useless.length === 0) break;
    for (const [path, value] of useless) {
      // it went with the section or list that it was in
      if (valueAt(now, path) === undefined) continue;
      kept.set(path, value);
      now = setValue(now, path, undefined);
    }
  }
  return fromShelf(now, kept);
};

/** What applies again and is not given. */
const fromShelf = (document: Table, shelf: Map<string, Json>): Tidied => {
  let now = document;
  for (let round = 0; round < rounds; round++) {
    const wanted = allEntries(specForm(now)).filter(
      ({ path, value }) => value === undefined && shelf.has(path),
    );
    if (wanted.length === 0) break;
    for (const { path } of wanted) {
      now = setValue(now, path, shelf.get(path)!);
      shelf.delete(path);
    }
  }
  return { document: now, shelf };
};

/** Without what belongs to items of a list whose places have changed. */
export const forgetList = (shelf: Shelf, list: string): Shelf =>
  new Map([...shelf].filter(([path]) => !path.startsWith(`${list}[`)));
