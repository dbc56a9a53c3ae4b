/**
 * A change of single values in the text of a specification that leaves its comments and layout as they are. Null where that cannot be
 * done for sure (items or sections come or go, values over several lines): then the text is written anew. Whoever uses the answer reads
 * it back and compares. Test: test/unit/renderer/screen/new-run/patch-toml.test.ts.
 */
import { isTable, type Json, type Table } from './document-edit.ts';

interface Change {
  /** Header of the table, with places in lists: `phase[1].update[2]`; empty for the top. */
  readonly table: string;
  readonly key: string;
  readonly value: Json | undefined;
}

const joined = (table: string, key: string): string => (table === '' ? key : `${table}.${key}`);

const isTables = (value: Json | undefined): value is readonly Table[] =>
  Array.isArray(value) && value.length > 0 && value.every(isTable);

/** Null when a table or item came or went. */
const changesOf = (before: Table, after: Table, table: string): readonly Change[] | null => {
  const changes: Change[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    const inner =
      isTable(old) && isTable(now)
        ? changesOf(old, now, joined(table, key))
        : isTables(old) && isTables(now) && old.length === now.length
          ? old.map((item, i) => changesOf(item, now[i]!, `${joined(table, key)}[${i + 1}]`))
          : undefined;
    if (inner === undefined) {
      if (isTable(old) || isTable(now) || isTables(old) || isTables(now)) return null;
      changes.push({ table, key, value: now });
    } else if (inner === null || inner.includes(null as never)) return null;
    else changes.push(...(inner as readonly (Change | readonly Change[])[]).flat());
  }
  return changes;
};

/** As it stands in a file; null for tables. */
export const literal = (value: Json): string | null => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return null;
  const parts = value.map((one) => literal(one));
  return parts.includes(null) ? null : `[${parts.join(', ')}]`;
};

/** A header as a path with places, counted on the way down. */
const headerPath = (header: string, isItem: boolean, counts: Map<string, number>): string => {
  const names = header.split('.').map((name) => name.trim());
  let path = '';
  names.forEach((name, i) => {
    path = joined(path, name);
    const last = i === names.length - 1;
    if (last && isItem) {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      for (const key of [...counts.keys()]) if (key.startsWith(`${path}[`)) counts.delete(key);
    }
    const place = counts.get(path);
    if (place !== undefined && (isItem || !last)) path = `${path}[${place}]`;
  });
  return path;
};

const header = /^\s*(\[\[?)\s*([\w.\s-]+?)\s*\]\]?\s*(?:#.*)?$/;
/** A key with a value that ends on its line, and the comment behind it. */
const assignment =
  /^(\s*)([\w-]+)(\s*=\s*)("(?:[^"\\]|\\.)*"|\[[^\]#"]*(?:"[^"]*"[^\]#"]*)*\]|[^\s"#[{]+)(\s*(?:#.*)?)$/;

interface Place {
  readonly line: number;
  readonly table: string;
  readonly key: string | null;
}

const placesOf = (lines: readonly string[]): readonly Place[] => {
  const counts = new Map<string, number>();
  let table = '';
  return lines.flatMap((text, line): Place[] => {
    const [, bracket, name] = header.exec(text) ?? [];
    if (bracket !== undefined) {
      table = headerPath(name!, bracket === '[[', counts);
      return [{ line, table, key: null }];
    }
    const key = assignment.exec(text)?.[2];
    return key === undefined ? [] : [{ line, table, key }];
  });
};

export const patchToml = (toml: string, before: Table, after: Table): string | null => {
  const changes = changesOf(before, after, '');
  if (changes === null) return null;
  const lines = toml.split('\n');
  for (const { table, key, value } of changes) {
    const places = placesOf(lines).filter((place) => place.table === table);
    const found = places.find((place) => place.key === key);
    const text = value === undefined ? undefined : literal(value);
    if (text === null) return null;
    if (found !== undefined) {
      const [, indent, , equals, , tail] = assignment.exec(lines[found.line]!)!;
      if (text === undefined) lines.splice(found.line, 1);
      else lines[found.line] = `${indent}${key}${equals}${text}${tail}`;
    } else if (text !== undefined) {
      const last = places.at(-1);
      if (last === undefined) return null;
      lines.splice(last.line + 1, 0, `${key} = ${text}`);
    } else return null;
  }
  return lines.join('\n');
};
