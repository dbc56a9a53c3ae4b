import { describe, expect, test } from 'vitest';
import { chainTo, findCycle, type ImportRule, importsOf, violations } from '../support/import-graph.ts';
import { readText, sources } from '../support/source-tree.ts';

const files = new Map(sources().map((path) => [path, readText(path)]));

/** The one package of the engine, in one folder: TensorFlow.js is plain arithmetic in JavaScript, needs neither Node nor a window, and is the oracle of our gradients. */
const tensorFlow = (path: string, name: string): boolean =>
  path.startsWith('src-engine/learn/tensorflow/') && name.startsWith('@tensorflow/');

const RULES: ImportRule[] = [
  { from: 'src-engine/', files: ['src-engine/'], packages: false, except: tensorFlow },
  { from: 'src-main/', files: ['src-main/', 'src-engine/'], packages: true },
  {
    from: 'src-renderer/',
    files: ['src-renderer/', 'src-main/contract/', 'src-main/contract.ts', 'src-engine/api/'],
    packages: true,
  },
];

const platform = (name: string): boolean =>
  name.startsWith('node:') || name === 'electron' || name.startsWith('electron/');

describe('the import graph', () => {
  test('has been read', () => {
    expect(files.size).toBeGreaterThan(100);
    const edges = [...files].flatMap(([path, text]) => importsOf(path, text));
    expect(edges.length).toBeGreaterThan(files.size);
    // every relative import names a file: with its extension, or an asset beside the sources
    const missing = [...files].flatMap(([path, text]) =>
      importsOf(path, text)
        .filter(({ target }) => target !== undefined && /\.tsx?$/.test(target) && !files.has(target))
        .map(({ target }) => `${path} -> ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(RULES)('$from reaches only $files', (rule) => {
    expect(violations(files, rule)).toEqual([]);
  });

  test('nothing that the engine or an interface reaches uses Node or Electron', () => {
    const chains = [...files.keys()]
      .filter((path) => path.startsWith('src-engine/') || path.startsWith('src-renderer/'))
      .map((path) => chainTo(files, path, platform)?.join(' -> '))
      .filter((chain) => chain !== undefined);
    expect(chains).toEqual([]);
  });

  test('of values has no cycles in the engine', () => {
    const engine = new Map([...files].filter(([path]) => path.startsWith('src-engine/')));
    expect(findCycle(engine)?.join(' -> ')).toBeUndefined();
  });

  test.each([
    ['src-main/cli/plaquette.ts', /^src-main\/cli\/command\/(?!index\.ts)|^src-engine\/(?!base\/)|^zod/],
    ['src-main/cli/command/bench.ts', /^src-engine\/kernel\/|^src-main\/worker\//],
  ])('%s begins its work with little loaded', (start, heavy) => {
    const later = /\b(?:import|export)\s+type\b[^;]*;|\bimport\s*\(/g;
    const atOnce = new Map([...files].map(([path, text]) => [path, text.replace(later, '(')]));
    expect(chainTo(atOnce, start, (name) => heavy.test(name))?.join(' -> ')).toBeUndefined();
    expect(chainTo(files, start, (name) => heavy.test(name))).toBeDefined();
  });
});

describe('the reader of imports', () => {
  const text = `
    import { a } from './a.ts';
    import type { B } from '../b.ts';
    import './c.ts';
    export { d, type D } from './d.ts';
    export * from './e.ts';
    const f = await import('./f.ts');
    const g = new Worker(new URL('./g.ts', import.meta.url));
    import {
      h,
    } from 'node:fs';
    // import { no } from './no.ts';
    /* import { no } from './no.ts'; */
    const url = 'https://example.org/x';
    const s = "from there";
  `;

  test('sees every kind', () => {
    const found = importsOf('src-engine/x/y.ts', text).map(({ specifier, target }) => target ?? specifier);
    expect(found.sort()).toEqual(
      ['a', 'c', 'd', 'e', 'f', 'g']
        .map((n) => `src-engine/x/${n}.ts`)
        .concat('src-engine/b.ts', 'node:fs')
        .sort(),
    );
  });

  test('names the offending chain', () => {
    const graph = new Map([
      ['src-engine/a.ts', "import './b.ts';"],
      ['src-engine/b.ts', "import type { X } from './c.ts';"],
      ['src-engine/c.ts', "import fs from 'node:fs'; import '../src-main/d.ts';"],
      ['src-renderer/e.ts', "import '../src-main/d.ts'; import '../src-engine/api/f.ts';"],
    ]);
    expect(chainTo(graph, 'src-engine/a.ts', platform)).toEqual([
      'src-engine/a.ts',
      'src-engine/b.ts',
      'src-engine/c.ts',
      'node:fs',
    ]);
    expect(violations(graph, RULES[0]!)).toEqual([
      'src-engine/c.ts -> node:fs',
      'src-engine/c.ts -> src-main/d.ts',
    ]);
    expect(violations(graph, RULES[2]!)).toEqual(['src-renderer/e.ts -> src-main/d.ts']);
  });

  test('finds cycles of values, not of types', () => {
    const types = new Map([
      ['a.ts', "import { b } from './b.ts';"],
      ['b.ts', "import type { A } from './a.ts';"],
    ]);
    expect(findCycle(types)).toBeUndefined();
    expect(findCycle(new Map([...types, ['b.ts', "import { a } from './a.ts';"]]))).toEqual([
      'a.ts',
      'b.ts',
      'a.ts',
    ]);
  });
});
