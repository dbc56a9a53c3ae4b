/** The one text of a value in a file. Numbers have the shortest digits that read back to the same double. */
import { unreachable } from '../../base/invariant.ts';
import { formatDuration } from './duration.ts';
import { formatFluxes } from './flux.ts';
import type { Flux } from './run-spec.ts';
import type { Leaf } from './schema-node.ts';

/** A TOML float always shows that it is one: 6 is written 6.0. */
const formatFloat = (value: number): string => {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};

/** TOML's basic strings take every escape that JSON writes. */
const formatText = (value: unknown): string => JSON.stringify(value);

const formatArray = (value: unknown, format: (item: never) => string): string =>
  `[${(value as never[]).map(format).join(', ')}]`;

/** `value` must be a value of this key, as a RunSpec holds it. */
export const formatValue = (leaf: Leaf, value: unknown): string => {
  switch (leaf.kind) {
    case 'integer':
    case 'boolean':
      return String(value);
    case 'number':
      return formatFloat(value as number);
    case 'integer-or-word':
      return typeof value === 'number' ? String(value) : formatText(value);
    case 'duration':
      return formatText(formatDuration(value as number));
    case 'text':
    case 'choice':
      return formatText(value);
    case 'choices':
    case 'texts':
      return formatArray(value, formatText);
    case 'integers':
      return formatArray(value, String);
    case 'numbers':
      return formatArray(value, formatFloat);
    case 'fluxes':
      return formatFluxes(value as readonly Flux[]);
    default:
      return unreachable(leaf);
  }
};
