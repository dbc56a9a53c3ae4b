/**
 * The line of a TOML text on which a key of a specification stands: `phase[1].update[2].steps`, items counted from 1. A key that is not
 * there is shown at its nearest table that is. A scanner of lines, not a parser: it reads texts that are not TOML yet, too.
 * Test: test/unit/main/spec/locate-key.test.ts.
 */
const header = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?/;
const assignment =
  /^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=/;

const keysOf = (dotted: string): readonly string[] =>
  dotted.split('.').map((key) => key.trim().replace(/^["'](.*)["']$/, '$1'));

/** Paths with item numbers of everything that is named in a text, with their lines from 1. */
const placesIn = (toml: string): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  const items = new Map<string, number>();
  let table = '';
  /** A dotted name under the items that were begun last. */
  const numbered = (keys: readonly string[], isItem: boolean): string => {
    let path = '';
    keys.forEach((key, i) => {
      path = path === '' ? key : `${path}.${key}`;
      const isLast = i === keys.length - 1;
      if (isItem && isLast) items.set(path, (items.get(path) ?? 0) + 1);
      const item = items.get(path);
      if (item !== undefined) path = `${path}[${item}]`;
    });
    return path;
  };
  toml.split('\n').forEach((line, i) => {
    const begun = header.exec(line);
    if (begun !== null) {
      table = numbered(keysOf(begun[2]!), begun[1] === '[[');
      if (!places.has(table)) places.set(table, i + 1);
      return;
    }
    const assigned = assignment.exec(line);
    if (assigned === null) return;
    const key = keysOf(assigned[1]!).join('.');
    const path = table === '' ? key : `${table}.${key}`;
    if (!places.has(path)) places.set(path, i + 1);
  });
  return places;
};

/** Null when neither the key nor a table around it is there. */
export const lineOfKey = (toml: string, path: string): number | null => {
  const places = placesIn(toml);
  for (let rest = path; rest !== ''; ) {
    const line = places.get(rest) ?? places.get(rest.replace(/\[\d+\]$/, '[1]'));
    if (line !== undefined) return line;
    const cut = Math.max(rest.lastIndexOf('.'), 0);
    rest = rest.slice(0, cut);
  }
  return null;
};
