import { describe, expect, it } from 'vitest';
import { fail, ok, unwrap } from '../../../../src-engine/base/result.ts';
import {
  createWorkspaceFile,
  findWorkspace,
  openWorkspaceFile,
  type WorkspaceStep,
} from '../../../../src-main/workspace/workspace-file.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const facts = { name: 'quenched SU(3) "β"', schema: 1, created: '2026-11-21T14:25:30.000Z' };
const disk = async () => {
  const files = volatileFileSystem();
  for (const path of ['/w', '/w/runs', '/w/runs/x']) await files.makeFolder(path);
  return files;
};
const put = async (files: Awaited<ReturnType<typeof disk>>, text: string): Promise<void> => {
  await files.open('/w/plaquette.toml', 'create');
  files.setContent('/w/plaquette.toml', new TextEncoder().encode(text));
};

describe('plaquette.toml', () => {
  it('marks a folder once', async () => {
    const files = await disk();
    unwrap(await createWorkspaceFile(files, '/w', facts));
    expect(unwrap(await openWorkspaceFile(files, '/w'))).toEqual(facts);
    expect(await createWorkspaceFile(files, '/w', facts)).toMatchObject({
      ok: false,
      error: { code: 'workspace.exists' },
    });
  });

  it('is found from anywhere below', async () => {
    const files = await disk();
    expect(await findWorkspace(files, '/w/runs/x')).toMatchObject({
      ok: false,
      error: { code: 'workspace.notFound' },
    });
    unwrap(await createWorkspaceFile(files, '/w', facts));
    for (const start of ['/w', '/w/runs', '/w/runs/x'])
      expect(unwrap(await findWorkspace(files, start))).toBe('/w');
  });

  it('of a newer version is refused and left alone', async () => {
    const files = await disk();
    unwrap(await createWorkspaceFile(files, '/w', { ...facts, schema: 2 }));
    const before = files.contentOf('/w/plaquette.toml');
    const opened = await openWorkspaceFile(files, '/w');
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'workspace.versionTooNew', detail: { found: 2, known: 1 } },
    });
    expect(files.contentOf('/w/plaquette.toml')).toBe(before);
  });

  it('of an older version is brought up to date step by step, and goes on after a failure', async () => {
    const files = await disk();
    unwrap(await createWorkspaceFile(files, '/w', facts));
    const taken: number[] = [];
    let broken = true;
    const steps: WorkspaceStep[] = [1, 2, 3].map((number) => async () => {
      if (number === 2 && broken) return fail('store.failed', 'No.', 'Again.');
      taken.push(number);
      return ok(undefined);
    });
    expect((await openWorkspaceFile(files, '/w', steps)).ok).toBe(false);
    broken = false;
    expect(unwrap(await openWorkspaceFile(files, '/w', steps)).schema).toBe(4);
    expect(unwrap(await openWorkspaceFile(files, '/w', steps)).schema).toBe(4);
    expect(taken).toEqual([1, 2, 3]);
  });

  it.each(['schema = "one"', 'name = 3', '= = =', 'schema = 0', '', '\u0000\u0001'])(
    'that makes no sense (%j) is damaged',
    async (text) => {
      const files = await disk();
      await put(files, text);
      expect(await openWorkspaceFile(files, '/w')).toMatchObject({
        ok: false,
        error: { code: 'workspace.damaged' },
      });
    },
  );

  it('that is missing means no workspace', async () => {
    expect(await openWorkspaceFile(await disk(), '/w')).toMatchObject({
      ok: false,
      error: { code: 'workspace.notFound' },
    });
  });
});
