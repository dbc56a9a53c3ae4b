import { expect, test } from 'vitest';
import { type Draft, readDraft, writeDraft } from '../../../../../src-renderer/screen/new-run/draft-store.ts';

const storage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

const drafts: readonly Draft[] = [
  { toml: 'seed = 1', origin: { kind: 'template', name: 'quick-start', title: 'Quick start' } },
  { toml: '', origin: { kind: 'fork', run: 'r1', update: 50, parent: { seed: 1 } } },
  { toml: 'x', origin: { kind: 'file', name: 'mine.toml' } },
  { toml: 'y', origin: { kind: 'empty' } },
];

test.each(drafts)('a draft that is left is there again: $origin.kind', (draft) => {
  const store = storage();
  writeDraft(draft, store);
  expect(readDraft(store)).toEqual(draft);
  writeDraft(null, store);
  expect(readDraft(store)).toBeNull();
});

test.each(['', '{', '[]', '{"toml":3}'])('what is no draft is none: %j', (raw) => {
  expect(readDraft({ getItem: () => raw })).toBeNull();
});

test('storage that refuses is no failure', () => {
  const refuse = (): never => {
    throw new Error('quota');
  };
  expect(() => writeDraft(drafts[0]!, { setItem: refuse, removeItem: refuse })).not.toThrow();
});
