/** The default of a key as a field shows it. Empty for keys without one. */
import { formatDuration } from '../../../src-engine/api/spec/duration.ts';
import type { Leaf } from '../../../src-engine/api/spec/schema-node.ts';

export const defaultText = (leaf: Leaf): string => {
  if (leaf.default === undefined) return '';
  if (leaf.kind === 'duration') return formatDuration(leaf.default);
  return Array.isArray(leaf.default) ? leaf.default.map(String).join(' ') : String(leaf.default);
};
