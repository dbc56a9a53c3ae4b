/**
 * The draft of a new run between two visits of the screen, and over a reload of the page; one for each window.
 * Test: test/unit/renderer/screen/new-run/draft-store.test.ts.
 */
import { isTable, type Json, type Table } from './document-edit.ts';

/** What the draft was begun with. */
export type DraftOrigin =
  | { readonly kind: 'template'; readonly name: string; readonly title: string }
  | { readonly kind: 'file' | 'model'; readonly name: string }
  | { readonly kind: 'fork'; readonly run: string; readonly update: number; readonly parent: Table | null }
  | { readonly kind: 'empty' };

export interface Draft {
  readonly toml: string;
  readonly origin: DraftOrigin;
}

/** As sessionStorage. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const key = 'plaquette.new-run';

export const writeDraft = (
  draft: Draft | null,
  storage: Pick<DraftStorage, 'setItem' | 'removeItem'>,
): void => {
  try {
    if (draft === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(draft));
  } catch {
    // storage that is full or forbidden: the draft then lives as long as the page
  }
};

const readOrigin = (raw: Json | undefined): DraftOrigin => {
  if (!isTable(raw)) return { kind: 'empty' };
  const { kind, name, title, run, update, parent } = raw;
  if (kind === 'template' && typeof name === 'string' && typeof title === 'string')
    return { kind, name, title };
  if ((kind === 'file' || kind === 'model') && typeof name === 'string') return { kind, name };
  if (kind === 'fork' && typeof run === 'string' && typeof update === 'number')
    return { kind, run, update, parent: isTable(parent) ? parent : null };
  return { kind: 'empty' };
};

export const readDraft = (storage: Pick<DraftStorage, 'getItem'>): Draft | null => {
  try {
    const raw: Json = JSON.parse(storage.getItem(key) ?? 'null');
    if (!isTable(raw) || typeof raw.toml !== 'string') return null;
    return { toml: raw.toml, origin: readOrigin(raw.origin) };
  } catch {
    return null;
  }
};
