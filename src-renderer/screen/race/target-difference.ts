/** Where a sampler samples another target than the first one: the key of lattice or action in which they differ, defaults counted in. Test: test/unit/renderer/screen/race/race-draft.test.ts. */
import { keyTexts } from '../compare/key-texts.ts';
import type { Table } from '../new-run/document-edit.ts';

export interface TargetDifference {
  readonly key: string;
  /** Null where there is no such key. */
  readonly mine: string | null;
  readonly first: string | null;
}

const ofTarget = /^(lattice|action)\./;

/** Null for the same lattice and action; the engine looks at everything else. */
export const targetDifference = (document: Table, first: Table): TargetDifference | null => {
  const [mine, other] = [keyTexts(document), keyTexts(first)];
  const keys = new Set([...mine.keys(), ...other.keys()].filter((key) => ofTarget.test(key)));
  for (const key of keys)
    if (mine.get(key) !== other.get(key))
      return { key, mine: mine.get(key) ?? null, first: other.get(key) ?? null };
  return null;
};
