/** The schema as a flat list, in canonical order: for explanations, suggestions and forms. */
import { schemaKeys } from './schema.ts';
import { type Keys, type SchemaNode, toKebab } from './schema-node.ts';

export interface SchemaEntry {
  /** As in the file, without item numbers: `phase.update.steps`. */
  readonly path: string;
  readonly node: SchemaNode;
  /** Title of the section that holds the key: the group of a form. */
  readonly group: string;
}

export const joinPath = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const walk = (keys: Keys, prefix: string, group: string): SchemaEntry[] =>
  Object.entries(keys).flatMap(([name, node]) => {
    const path = joinPath(prefix, toKebab(name));
    const own = { path, node, group };
    return node.kind === 'section' || node.kind === 'list'
      ? [own, ...walk(node.keys, path, node.title)]
      : [own];
  });

/** Every section, list and leaf. */
export const schemaEntries: readonly SchemaEntry[] = walk(schemaKeys, '', 'Run specification');
