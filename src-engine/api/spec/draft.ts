/**
 * First pass over a document: every key recognised or refused, every value checked on its own, defaults noted.
 * What depends on other keys (does it apply, is it missing) is left to settle.ts.
 * The walk follows the schema, never the document, so a hostile document cannot make it deep or long.
 */

import type { SpecProblem } from './problem.ts';
import { readLeaf } from './read-leaf.ts';
import { inWords, isTable } from './reading.ts';
import { type AnyList, type AnySection, type Keys, type SchemaNode, toKebab } from './schema-node.ts';
import { joinPath, schemaEntries } from './schema-walk.ts';
import { closest } from './suggestion.ts';

export type Entry =
  /** Not given: optional, or a section that is switched off. */
  | { readonly state: 'absent' }
  /** Not given, and there is no default. */
  | { readonly state: 'missing' }
  /** Given and reported as wrong. */
  | { readonly state: 'bad' }
  | { readonly state: 'leaf'; readonly given: boolean; readonly value: unknown }
  | { readonly state: 'table'; readonly given: boolean; readonly table: DraftTable }
  | { readonly state: 'list'; readonly items: readonly DraftTable[] };

/** By the names of the schema (camel case). */
export type DraftTable = ReadonlyMap<string, Entry>;

/** More problems than this are not collected. */
const enough = 1_000;

/** A key as a message may show it. */
const shown = (key: string): string => (/^[\w-]{1,60}$/.test(key) ? key : inWords(key));

export const draftTable = (
  document: Readonly<Record<string, unknown>>,
  keys: Keys,
  path: string,
  problems: SpecProblem[],
): DraftTable => {
  const known = new Set(Object.keys(keys).map(toKebab));
  for (const key of Object.keys(document)) {
    if (problems.length >= enough) break;
    if (!known.has(key)) problems.push(unknownKey(key, keys, path));
  }
  return new Map(
    Object.entries(keys).map(([name, node]) => {
      const key = toKebab(name);
      const raw = Object.hasOwn(document, key) ? document[key] : undefined;
      return [name, draftNode(node, raw, joinPath(path, key), problems)];
    }),
  );
};

const draftNode = (node: SchemaNode, raw: unknown, path: string, problems: SpecProblem[]): Entry => {
  if (node.kind === 'section') return draftSection(node, raw, path, problems);
  if (node.kind === 'list') return draftList(node, raw, path, problems);
  if (raw === undefined) {
    if (node.default !== undefined) return { state: 'leaf', given: false, value: node.default };
    return { state: node.optional ? 'absent' : 'missing' };
  }
  const reading = readLeaf(node, raw);
  if ('value' in reading) return { state: 'leaf', given: true, value: reading.value };
  const { code, what, remedy } = reading.complaint;
  problems.push({ code, path, message: `${path} ${what}.`, remedy });
  return { state: 'bad' };
};

const draftSection = (node: AnySection, raw: unknown, path: string, problems: SpecProblem[]): Entry => {
  if (raw === undefined && node.presence === 'optional') return { state: 'absent' };
  if (raw !== undefined && !isTable(raw)) {
    const remedy = `Write a section header [${path}] and its keys below it.`;
    problems.push({
      code: 'spec.wrongType',
      path,
      message: `${path} must be a table, but is ${inWords(raw)}.`,
      remedy,
    });
    return { state: 'bad' };
  }
  return {
    state: 'table',
    given: raw !== undefined,
    table: draftTable(raw ?? {}, node.keys, path, problems),
  };
};

const draftList = (node: AnyList, raw: unknown, path: string, problems: SpecProblem[]): Entry => {
  const none: Entry = node.optional ? { state: 'list', items: [] } : { state: 'missing' };
  if (raw === undefined) return none;
  const header = `Write a header [[${path.replace(/\[\d+\]/g, '')}]] before each item.`;
  const refuse = (code: SpecProblem['code'], message: string): Entry => {
    problems.push({ code, path, message, remedy: header });
    return { state: 'bad' };
  };
  if (!Array.isArray(raw) || !raw.every(isTable))
    return refuse('spec.wrongType', `${path} must be a list of tables, but is ${inWords(raw)}.`);
  if (raw.length === 0) return none;
  if (raw.length > node.maxItems)
    return refuse(
      'spec.outOfRange',
      `${path} has ${raw.length} items; at most ${node.maxItems} are allowed.`,
    );
  return {
    state: 'list',
    items: raw.map((item, i) => draftTable(item, node.keys, `${path}[${i + 1}]`, problems)),
  };
};

const unknownKey = (key: string, keys: Keys, path: string): SpecProblem => {
  const here = Object.keys(keys).map(toKebab);
  const suggestion = suggestFor(key, here, path);
  return {
    code: 'spec.unknownKey',
    path: joinPath(path, shown(key)),
    message: `There is no key ${shown(key)} ${path === '' ? 'at the top level' : `in ${path}`}.`,
    remedy:
      suggestion === undefined ? `The keys here are ${here.join(', ')}.` : `Did you mean ${suggestion}?`,
  };
};

/** A slip of a key of this table, else a key that belongs to another table, else a slip of such a key. */
const suggestFor = (key: string, here: readonly string[], path: string): string | undefined => {
  const near = closest(key, here);
  if (near !== undefined) return joinPath(path, near);
  const elsewhere = new Map(schemaEntries.map((entry) => [lastPart(entry.path), entry.path]));
  const name = elsewhere.has(key) ? key : closest(key, [...elsewhere.keys()]);
  return name === undefined ? undefined : elsewhere.get(name);
};

const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
