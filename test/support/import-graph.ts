/** Which file imports what, read from the sources: static imports, re-exports, dynamic imports and worker URLs. */
import { posix } from 'node:path';

export interface Import {
  /** As written: './x.ts', 'node:fs', 'electron'. */
  readonly specifier: string;
  /** The file it names, for relative ones. */
  readonly target: string | undefined;
}

const COMMENTS = /\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/[^\n]*/g;
const PATTERNS = [
  /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /\bimport\s*['"]([^'"]+)['"]/g,
  /\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]\s*\)/g,
  // of files; folders have no extension
  /\bnew\s+URL\s*\(\s*['"](\.\.?\/[^'"]*\.[a-z]+)['"]\s*,\s*import\.meta\.url/g,
];

export const importsOf = (path: string, text: string): Import[] => {
  const code = text.replace(COMMENTS, ' ');
  return PATTERNS.flatMap((pattern) =>
    Array.from(code.matchAll(pattern), ([, specifier]) => ({
      specifier: specifier!,
      target: specifier!.startsWith('.')
        ? posix.normalize(posix.join(posix.dirname(path), specifier!))
        : undefined,
    })),
  );
};

/** What one part of the project may import. */
export interface ImportRule {
  /** Path prefix of the files it is about. */
  readonly from: string;
  /** Path prefixes they may reach. */
  readonly files: readonly string[];
  /** Whether they may use packages and what the platform brings (`node:`). */
  readonly packages: boolean;
  /** Packages that some files may use nevertheless. */
  readonly except?: (path: string, specifier: string) => boolean;
}

/**
 * Violations as chains: from a file of the rule to the first import that is not allowed. Files within the allowed prefixes are
 * followed, so what is reached through them counts too.
 */
export const violations = (files: ReadonlyMap<string, string>, rule: ImportRule): string[] => {
  const out: string[] = [];
  const allowed = (target: string): boolean => rule.files.some((prefix) => target.startsWith(prefix));
  for (const [path, text] of files) {
    if (!path.startsWith(rule.from)) continue;
    for (const { specifier, target } of importsOf(path, text)) {
      const legal =
        target === undefined ? rule.packages || rule.except?.(path, specifier) === true : allowed(target);
      if (!legal) out.push(`${path} -> ${target ?? specifier}`);
    }
  }
  return out;
};

/** A shortest chain of imports from `start` to a file or package for which `forbidden` holds. */
export const chainTo = (
  files: ReadonlyMap<string, string>,
  start: string,
  forbidden: (specifier: string) => boolean,
): string[] | undefined => {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  const trail = (last: string): string[] => {
    const chain = [last];
    for (let at = cameFrom.get(last); at !== undefined; at = cameFrom.get(at)) chain.unshift(at);
    return chain;
  };
  const queue = [start];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const { specifier, target } of importsOf(path, files.get(path) ?? '')) {
      const name = target ?? specifier;
      if (cameFrom.has(name)) continue;
      cameFrom.set(name, path);
      if (forbidden(name)) return trail(name);
      if (files.has(name)) queue.push(name);
    }
  }
  return undefined;
};

/** A cycle of imports that are not only of types, or undefined. */
export const findCycle = (files: ReadonlyMap<string, string>): string[] | undefined => {
  const state = new Map<string, 'open' | 'done'>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (state.get(path) === 'open') return [...trail.slice(trail.indexOf(path)), path];
    if (state.has(path)) return undefined;
    state.set(path, 'open');
    const values = (files.get(path) ?? '').replace(/\b(?:import|export)\s+type\b[^;]*;/g, '');
    for (const { target } of importsOf(path, values)) {
      if (target === undefined || !files.has(target)) continue;
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    state.set(path, 'done');
    return undefined;
  };
  for (const path of files.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
};
