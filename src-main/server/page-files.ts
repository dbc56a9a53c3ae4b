/**
 * The files of the page: those that lay in its folder when the server started, by their paths in addresses. A path that is not among them
 * is not there, whatever it says, so nothing else on the disk can be asked for. Test: test/unit/main/server/page-files.test.ts.
 */
import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { errnoOf } from '../storage/file-system.ts';

export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Its name changes with its content. */
  readonly immutable: boolean;
}

export type PageFiles = ReadonlyMap<string, PageFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

const addressOf = (folder: string, path: string): string => `/${relative(folder, path).split(sep).join('/')}`;

/** Node's own recursive listing follows links to folders. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });

/** `/` is index.html. Files of unknown types, links and hidden files are not served. */
export const findPageFiles = (folder: string): Result<PageFiles> => {
  const files = new Map<string, PageFile>();
  try {
    for (const path of filesBelow(folder)) {
      const type = types[extname(path).toLowerCase()];
      if (type === undefined) continue;
      const address = addressOf(folder, path);
      files.set(address, { path, type, immutable: address.startsWith('/assets/') });
    }
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === undefined) throw error;
    if (errno !== 'ENOENT' && errno !== 'ENOTDIR')
      return fail(
        'store.failed',
        `The pages in ${folder} cannot be read (${errno}).`,
        'Check the permissions of that folder.',
        { errno },
      );
  }
  const index = files.get('/index.html');
  if (index === undefined)
    return fail(
      'serve.notBuilt',
      `The pages that would be served are not there: ${folder} has no index.html.`,
      'Make them with npm run build, then serve again.',
    );
  return ok(files.set('/', index));
};
