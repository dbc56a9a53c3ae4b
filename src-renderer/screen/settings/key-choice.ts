/**
 * What becomes of keys that were pressed for a command: taken, refused with a reason, or claimed by another command first.
 * Test: test/unit/renderer/screen/settings/key-choice.test.ts.
 */
import type { CommandEntry } from '../../../src-main/contract/index.ts';
import { isReserved } from '../../command/keys.ts';

type Own = Readonly<Record<string, string | null>>;

export type KeyChoice =
  | { readonly kind: 'set' }
  | { readonly kind: 'reserved' }
  | { readonly kind: 'taken'; readonly by: CommandEntry };

const bound = (entry: CommandEntry, own: Own): string | null => {
  const changed = own[entry.id];
  return changed === undefined ? entry.keys : changed;
};

export const judgeKeys = (
  entries: readonly CommandEntry[],
  own: Own,
  id: string,
  keys: string,
): KeyChoice => {
  if (isReserved(keys)) return { kind: 'reserved' };
  const by = entries.find((entry) => entry.id !== id && bound(entry, own) === keys);
  return by === undefined ? { kind: 'set' } : { kind: 'taken', by };
};

/** The user's keys after `id` was given `keys` (null: none); who had them loses them. Entries as in the table are left out. */
export const withKeys = (
  entries: readonly CommandEntry[],
  own: Own,
  id: string,
  keys: string | null,
): Record<string, string | null> => {
  const next: Record<string, string | null> = {};
  for (const entry of entries) {
    const before = bound(entry, own);
    const after = entry.id === id ? keys : keys !== null && before === keys ? null : before;
    if (after !== entry.keys) next[entry.id] = after;
  }
  return next;
};
