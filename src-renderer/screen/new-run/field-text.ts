/**
 * Values of keys as they are typed: `8 8 8 16`, `1e-8`, `1h30m`, `xy=1 zt=2`. What cannot be a value of the key goes into the document as
 * the text it is, so that the check says what is wrong with it and nothing typed is lost. An empty field is a key that is not given.
 * Test: test/unit/renderer/screen/new-run/field-text.test.ts.
 */
import type { Leaf } from '../../../src-engine/api/spec/schema-node.ts';
import { isTable, type Json } from './document-edit.ts';

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Spaces between digits and a typographic minus are understood. */
const readNumber = (text: string): number | undefined => {
  const plain = text.replace(/[\s_\u202f\u00a0]/g, '').replace('−', '-');
  return number.test(plain) ? Number(plain) : undefined;
};

/** `leaf`: where it is known; texts may have spaces in them. */
export const textOfValue = (value: Json | undefined, leaf?: Leaf): string => {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value))
    return value.map((one) => textOfValue(one)).join(leaf?.kind === 'texts' ? ', ' : ' ');
  if (isTable(value))
    return Object.entries(value)
      .map(([key, inner]) => `${key}=${textOfValue(inner)}`)
      .join(' ');
  return String(value);
};

export const valueOfText = (leaf: Leaf, text: string): Json | undefined => {
  if (leaf.kind === 'text') return text === '' ? undefined : text;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (leaf.kind) {
    case 'integer':
    case 'number':
      return readNumber(trimmed) ?? trimmed;
    case 'integer-or-word':
      return trimmed === leaf.word ? trimmed : (readNumber(trimmed) ?? trimmed);
    case 'duration':
      return trimmed.replace(/\s+/g, '');
    case 'integers':
    case 'numbers': {
      const parts = trimmed.split(/[\s,;x×]+/).map(readNumber);
      return parts.every((part) => part !== undefined) ? parts : trimmed;
    }
    case 'texts':
      return trimmed.split(/\s*[,;]\s*/);
    case 'fluxes': {
      const parts = [...trimmed.replace(/[{},]/g, ' ').matchAll(/(\S+?)\s*=\s*(-?\d+)(?=\s|$)/g)];
      const rest = trimmed.replace(/[{},]/g, ' ').replace(/(\S+?)\s*=\s*(-?\d+)(?=\s|$)/g, '');
      if (rest.trim() !== '') return trimmed;
      return Object.fromEntries(parts.map(([, plane, units]) => [plane!, Number(units)]));
    }
    default:
      return trimmed;
  }
};

/** For the arrow keys; undefined where there is no step. */
export const stepped = (leaf: Leaf, value: Json | undefined, direction: 1 | -1): number | undefined => {
  if (leaf.kind !== 'integer' && leaf.kind !== 'number' && leaf.kind !== 'integer-or-word') return undefined;
  const step = leaf.step ?? (leaf.kind === 'number' ? undefined : 1);
  if (step === undefined) return undefined;
  const from = typeof value === 'number' ? value : typeof leaf.default === 'number' ? leaf.default : leaf.min;
  // ten decimals hide the rounding of steps such as 0.1
  const next = Number((from + direction * step).toFixed(10));
  const least = leaf.kind === 'number' && leaf.aboveMin ? step : leaf.min;
  return Math.min(leaf.max, Math.max(least, next));
};
