import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { findPageFiles } from '../../../../src-main/server/page-files.ts';

let base: string;
const at = (...parts: string[]) => join(base, ...parts);
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'plaquette-pages-'));
  mkdirSync(at('pages', 'assets'), { recursive: true });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

it('are files of known types; links, hidden files and files of other types are not', () => {
  for (const name of ['index.html', 'assets/a.js', 'assets/.b.js', 'assets/c.sh', 'd.unknown'])
    writeFileSync(at('pages', name), '');
  writeFileSync(at('secret.txt'), '');
  symlinkSync(at('secret.txt'), at('pages', 'assets', 'link.txt'));
  symlinkSync(base, at('pages', 'assets', 'up'));
  const files = unwrap(findPageFiles(at('pages')));
  expect([...files.keys()].sort()).toEqual(['/', '/assets/a.js', '/index.html']);
  expect(files.get('/')).toMatchObject({ type: 'text/html; charset=utf-8', immutable: false });
  expect(files.get('/assets/a.js')?.immutable).toBe(true);
});

it('are missing when they were not built, wholly or in part', () => {
  const missing = { ok: false, error: { code: 'serve.notBuilt' } };
  expect(findPageFiles(at('pages'))).toMatchObject(missing);
  expect(findPageFiles(at('gone'))).toMatchObject(missing);
});
