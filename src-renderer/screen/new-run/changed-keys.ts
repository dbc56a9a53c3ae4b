/** In which keys two documents differ, defaults counted in: for marking a fork. Test: test/unit/renderer/screen/new-run/changed-keys.test.ts. */

import { defaultText } from './default-text.ts';
import type { Table } from './document-edit.ts';
import { textOfValue } from './field-text.ts';
import { type FormField, fieldsOf, specForm } from './spec-form.ts';

const valueText = ({ value, leaf }: FormField): string =>
  value === undefined ? defaultText(leaf) : textOfValue(value);

const textsOf = (document: Table): ReadonlyMap<string, string> =>
  new Map(fieldsOf(specForm(document)).map((field) => [field.path, valueText(field)]));

/** Path of each key that differs, with its text in the other document; null where that has no such key. */
export const changedKeys = (document: Table, other: Table): ReadonlyMap<string, string | null> => {
  const before = textsOf(other);
  return new Map(
    [...textsOf(document)].flatMap(([path, text]): [string, string | null][] =>
      before.get(path) === text ? [] : [[path, before.get(path) ?? null]],
    ),
  );
};
