/**
 * One value from a document, checked against its key: type, range, choices. Nothing is guessed or converted,
 * except that a whole number is also a number. Proof: test/unit/engine/api/spec/read-leaf.test.ts.
 */

import { unreachable } from '../../base/invariant.ts';
import { parseDuration } from './duration.ts';
import { readFluxes } from './flux.ts';
import { complain, inWords, type Reading, wrongType } from './reading.ts';
import type { Leaf } from './schema-node.ts';
import { closest } from './suggestion.ts';

export const readLeaf = (leaf: Leaf, raw: unknown): Reading => {
  switch (leaf.kind) {
    case 'integer':
    case 'number':
      return readNumber(leaf, raw);
    case 'integer-or-word':
      if (raw === leaf.word) return { value: raw };
      if (typeof raw !== 'number' && typeof raw !== 'bigint')
        return wrongType(`a whole number or "${leaf.word}"`, raw, `"${leaf.word}"`);
      return readNumber(leaf, raw);
    case 'integers':
    case 'numbers':
      return readNumbers(leaf, raw);
    case 'duration':
      return readDuration(raw);
    case 'text':
      return readText(leaf, raw);
    case 'texts':
      return readTexts(leaf, raw);
    case 'boolean':
      return typeof raw === 'boolean' ? { value: raw } : wrongType('true or false', raw, 'true');
    case 'choice':
      return readChoice(Object.keys(leaf.choices), raw);
    case 'choices':
      return readChoices(Object.keys(leaf.choices), raw);
    case 'fluxes':
      return readFluxes(raw);
    default:
      return unreachable(leaf);
  }
};

interface Range {
  readonly kind: string;
  readonly min: number;
  readonly max: number;
  readonly aboveMin?: true;
}

/** The allowed interval in words. */
export const rangeInWords = ({ min, max, aboveMin }: Range): string =>
  min === max ? `exactly ${min}` : aboveMin ? `above ${min} and at most ${max}` : `from ${min} to ${max}`;

const readNumber = (range: Range, raw: unknown): Reading => {
  const whole = range.kind.startsWith('integer');
  if (typeof raw !== 'number' && typeof raw !== 'bigint')
    return wrongType(
      whole ? 'a whole number' : 'a number',
      raw,
      String(whole ? range.max : (range.min + range.max) / 2),
    );
  if (whole && typeof raw === 'number' && Number.isFinite(raw) && !Number.isInteger(raw))
    return complain(
      'spec.wrongType',
      `must be a whole number, but is ${inWords(raw)}`,
      'Write it without a fraction.',
    );
  const tooLow = range.aboveMin ? raw <= range.min : raw < range.min;
  // NaN fails every comparison, so ask for what is allowed
  if (tooLow || !(raw <= range.max))
    return complain(
      'spec.outOfRange',
      `must be ${rangeInWords(range)}, but is ${inWords(raw)}`,
      `Choose a value ${rangeInWords(range)}.`,
    );
  // -0 and 0 are one value with one text
  return { value: Number(raw) + 0 };
};

const readNumbers = (leaf: Extract<Leaf, { kind: 'integers' | 'numbers' }>, raw: unknown): Reading => {
  const { minLength, maxLength } = leaf;
  const count = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  const expected = `a list of ${count} ${leaf.kind === 'integers' ? 'whole numbers' : 'numbers'}`;
  const example = `[${Array(minLength)
    .fill(leaf.default?.[0] ?? leaf.min)
    .join(', ')}]`;
  if (!Array.isArray(raw)) return wrongType(expected, raw, example);
  if (raw.length < minLength || raw.length > maxLength)
    return complain(
      'spec.outOfRange',
      `must be ${expected}, but has ${raw.length}`,
      `Write ${expected}, like ${example}.`,
    );
  const values: number[] = [];
  for (const [i, entry] of raw.entries()) {
    const reading = readNumber(leaf, entry);
    if ('complaint' in reading)
      return { complaint: { ...reading.complaint, what: `${reading.complaint.what} (entry ${i + 1})` } };
    values.push(reading.value as number);
  }
  return { value: values };
};

const readDuration = (raw: unknown): Reading => {
  const remedy = 'Write a number with its unit, like "45s", "30m", "1h30m" or "2d", or "none".';
  if (typeof raw !== 'string')
    return complain('spec.wrongType', `must be a duration, but is ${inWords(raw)}`, remedy);
  const seconds = parseDuration(raw);
  if (seconds === undefined)
    return complain(
      'spec.outOfRange',
      `must be a duration of at most 366 days, but is ${inWords(raw)}`,
      remedy,
    );
  return { value: seconds };
};

/** Control characters and half characters (lone surrogates) have no faithful text. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

const readText = (leaf: { readonly maxLength: number }, raw: unknown): Reading => {
  if (typeof raw !== 'string') return wrongType('text in quotes', raw, '"a name"');
  const text = raw.replace(/[\t\r\n]+/g, ' ').trim();
  if (text === '') return complain('spec.outOfRange', 'must not be empty', 'Write a text or remove the key.');
  if (text.length > leaf.maxLength)
    return complain(
      'spec.outOfRange',
      `must have at most ${leaf.maxLength} characters, but has ${text.length}`,
      'Write a shorter text.',
    );
  if (unprintable.test(text))
    return complain(
      'spec.outOfRange',
      'contains control characters',
      'Remove the characters that cannot be seen.',
    );
  return { value: text };
};

const readTexts = (leaf: Extract<Leaf, { kind: 'texts' }>, raw: unknown): Reading => {
  const expected = `a list of at most ${leaf.maxItems} texts`;
  if (!Array.isArray(raw)) return wrongType(expected, raw, '["one", "two"]');
  if (raw.length > leaf.maxItems)
    return complain(
      'spec.outOfRange',
      `must be ${expected}, but has ${raw.length}`,
      `Write ${expected}, like ["one", "two"].`,
    );
  const texts: unknown[] = [];
  for (const [i, entry] of raw.entries()) {
    const reading = readText(leaf, entry);
    if ('complaint' in reading)
      return { complaint: { ...reading.complaint, what: `${reading.complaint.what} (entry ${i + 1})` } };
    texts.push(reading.value);
  }
  return { value: texts };
};

const readChoice = (choices: readonly string[], raw: unknown): Reading => {
  if (typeof raw === 'string' && choices.includes(raw)) return { value: raw };
  const all = `The choices are ${choices.map((choice) => JSON.stringify(choice)).join(', ')}.`;
  if (typeof raw !== 'string')
    return complain('spec.wrongType', `must be one of the choices, but is ${inWords(raw)}`, all);
  const near = closest(raw, choices);
  return complain(
    'spec.outOfRange',
    `has no choice ${inWords(raw)}`,
    near === undefined ? all : `Did you mean ${JSON.stringify(near)}? ${all}`,
  );
};

const readChoices = (choices: readonly string[], raw: unknown): Reading => {
  if (!Array.isArray(raw) || raw.length === 0)
    return wrongType('a list of choices', raw, JSON.stringify(choices.slice(0, 1)));
  for (const entry of raw) {
    const reading = readChoice(choices, entry);
    if ('complaint' in reading) return reading;
  }
  // a set: one order, no repetition, so that equal specs have equal texts
  return { value: choices.filter((choice) => raw.includes(choice)) };
};
