import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { runPathsIn } from '../../../../src-main/workspace/layout.ts';
import { makeRunFolder, readSpecText, sha256OfText } from '../../../../src-main/workspace/run-folder.ts';
import { fakeMachine } from '../../../support/fake-machine.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { request } from '../../../support/storage-scenario.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const disk = async () => {
  const files = volatileFileSystem();
  await files.makeFolder('/runs');
  return files;
};

describe('the folder of a run', () => {
  it('is made whole', async () => {
    const files = await disk();
    const id = unwrap(await makeRunFolder(files, fakeMachine(), '/runs', request));
    expect(id).toMatch(/^20261121-142530-[0-9a-f]{4}$/);
    expect(files.allFiles()).toEqual([`/runs/${id}/log.ndjson`, `/runs/${id}/spec.toml`]);
    const paths = runPathsIn(`/runs/${id}`);
    expect(unwrap(await readSpecText(files, paths, sha256OfText(request.spec)))).toBe(request.spec);
  });

  it('gets another name when its name is taken', async () => {
    const files = await disk();
    const machine = fakeMachine();
    const first = unwrap(await makeRunFolder(files, machine, '/runs', request));
    // The same tokens again, up to the taken name.
    let calls = 0;
    const repeating = {
      ...machine,
      token: () => (calls++ === 0 ? first.slice(-4).padEnd(16, '0') : machine.token()),
    };
    const second = unwrap(await makeRunFolder(files, repeating, '/runs', request));
    expect(second).not.toBe(first);
    expect((await files.list('/runs')).filter((name) => !name.startsWith('.')).length).toBe(2);
  });

  it('is there completely or not at all, whichever step fails', async () => {
    for (let at = 0; ; at++) {
      const files = await disk();
      const faulty = faultyFileSystem(files, { at, kind: 'torn', lasts: 'forever' });
      const made = await makeRunFolder(faulty, fakeMachine(), '/runs', request);
      const runs = (await files.list('/runs')).filter((name) => !name.startsWith('.new-'));
      for (const id of runs)
        expect(await files.list(`/runs/${id}`)).toEqual([
          'checkpoints',
          'configurations',
          'log.ndjson',
          'spec.toml',
        ]);
      if (made.ok) {
        expect(at).toBeGreaterThan(15);
        return;
      }
    }
  });

  it('notices a changed spec', async () => {
    const files = await disk();
    const id = unwrap(await makeRunFolder(files, fakeMachine(), '/runs', request));
    const paths = runPathsIn(`/runs/${id}`);
    files.setContent(paths.spec, new TextEncoder().encode('beta = 6.1\n'));
    expect(await readSpecText(files, paths, sha256OfText(request.spec))).toMatchObject({
      ok: false,
      error: { code: 'run.specChanged' },
    });
    await files.remove(paths.spec);
    expect(await readSpecText(files, paths, undefined)).toMatchObject({
      ok: false,
      error: { code: 'store.notFound' },
    });
  });
});
