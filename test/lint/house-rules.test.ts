import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn, readText, sources } from '../support/source-tree.ts';

const MAX_LINES = 400;

const lines = (path: string): number => readText(path).trimEnd().split('\n').length;

test(`no source or test file has more than ${MAX_LINES} lines`, () => {
  const code = [...sources(), ...filesIn('test').filter((path) => path.endsWith('.ts'))];
  const long = code.map((path) => ({ path, lines: lines(path) })).filter((f) => f.lines > MAX_LINES);
  expect(long).toEqual([]);
});

test('every source folder has a README, or the one above names it', () => {
  const folders = [...new Set(sources().map((path) => dirname(path)))].filter((path) => path.includes('/'));
  const all = new Set(filesIn());
  const described = (folder: string): boolean => {
    if (all.has(`${folder}/README.md`)) return true;
    const above = `${dirname(folder)}/README.md`;
    return all.has(above) && readText(above).includes(`\`${folder.split('/').at(-1)}/`);
  };
  expect(folders.filter((folder) => !described(folder))).toEqual([]);
});

test('READMEs of source folders are short', () => {
  const readmes = filesIn().filter((path) => /^src-.*README\.md$/.test(path));
  expect(readmes.filter((path) => lines(path) > 12)).toEqual([]);
});

test('only configuration files have default exports', () => {
  const code = [...sources(), ...filesIn('test').filter((path) => path.endsWith('.ts'))];
  const offenders = code.filter(
    (path) =>
      !/\.config\.ts$/.test(path) &&
      /^\s*export\s+default\b|^\s*export\s*\{[^}]*\bas\s+default\b/m.test(readText(path)),
  );
  expect(offenders).toEqual([]);
});

test('every source file begins with what it is for', () => {
  const silent = sources().filter((path) => {
    const text = readText(path);
    // an index only passes on what other files explain
    return (
      !/^(?:#![^\n]*\n)?\s*\/[/*]/.test(text) && !path.endsWith('/index.ts') && !path.endsWith('.config.ts')
    );
  });
  expect(silent).toEqual([]);
});

/** Not as a part of a longer path, such as a folder of this project. */
const beginsWith = (text: string, place: string): boolean =>
  [...text.matchAll(new RegExp(place, 'g'))].some(({ index }) => !/[\w.-]/.test(text[index - 1] ?? ''));

test('no file names a place on some machine', () => {
  // in pieces, so that this file does not contain them
  const places = [
    ['/ro', 'ot/'],
    ['/wo', 'rk/'],
    ['/ho', 'me/'],
    ['regi', 'stry.npmjs'],
    ['regi', 'stry.yarnpkg'],
    ['files.python', 'hosted'],
  ].map((pieces) => pieces.join(''));
  const offenders = filesIn()
    .filter((path) => !/\.(png|ico|icns|jpg|woff2?|wasm|ildg|lime|tsbuildinfo)$/.test(path))
    .flatMap((path) => {
      const text = readText(path);
      return places.filter((place) => beginsWith(text, place)).map((place) => `${path}: ${place}`);
    });
  expect(offenders).toEqual([]);
});
