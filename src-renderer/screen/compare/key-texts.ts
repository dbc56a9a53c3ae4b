/**
 * Every key of a specification that applies, with its value as in a file; defaults counted in. Same spelling as the engine's differences.
 * Test: test/unit/renderer/screen/compare/key-texts.test.ts.
 */
import { formatValue } from '../../../src-engine/api/spec/format-value.ts';
import type { Table } from '../new-run/document-edit.ts';
import { textOfValue } from '../new-run/field-text.ts';
import { literal } from '../new-run/patch-toml.ts';
import { type FormField, fieldsOf, specForm } from '../new-run/spec-form.ts';

const spelled = ({ leaf, value }: FormField): string | null => {
  if (value === undefined) return leaf.default === undefined ? null : formatValue(leaf, leaf.default);
  if (leaf.kind === 'number' && typeof value === 'number') return formatValue(leaf, value);
  return literal(value) ?? textOfValue(value);
};

export const keyTexts = (document: Table): ReadonlyMap<string, string> =>
  new Map(
    fieldsOf(specForm(document, 'all')).flatMap((field): [string, string][] => {
      const text = spelled(field);
      return text === null ? [] : [[field.path, text]];
    }),
  );
