/**
 * One key and the values it is to take, from text: `training.learning-rate` and `1e-3, 3e-3`. Values are separated by commas; lists stand in brackets or are written
 * with blanks or x (`8x8, 16x16`), text needs no quotes. A list item of the specification is named by its place (`phase[1].updates`), which may be left out where
 * there is only one. Test: test/unit/engine/api/spec/sweep.test.ts.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { Leaf } from './schema-node.ts';
import { schemaEntries } from './schema-walk.ts';
import { closest } from './suggestion.ts';

export interface Variation {
  /** As it was asked for. */
  readonly path: string;
  readonly leaf: Leaf;
  /** As in a document; not yet checked against the key. */
  readonly values: readonly unknown[];
}

/** A key as it is asked for, with its values as text. */
export interface Varied {
  readonly path: string;
  readonly list: string;
}

const MOST_VALUES = 100;

const plainPath = (path: string): string => path.replace(/\[\d+\]/g, '');

const leafAt = (path: string): Result<Leaf> => {
  const plain = plainPath(path);
  const entry = schemaEntries.find((one) => one.path === plain);
  if (entry === undefined) {
    const near = closest(
      plain,
      schemaEntries.map((one) => one.path),
    );
    return fail(
      'spec.unknownKey',
      `There is no key ${JSON.stringify(path.slice(0, 100))} in a specification.`,
      near === undefined ? '"plaquette explain" lists all keys.' : `Did you mean ${near}?`,
    );
  }
  const { node } = entry;
  if (node.kind === 'section' || node.kind === 'list')
    return fail(
      'spec.wrongType',
      `${plain} is a ${node.kind} of keys, which cannot be varied as a whole.`,
      `Name a key in it, such as ${schemaEntries.find((one) => one.path.startsWith(`${plain}.`))?.path}.`,
    );
  if (plain === 'name' || plain === 'version')
    return fail('spec.conflict', `${plain} cannot be varied.`, 'Runs get their names from what varies.');
  return ok(node);
};

/** Cut at commas that are in no brackets and no quotes. */
const split = (list: string): readonly string[] => {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  let quote = '';
  for (const letter of list) {
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '[' || letter === '{') depth++;
    else if (letter === ']' || letter === '}') depth--;
    if (letter === ',' && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()];
};

const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What is no number stays text, for the check of the key to refuse. */
const numberOr = (text: string): number | string => (number.test(text) ? Number(text) : unquoted(text));

const itemsOf = (text: string, separators: RegExp): readonly string[] =>
  text
    .replace(/^\[|\]$/g, '')
    .split(separators)
    .filter((part) => part !== '');

const valueFrom = ({ kind }: Leaf, text: string): unknown => {
  switch (kind) {
    case 'integer':
    case 'number':
    case 'integer-or-word':
      return numberOr(text);
    case 'integers':
    case 'numbers':
      return itemsOf(text, /[\s,;x×]+/).map(numberOr);
    case 'choices':
      return itemsOf(text, /[\s,]+/).map(unquoted);
    case 'texts':
      return itemsOf(text, /\s*,\s*/).map(unquoted);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'fluxes':
      return Object.fromEntries(
        [...text.matchAll(/(\w+)\s*=\s*(-?\d+)/g)].map(([, plane, units]) => [plane, Number(units)]),
      );
    default:
      return unquoted(text);
  }
};

export const readVariation = ({ path, list }: Varied): Result<Variation> => {
  const leaf = leafAt(path.trim());
  if (!leaf.ok) return leaf;
  const texts = split(list);
  const empty = texts.indexOf('');
  if (empty >= 0)
    return fail(
      'spec.missingKey',
      texts.length === 1 ? `${path} has no values.` : `Value ${empty + 1} of ${path} is empty.`,
      'Write the values with commas between them, such as 1, 2, 3.',
    );
  if (texts.length > MOST_VALUES)
    return fail('spec.tooLarge', `${path} has ${texts.length} values.`, `Write ${MOST_VALUES} at most.`);
  const values = texts.map((text) => valueFrom(leaf.value, text));
  const spelled = values.map((value) => JSON.stringify(value));
  const twice = spelled.findIndex((text, place) => spelled.indexOf(text) < place);
  if (twice >= 0)
    return fail(
      'spec.conflict',
      `${path} has the value ${texts[twice]} twice.`,
      'Two runs that differ in nothing are copies of each other; vary the seed instead.',
    );
  return ok({ path: path.trim(), leaf: leaf.value, values });
};

/** `training.learning-rate=1e-3,3e-3` in its two parts. */
export const splitVaried = (text: string): Result<Varied> => {
  const at = text.indexOf('=');
  if (at > 0) return ok({ path: text.slice(0, at).trim(), list: text.slice(at + 1) });
  return fail(
    'usage.wrong',
    `${JSON.stringify(text.slice(0, 100))} does not say which values a key takes.`,
    'Write KEY=VALUE,VALUE, such as training.learning-rate=1e-3,3e-3.',
  );
};
