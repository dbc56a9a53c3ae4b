/**
 * Computed fields, up to a number of bytes: the least recently used ones go first, the newest one always stays.
 * Test: test/unit/main/configuration/field-cache.test.ts.
 */
import type { SiteField } from './site-field.ts';

export interface FieldCache {
  get(key: string): SiteField | undefined;
  put(key: string, field: SiteField): void;
  /** Those whose key begins so. */
  forget(prefix: string): void;
  readonly bytes: number;
}

export const createFieldCache = (limitBytes: number): FieldCache => {
  /** The least recently used first. */
  const fields = new Map<string, SiteField>();
  let bytes = 0;
  const remove = (key: string): void => {
    bytes -= fields.get(key)?.values.byteLength ?? 0;
    fields.delete(key);
  };
  return {
    get: (key) => {
      const field = fields.get(key);
      if (field === undefined) return undefined;
      fields.delete(key);
      fields.set(key, field);
      return field;
    },
    put: (key, field) => {
      remove(key);
      fields.set(key, field);
      bytes += field.values.byteLength;
      for (const oldest of fields.keys()) {
        if (bytes <= limitBytes || oldest === key) break;
        remove(oldest);
      }
    },
    forget: (prefix) => {
      for (const key of [...fields.keys()]) if (key.startsWith(prefix)) remove(key);
    },
    get bytes() {
      return bytes;
    },
  };
};
