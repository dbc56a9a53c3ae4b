import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../../../src-main/server/server.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { playEngine, type ServerLab, startLab } from '../../../support/server-lab.ts';

let lab: ServerLab | undefined;
afterEach(async () => {
  await lab?.stop();
  lab = undefined;
});

const options = (folder: string) => ({
  version: '',
  files: nodeFileSystem,
  pages: join(folder, 'pages'),
  programFolder: join(folder, 'program'),
  root: join(folder, 'root'),
  workspace: null,
  host: '127.0.0.1',
  port: 0,
  makeEngine: playEngine,
  tell: () => {},
});

describe('a server', () => {
  it('tells the engine of grants and settings before any page is there', async () => {
    lab = await startLab();
    expect(lab.engines[0]!.told.map(({ kind }) => kind)).toEqual(['grant', 'settings']);
  });

  it('serves several pages at once, each on a line of its own', async () => {
    lab = await startLab();
    const pages = [await lab.open(), await lab.open(), await lab.open()];
    await Promise.all(pages.map((page, k) => page.call(`call.${k}`)));
    expect(new Set(lab.engines[0]!.calls.map(({ client }) => client)).size).toBe(3);
  });

  it('stops the engine first, then says goodbye to pages, and removes uploads', async () => {
    lab = await startLab();
    const page = await lab.open();
    await lab.ask({
      method: 'PUT',
      path: '/upload/a',
      body: new Uint8Array(3),
      headers: {
        'x-plaquette-token': lab.server.token,
        origin: `http://127.0.0.1:${lab.server.port}`,
      },
    });
    const uploads = join(lab.folder, 'uploads');
    expect(readdirSync(uploads)).toHaveLength(1);
    await lab.server.close();
    expect(lab.engines[0]!.closed).toBe(true);
    expect(await page.closed).toBe(1001);
    expect(page.told.at(-1)).toMatchObject({ payload: { state: 'restarting' } });
    expect(readdirSync(uploads)).toEqual([]);
    await expect(lab.ask({ path: '/' })).rejects.toThrow();
  });

  it('says that pages must be built first, and starts no engine', async () => {
    lab = await startLab();
    rmSync(join(lab.folder, 'pages'), { recursive: true });
    const refused = await startServer({
      ...options(lab.folder),
      makeEngine: () => {
        throw new Error('an engine was made');
      },
    });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'serve.notBuilt', remedy: expect.stringContaining('npm run build') },
    });
  });

  it('closes its engine again when it gets no port', async () => {
    lab = await startLab();
    const engine = playEngine();
    const refused = await startServer({
      ...options(lab.folder),
      port: lab.server.port,
      makeEngine: () => engine,
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'serve.portInUse' } });
    expect(engine.closed).toBe(true);
  });

  it('starts where settings cannot be kept', async () => {
    // below a file, where no folder can be made
    lab = await startLab({ programFolder: join(fileURLToPath(import.meta.url), 'program') });
    const page = await lab.open();
    expect(await page.call('host.settings')).toMatchObject({ ok: true });
    expect(await page.call('host.changeSettings', { theme: 'dark' })).toMatchObject({ ok: false });
  });
});
