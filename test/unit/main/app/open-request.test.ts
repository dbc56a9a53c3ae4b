import { describe, expect, it } from 'vitest';
import { readHandOver, readOpenRequest, wordsForUs } from '../../../../src-main/app/open-request.ts';
import type { FileFacts } from '../../../../src-main/storage/file-system.ts';

const fact = (kind: FileFacts['kind']): FileFacts => ({ kind, size: 1, modifiedMs: 0 });
const disk: Readonly<Record<string, FileFacts>> = {
  '/d/w': fact('folder'),
  '/d/w/plaquette.toml': fact('file'),
  '/d/my.plaquette': fact('folder'),
  '/d/plain': fact('folder'),
  '/d/a.lime': fact('file'),
  '/d/with space.ildg': fact('file'),
  '/d/null': fact('other'),
};
const look = async (path: string) => {
  if (path === '/d/offline') throw new Error('EIO');
  if (path === '/d/private') throw Object.assign(new Error('no'), { code: 'EACCES' });
  return disk[path];
};
const read = (...words: string[]) => readOpenRequest({ words, folder: '/d' }, look);

describe('what is asked for from outside', () => {
  it('is sorted into workspaces, files and runs', async () => {
    const request = await read('w', 'a.lime', '/d/my.plaquette', 'plaquette://run/20261121-142530-ab12');
    expect(request).toEqual({
      workspaces: ['/d/w', '/d/my.plaquette'],
      files: ['/d/a.lime'],
      runs: ['20261121-142530-ab12'],
      refused: [],
    });
  });

  it('may name the mark of a workspace, or use an address of a file', async () => {
    expect(await read('w/plaquette.toml')).toMatchObject({ workspaces: ['/d/w'], refused: [] });
    expect(await read('file:///d/with%20space.ildg')).toMatchObject({ files: ['/d/with space.ildg'] });
  });

  it.each([
    ['missing.lime', 'store.notFound', /missing\.lime/],
    ['plain', 'workspace.notFound', /plaquette\.toml/],
    ['null', 'store.notFound', /null is a device or a pipe/],
    ['private', 'store.readOnly', /not allowed to look at .*private/],
    ['offline', 'store.notFound', /offline/],
    ['plaquette://delete/everything', 'ipc.refused', /nothing was done/],
    ['file://elsewhere/share/a.lime', 'store.notFound', /elsewhere/],
  ])('refuses %s in words', async (word, code, message) => {
    const { refused, ...rest } = await read(word);
    expect(rest).toEqual({ workspaces: [], files: [], runs: [] });
    expect(refused).toEqual([expect.objectContaining({ code, message: expect.stringMatching(message) })]);
    expect(refused[0]!.remedy.length).toBeGreaterThan(10);
  });

  it('goes on after what it refuses', async () => {
    const { files, refused } = await read('missing', 'a.lime');
    expect(files).toEqual(['/d/a.lime']);
    expect(refused.length).toBe(1);
  });
});

describe('words of a command line', () => {
  it('are without the executable and switches', () => {
    expect(
      wordsForUs(['/opt/plaquette', '--no-sandbox', 'a.lime', '-x', ''], false, '/d', '/opt/app'),
    ).toEqual(['a.lime']);
  });

  it('are without the application that a bare Electron was told to start, and only that', () => {
    expect(wordsForUs(['/e/electron', '.', 'a.lime'], true, '/app', '/app')).toEqual(['a.lime']);
    expect(wordsForUs(['/e/electron', '/app/out/main.mjs', 'a.lime'], true, '/d', '/app/out')).toEqual([
      'a.lime',
    ]);
    expect(wordsForUs(['/e/electron', 'a.lime'], false, '/app', '/app')).toEqual(['a.lime']);
  });
});

it.each([undefined, null, 'x', {}, { words: 'a', folder: '/' }, { words: [1], folder: '/' }, { words: [] }])(
  'a second instance that hands over %j is not listened to',
  (data) => expect(readHandOver(data)).toBeUndefined(),
);

it('a second instance hands over its words and its folder', () => {
  expect(readHandOver({ words: ['a'], folder: '/d', more: 1 })).toEqual({ words: ['a'], folder: '/d' });
});
