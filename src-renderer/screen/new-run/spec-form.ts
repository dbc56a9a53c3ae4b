/**
 * What the form shows for a document: every key of the schema that applies and matters, with its value or default, and those that are
 * given though they do not apply, so that they can be taken away. Test: test/unit/renderer/screen/new-run/spec-form.test.ts.
 */
import { type DraftTable, draftTable } from '../../../src-engine/api/spec/draft.ts';
import { schemaKeys } from '../../../src-engine/api/spec/schema.ts';
import {
  type AnyList,
  type AnySection,
  type Keys,
  type Leaf,
  type SchemaNode,
  toKebab,
} from '../../../src-engine/api/spec/schema-node.ts';
import { joinPath } from '../../../src-engine/api/spec/schema-walk.ts';
import { applies, withoutUnasked } from '../../../src-engine/api/spec/settle.ts';
import { isTable, type Json, type Table } from './document-edit.ts';

export interface FormField {
  readonly kind: 'field';
  /** With places in lists: `phase[1].update[2].steps`. */
  readonly path: string;
  readonly leaf: Leaf;
  /** As in the document; undefined where the key is not given. */
  readonly value: Json | undefined;
  readonly required: boolean;
  /** Given though it has no effect here. */
  readonly useless: boolean;
}

export interface FormSection {
  readonly kind: 'section';
  readonly path: string;
  readonly node: AnySection;
  readonly optional: boolean;
  readonly on: boolean;
  /** As in the document; undefined where it is not given. */
  readonly value: Json | undefined;
  /** Given though it has no effect here. */
  readonly useless: boolean;
  readonly entries: readonly FormEntry[];
}

export interface FormItem {
  readonly path: string;
  readonly value: Json;
  readonly entries: readonly FormEntry[];
}

export interface FormList {
  readonly kind: 'list';
  readonly path: string;
  readonly node: AnyList;
  readonly items: readonly FormItem[];
  readonly value: Json | undefined;
  readonly useless: boolean;
}

export type FormEntry = FormField | FormSection | FormList;

/** Whether an entry says no more than what holds without it. */
const saysNothing = (entry: FormEntry): boolean => {
  if (entry.kind === 'list') return entry.items.length === 0;
  if (entry.kind === 'field')
    return entry.value === undefined || JSON.stringify(entry.value) === JSON.stringify(entry.leaf.default);
  return (entry.optional ? !entry.on : true) && entry.entries.every(saysNothing);
};

/** Keys with one possible value are none of the user's business. */
const isFixed = (leaf: Leaf): boolean => leaf.kind === 'integer' && leaf.min === leaf.max;

interface Scope {
  readonly root: DraftTable;
  /** Also what does not matter, as it stands. */
  readonly all: boolean;
}

export const specForm = (document: Table, which: 'telling' | 'all' = 'telling'): readonly FormEntry[] => {
  const draft = withoutUnasked(draftTable(document, schemaKeys, '', []), schemaKeys);
  return entriesOf(document, schemaKeys, '', draft, { root: draft, all: which === 'all' });
};

const entriesOf = (given: Table, keys: Keys, path: string, draft: DraftTable, scope: Scope): FormEntry[] =>
  Object.entries(keys).flatMap(([name, node]): FormEntry[] => {
    const matters = scope.all || applies(node.mattersWhen ?? [], draft, scope.root) !== 'no';
    return entryOf(given, name, node, path, draft, matters, scope).filter(
      (entry) =>
        (matters || !saysNothing(entry)) &&
        // nothing is left to be said in it
        !(entry.kind === 'section' && !entry.optional && entry.entries.length === 0),
    );
  });

const entryOf = (
  given: Table,
  name: string,
  node: SchemaNode,
  path: string,
  draft: DraftTable,
  matters: boolean,
  scope: Scope,
): FormEntry[] => {
  const key = toKebab(name);
  const full = joinPath(path, key);
  const value = Object.hasOwn(given, key) ? given[key] : undefined;
  const useless = !matters || applies(node.appliesWhen ?? [], draft, scope.root) === 'no';
  if (useless && value === undefined) return [];
  if (node.kind === 'section') {
    const table = isTable(value) ? value : {};
    const entry = draft.get(name);
    const on = node.presence === 'always' || value !== undefined;
    const inner = entry?.state === 'table' ? entry.table : draftTable(table, node.keys, full, []);
    const entries = on ? entriesOf(table, node.keys, full, inner, scope) : [];
    const optional = node.presence === 'optional';
    return [{ kind: 'section', path: full, node, optional, on, value, useless, entries }];
  }
  if (node.kind === 'list') {
    const items = Array.isArray(value) ? (value as readonly Json[]).filter(isTable) : [];
    return [
      {
        kind: 'list',
        path: full,
        node,
        value,
        useless,
        items: items.map((item, i) => itemOf(item, node, `${full}[${i + 1}]`, scope)),
      },
    ];
  }
  if (isFixed(node)) return [];
  const required = node.default === undefined && node.optional !== true;
  return [{ kind: 'field', path: full, leaf: node, value, required, useless }];
};

const itemOf = (value: Table, node: AnyList, path: string, scope: Scope): FormItem => ({
  path,
  value,
  entries: entriesOf(value, node.keys, path, draftTable(value, node.keys, path, []), scope),
});

/** Every entry, sections and lists with what is in them. */
export const allEntries = (entries: readonly FormEntry[]): readonly FormEntry[] =>
  entries.flatMap((entry) => {
    if (entry.kind === 'field') return [entry];
    if (entry.kind === 'section') return [entry, ...allEntries(entry.entries)];
    return [entry, ...entry.items.flatMap((item) => allEntries(item.entries))];
  });

/** All fields, sections' and lists' included. */
export const fieldsOf = (entries: readonly FormEntry[]): readonly FormField[] =>
  allEntries(entries).filter((entry) => entry.kind === 'field');
