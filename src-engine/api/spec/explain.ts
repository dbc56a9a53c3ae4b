/** What a key means, drawn from the schema: for `plaquette explain`, the comments of a new spec, and forms. */
import { fail, ok, type Result } from '../../base/result.ts';
import { sentenceOf } from './condition.ts';
import { formatValue } from './format-value.ts';
import { rangeInWords } from './read-leaf.ts';
import type { Leaf, SchemaNode } from './schema-node.ts';
import { type SchemaEntry, schemaEntries } from './schema-walk.ts';
import { closest } from './suggestion.ts';

export interface KeyDoc {
  /** As in the file, without item numbers: `phase.update.steps`. */
  readonly path: string;
  readonly kind: SchemaNode['kind'];
  readonly title: string;
  readonly meaning: string;
  /** Title of the section that holds the key. */
  readonly group: string;
  readonly unit?: string;
  /** As written in a file; absent for required keys and sections. */
  readonly default?: string;
  readonly required: boolean;
  /** The allowed values in words. */
  readonly range?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly choices?: Readonly<Record<string, string>>;
  /** One sentence per condition, to follow "applies when". */
  readonly appliesWhen: readonly string[];
  /** The same, to follow "matters only when". */
  readonly mattersWhen: readonly string[];
  /** Paths of the keys of a section. */
  readonly keys?: readonly string[];
}

/** Every key and section, in canonical order. */
export const allKeyDocs = (): readonly KeyDoc[] => schemaEntries.map(docOf);

/** By full path, with or without item numbers, or by the last part where only one key has it. */
export const explainKey = (asked: string): Result<KeyDoc> => {
  const path = asked.trim().replace(/\[\d*\]/g, '');
  const exact = schemaEntries.find((entry) => entry.path === path);
  const found =
    exact === undefined ? schemaEntries.filter((entry) => entry.path.endsWith(`.${path}`)) : [exact];
  if (found.length === 1) return ok(docOf(found[0]!));
  const shown = JSON.stringify(asked.slice(0, 80));
  if (found.length > 1) {
    const all = found.map((entry) => entry.path).join(', ');
    return fail('spec.unknownKey', `Several keys are called ${shown}.`, `Ask for one of ${all}.`);
  }
  const near = closestPath(path);
  const remedy = near === undefined ? '"plaquette explain" lists all keys.' : `Did you mean ${near}?`;
  return fail('spec.unknownKey', `There is no key ${shown}.`, remedy);
};

const closestPath = (path: string): string | undefined => {
  const last = path.slice(path.lastIndexOf('.') + 1);
  const byLast = new Map(
    schemaEntries.map((entry) => [entry.path.slice(entry.path.lastIndexOf('.') + 1), entry.path]),
  );
  const whole = closest(
    path,
    schemaEntries.map((entry) => entry.path),
  );
  const part = byLast.has(last) ? last : closest(last, [...byLast.keys()]);
  return whole ?? (part === undefined ? undefined : byLast.get(part));
};

const docOf = ({ path, node, group }: SchemaEntry): KeyDoc => {
  const { kind, title, meaning } = node;
  const appliesWhen = (node.appliesWhen ?? []).map(sentenceOf);
  const mattersWhen = (node.mattersWhen ?? []).map(sentenceOf);
  const common = { path, kind, title, meaning, group, appliesWhen, mattersWhen };
  if (node.kind === 'section' || node.kind === 'list') {
    const keys = schemaEntries
      .filter((entry) => entry.path.startsWith(`${path}.`))
      .map((entry) => entry.path);
    return { ...common, required: node.kind === 'list' && node.optional !== true, keys };
  }
  return { ...common, ...leafFacts(node) };
};

const leafFacts = (leaf: Leaf) => {
  const range = leafRange(leaf);
  return {
    required: leaf.default === undefined && leaf.optional !== true,
    ...(leaf.unit === undefined ? {} : { unit: leaf.unit }),
    ...(leaf.default === undefined ? {} : { default: formatValue(leaf, leaf.default) }),
    ...(range === undefined ? {} : { range }),
    ...('min' in leaf ? { min: leaf.min, max: leaf.max } : {}),
    ...('step' in leaf && leaf.step !== undefined ? { step: leaf.step } : {}),
    ...('choices' in leaf ? { choices: leaf.choices } : {}),
  };
};

const leafRange = (leaf: Leaf): string | undefined => {
  if (leaf.kind === 'duration') return 'a duration like "45s", "30m", "1h30m" or "2d", or "none"';
  if (leaf.kind === 'boolean') return 'true or false';
  if (leaf.kind === 'choices') return 'a list of one or more of the choices';
  if (leaf.kind === 'text') return `text of at most ${leaf.maxLength} characters`;
  if (leaf.kind === 'texts')
    return `a list of at most ${leaf.maxItems} texts of at most ${leaf.maxLength} characters`;
  if (!('min' in leaf)) return undefined;
  const range = rangeInWords(leaf);
  if (leaf.kind === 'integer-or-word') return `"${leaf.word}" or a whole number ${range}`;
  if (leaf.kind === 'integer') return `a whole number ${range}`;
  if (leaf.kind === 'number') return `a number ${range}`;
  const count =
    leaf.minLength === leaf.maxLength ? `${leaf.minLength}` : `${leaf.minLength} to ${leaf.maxLength}`;
  return `${count} ${leaf.kind === 'integers' ? 'whole numbers' : 'numbers'}, each ${range}`;
};

/** The facts about a key in one line: unit, range, default. */
export const factLine = (doc: KeyDoc): string => {
  const unit = doc.unit === undefined ? [] : [`unit: ${doc.unit}`];
  const range = doc.range === undefined ? [] : [doc.range];
  const standard =
    doc.default === undefined ? (doc.required ? ['required'] : ['optional']) : [`default ${doc.default}`];
  return [...unit, ...range, ...standard].join('; ');
};

/** The whole explanation as lines of plain text. */
export const explanationLines = (doc: KeyDoc): readonly string[] => [
  `${doc.path}: ${doc.title}`,
  '',
  doc.meaning,
  ...(doc.keys === undefined ? [`Value: ${factLine(doc)}.`] : []),
  ...doc.appliesWhen.map((sentence) => `Applies when ${sentence}.`),
  ...doc.mattersWhen.map((sentence) => `Matters only when ${sentence}.`),
  ...Object.entries(doc.choices ?? {}).map(([choice, meaning]) => `  ${JSON.stringify(choice)}: ${meaning}`),
  ...(doc.keys ?? []).map((key) => `  ${key}`),
];
