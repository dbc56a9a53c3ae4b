import { describe, expect, it } from 'vitest';
import { fail, ok, type Result, unwrap } from '../../../../src-engine/base/result.ts';
import {
  createFile,
  isTemporaryName,
  nameAsides,
  replaceFile,
  sweepTemporaries,
  writeAside,
  writeDurably,
} from '../../../../src-main/storage/durable-file.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import { type FaultKind, faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (content: Uint8Array): string => new TextDecoder().decode(content);
const kinds: readonly FaultKind[] = ['error', 'diskFull', 'refused', 'short', 'torn', 'lostAnswer'];

const withOld = async () => {
  const files = volatileFileSystem();
  await files.makeFolder('/f');
  unwrap(await replaceFile(files, '/f/a', bytes('old content')));
  return files;
};

describe('a group of files', () => {
  const names = ['/f/a', '/f/b', '/f/c'];
  const group = async (files: FileSystem) => {
    const asides = [];
    for (const path of names) {
      const aside = await writeAside(files, path, async (sink) => {
        await sink.write(bytes(`new content of ${path}`));
        return ok(undefined);
      });
      if (!aside.ok) return aside;
      asides.push(aside.value);
    }
    return nameAsides(files, asides);
  };

  it.each(kinds)(
    'with the fault "%s" at any step is there whatever the power does, when it says so, and never in part of a file',
    async (kind) => {
      let strikes = 0;
      for (let at = 0; ; at++) {
        for (const lasts of ['once', 'forever'] as const) {
          const files = await withOld();
          await files.syncFolder('/');
          const faulty = faultyFileSystem(files, { at, kind, lasts });
          const result = await group(faulty);
          const after = files.afterPowerLoss(() => 'lost');
          const found = new Map(after.allFiles().map((path) => [path, text(after.contentOf(path))]));
          for (const path of names) {
            const content = found.get(path);
            if (result.ok) expect(content).toBe(`new content of ${path}`);
            else expect([undefined, 'old content', `new content of ${path}`]).toContain(content);
          }
          if (faulty.struck()) strikes++;
          if (faulty.struck() || at === 0) continue;
          expect(result.ok).toBe(true);
          expect(strikes).toBeGreaterThan(20);
          return;
        }
      }
    },
  );
});

describe('replacing a file', () => {
  it('leaves the new content and nothing else', async () => {
    const files = await withOld();
    const written = unwrap(await replaceFile(files, '/f/a', bytes('new')));
    expect(written.bytes).toBe(3);
    expect(text(files.contentOf('/f/a'))).toBe('new');
    expect(files.allFiles()).toEqual(['/f/a']);
  });

  it.each(kinds)(
    'with the fault "%s" at any step leaves the old or the new content, and says which',
    async (kind) => {
      let strikes = 0;
      for (let at = 0; ; at++) {
        for (const lasts of ['once', 'forever'] as const) {
          const files = await withOld();
          const faulty = faultyFileSystem(files, { at, kind, lasts });
          const result = await replaceFile(faulty, '/f/a', bytes('new content, longer'));
          const content = text(files.contentOf('/f/a'));
          expect(['old content', 'new content, longer']).toContain(content);
          if (result.ok) expect(content).toBe('new content, longer');
          if (faulty.struck()) strikes++;
          if (faulty.struck() || at === 0) continue;
          expect(result.ok).toBe(true);
          expect(strikes).toBeGreaterThan(8);
          return;
        }
      }
    },
  );

  it('names the failure', async () => {
    const files = await withOld();
    const full = await replaceFile(
      faultyFileSystem(files, { at: 1, kind: 'diskFull', lasts: 'once' }),
      '/f/a',
      bytes('x'),
    );
    expect(full).toMatchObject({ ok: false, error: { code: 'store.diskFull' } });
    const refused = await replaceFile(
      faultyFileSystem(files, { at: 0, kind: 'refused', lasts: 'once' }),
      '/f/a',
      bytes('x'),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.readOnly' } });
    const missing = await replaceFile(files, '/none/a', bytes('x'));
    expect(missing).toMatchObject({ ok: false, error: { code: 'store.notFound' } });
  });

  it('does not count a write that failed as done, even when the body forgets it', async () => {
    const files = await withOld();
    const faulty = faultyFileSystem(files, { at: 1, kind: 'torn', lasts: 'once' });
    const result = await writeDurably(faulty, '/f/a', 'replace', async (sink) => {
      await sink.write(bytes('half of this')).catch(() => undefined);
      return ok(undefined);
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'store.diskFull' } });
    expect(text(files.contentOf('/f/a'))).toBe('old content');
  });

  it('changes nothing when its body fails or throws', async () => {
    const files = await withOld();
    const refused = await writeDurably(files, '/f/a', 'replace', async (sink) => {
      await sink.write(bytes('half'));
      return fail('format.malformed', 'No.', 'Do otherwise.');
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'format.malformed' } });
    const thrown = writeDurably(files, '/f/a', 'replace', () => Promise.reject(new TypeError('a bug')));
    await expect(thrown).rejects.toThrow('a bug');
    expect(text(files.contentOf('/f/a'))).toBe('old content');
    await sweepTemporaries(files, '/f');
    expect(files.allFiles()).toEqual(['/f/a']);
  });
});

describe('creating a file', () => {
  it('succeeds for exactly one of several', async () => {
    const files = await withOld();
    const results = await Promise.all(['1', '2', '3'].map((one) => createFile(files, '/f/b', bytes(one))));
    expect(results.filter((result) => result.ok).length).toBe(1);
    for (const result of results)
      if (!result.ok)
        expect(result.error).toMatchObject({ code: 'store.failed', detail: { errno: 'EEXIST' } });
    expect(files.allFiles()).toEqual(['/f/a', '/f/b']);
  });

  it('works where there are no links', async () => {
    const files = await withOld();
    const plain: FileSystem = {
      ...files,
      link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'ENOTSUP' })),
    };
    unwrap(await createFile(plain, '/f/b', bytes('b')));
    expect(text(files.contentOf('/f/b'))).toBe('b');
    expect(await createFile(plain, '/f/b', bytes('c'))).toMatchObject({
      ok: false,
      error: { detail: { errno: 'EEXIST' } },
    });
    expect(text(files.contentOf('/f/b'))).toBe('b');
    expect(files.allFiles()).toEqual(['/f/a', '/f/b']);
  });
});

describe('what a broken-off write leaves', () => {
  it('is recognised and swept; everything else stays', async () => {
    const files = await withOld();
    const faulty = faultyFileSystem(files, { at: 2, kind: 'error', lasts: 'forever' });
    expect((await replaceFile(faulty, '/f/a', bytes('new'))).ok).toBe(false);
    const left = (await files.list('/f')).filter(isTemporaryName);
    expect(left.length).toBe(1);
    await sweepTemporaries(files, '/f');
    expect(files.allFiles()).toEqual(['/f/a']);
  });
});

describe('a file that is checked before it gets its name', () => {
  const write = (files: FileSystem, check: (temporary: string) => Promise<Result<unknown>>) =>
    writeDurably(
      files,
      '/f/a',
      'replace',
      async (sink) => {
        await sink.write(bytes('new'));
        return ok(undefined);
      },
      check,
    );

  it('is complete when it is looked at', async () => {
    const files = await withOld();
    const seen: string[] = [];
    await write(files, async (temporary) => {
      seen.push(text(files.contentOf(temporary)), text(files.contentOf('/f/a')));
      return ok(null);
    });
    expect(seen).toEqual(['new', 'old content']);
    expect(text(files.contentOf('/f/a'))).toBe('new');
  });

  it('is not kept when the check refuses it, or throws', async () => {
    const files = await withOld();
    const refused = await write(files, async () => fail('store.failed', 'It is wrong.', 'Try again.'));
    expect(refused).toMatchObject({ ok: false, error: { message: 'It is wrong.' } });
    await expect(write(files, () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
    expect(files.allFiles()).toEqual(['/f/a']);
    expect(text(files.contentOf('/f/a'))).toBe('old content');
  });
});
