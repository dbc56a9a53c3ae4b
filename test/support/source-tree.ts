/** The project's own files, as Git would see them: sources, tests, documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Folders at the root that are not the project's own. */
const IGNORED = new Set(['node_modules', '.git', 'out', 'release', 'coverage', 'test-results', 'workspace']);

/** Paths of all files below `folder`, relative to the project, with forward slashes. */
export const filesIn = (folder = ''): string[] =>
  readdirSync(projectRoot + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return IGNORED.has(path) ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });

export const readText = (path: string): string => readFileSync(projectRoot + path, 'utf8');

export const sourceRoots = (): string[] => readdirSync(projectRoot).filter((name) => name.startsWith('src-'));

/** TypeScript sources of the roots (no tests). */
export const sources = (): string[] =>
  sourceRoots()
    .flatMap((root) => filesIn(root))
    .filter((path) => /\.(ts|tsx|mts)$/.test(path));
