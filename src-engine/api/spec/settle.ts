/**
 * Second pass: what depends on other keys. A key that is given but does not apply is refused with the reason,
 * a default that does not apply is dropped, a required key that applies and is not there is reported.
 */
import { type Condition, type Found, judge, sentenceOf, type Verdict } from './condition.ts';
import type { DraftTable, Entry } from './draft.ts';
import type { SpecProblem } from './problem.ts';
import { type Keys, type SchemaNode, toKebab } from './schema-node.ts';
import { joinPath } from './schema-walk.ts';

type Plain = Record<string, unknown>;

/** The plain object that the draft stands for; it is a RunSpec when no problem was added. */
export const settleTable = (
  table: DraftTable,
  keys: Keys,
  path: string,
  root: DraftTable,
  problems: SpecProblem[],
): Plain => {
  const plain: Plain = {};
  for (const [name, node] of Object.entries(keys)) {
    const value = settleEntry(table.get(name)!, node, joinPath(path, toKebab(name)), table, root, problems);
    if (value !== undefined) plain[name] = value;
  }
  return plain;
};

const settleEntry = (
  entry: Entry,
  node: SchemaNode,
  path: string,
  table: DraftTable,
  root: DraftTable,
  problems: SpecProblem[],
): unknown => {
  const verdict = applies(node.appliesWhen ?? [], table, root);
  if (verdict === 'no') {
    if (isGiven(entry)) problems.push(unused(path, node, table, root));
    return node.kind === 'list' ? [] : undefined;
  }
  const items = (list: readonly DraftTable[], keys: Keys) =>
    list.map((item, i) => settleTable(item, keys, `${path}[${i + 1}]`, root, problems));
  switch (entry.state) {
    case 'missing':
      if (verdict === 'yes') problems.push(missing(path, node));
      return undefined;
    case 'leaf':
      return entry.value;
    case 'table':
      return node.kind === 'section' ? settleTable(entry.table, node.keys, path, root, problems) : undefined;
    case 'list':
      return node.kind === 'list' ? items(entry.items, node.keys) : undefined;
    default:
      return undefined;
  }
};

const isGiven = (entry: Entry): boolean =>
  entry.state === 'leaf' || entry.state === 'table' ? entry.given : entry.state === 'list';

/** Whether a key with these conditions applies in its table; also what a form shows. */
export const applies = (conditions: readonly Condition[], table: DraftTable, root: DraftTable): Verdict => {
  const verdicts = conditions.map((condition) => judge(condition, valuesAt(condition.key, table, root)));
  return verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes';
};

/** Of the whole document: a key of its top that is neither given nor wanted is absent, not missing, so conditions on it are decided. */
export const withoutUnasked = (root: DraftTable, keys: Keys): DraftTable =>
  new Map(
    [...root].map(([name, entry]) => {
      const isWanted = applies(keys[name]?.appliesWhen ?? [], root, root) !== 'no';
      return [name, entry.state === 'missing' && !isWanted ? { state: 'absent' } : entry];
    }),
  );

const valuesAt = (key: string, table: DraftTable, root: DraftTable): Found[] => {
  const absolute = key.startsWith('/');
  return follow((absolute ? key.slice(1) : key).split('.'), absolute ? root : table);
};

const follow = ([name, ...rest]: readonly string[], table: DraftTable): Found[] => {
  const entry = table.get(name!);
  if (entry === undefined || entry.state === 'absent') return [];
  if (entry.state === 'missing' || entry.state === 'bad') return [{ known: false }];
  if (entry.state === 'leaf') return [{ known: true, value: entry.value }];
  const tables = entry.state === 'table' ? [entry.table] : entry.items;
  return rest.length === 0
    ? tables.map((value) => ({ known: true, value }))
    : tables.flatMap((inner) => follow(rest, inner));
};

const unused = (path: string, node: SchemaNode, table: DraftTable, root: DraftTable): SpecProblem => {
  const broken = node.appliesWhen!.filter((one) => judge(one, valuesAt(one.key, table, root)) === 'no');
  const reason = broken.map(sentenceOf).join(' and ');
  return {
    code: 'spec.unusedKey',
    path,
    message: `${path} has no effect here: it applies only when ${reason}.`,
    remedy: `Remove ${path}, or change what it depends on.`,
  };
};

const missing = (path: string, node: SchemaNode): SpecProblem => ({
  code: 'spec.missingKey',
  path,
  message: `${path} is missing (${node.title.charAt(0).toLowerCase()}${node.title.slice(1)}).`,
  remedy: remedyFor(path, node),
});

const remedyFor = (path: string, node: SchemaNode): string => {
  const plain = path.replace(/\[\d+\]/g, '');
  if (node.kind === 'list') return `Add at least one [[${plain}]].`;
  const example = node.kind === 'integer' && node.min === node.max ? ` = ${node.min}` : '';
  return `Add ${plain}${example}; "plaquette explain ${plain}" says what it means.`;
};
