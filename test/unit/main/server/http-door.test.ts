import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerLab, startLab } from '../../../support/server-lab.ts';

let lab: ServerLab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.stop());

const own = () => `127.0.0.1:${lab.server.port}`;
const key = () => ({ 'x-plaquette-token': lab.server.token });

describe('pages over HTTP', () => {
  it('are the files of their folder, with headers that isolate them', async () => {
    const page = await lab.ask({ path: '/' });
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>Plaquette</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect((await lab.ask({ path: '/assets/main-abc.js?v=1' })).headers['cache-control']).toContain(
      'immutable',
    );
  });

  it('answer HEAD without a body', async () => {
    expect(await lab.ask({ method: 'HEAD', path: '/' })).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..\\..\\secret.txt',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/index.html/',
    '/index.html%00.js',
    'http://elsewhere.example/../secret.txt',
  ])('find nothing at %s', async (path) => {
    const { status, text } = await lab.ask({ path });
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuse %s', async (method) => {
    expect(await lab.ask({ method, path: '/' })).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });

  it.each(['evil.example', 'localhost.evil.example', '192.168.0.7:80', '127.0.0.1@evil.example'])(
    'refuse a request to the name %j, which a page of a stranger could have rebound',
    async (host) => {
      expect((await lab.ask({ path: '/', headers: { host } })).status).toBe(403);
    },
  );

  it.each(['localhost', '127.0.0.1:9999', '[::1]:80'])('answer under the name %s', async (host) => {
    expect((await lab.ask({ path: '/', headers: { host } })).status).toBe(200);
  });

  it('lead to pages outside by their names only', async () => {
    const known = await lab.ask({ path: '/outside/ildg' });
    expect(known).toMatchObject({ status: 302, headers: { location: expect.stringMatching(/^https:/) } });
    expect((await lab.ask({ path: '/outside/https://evil.example' })).status).toBe(404);
    expect((await lab.ask({ path: '/outside/toString' })).status).toBe(404);
  });

  it('never carry permission for other origins', async () => {
    const { headers } = await lab.ask({ path: '/', headers: { origin: 'http://evil.example' } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the question whether a token is the right one', () => {
  it('is answered, wrong ones later and later', async () => {
    expect((await lab.ask({ path: '/session', headers: key() })).status).toBe(204);
    expect((await lab.ask({ path: '/session' })).status).toBe(401);
    for (let tries = 0; tries < 8; tries++)
      expect((await lab.ask({ path: '/session', headers: { 'x-plaquette-token': 'wrong' } })).status).toBe(
        401,
      );
    expect(lab.pauses.length).toBeGreaterThan(3);
    expect([...lab.pauses].sort((a, b) => a - b)).toEqual(lab.pauses);
    const before = lab.pauses.length;
    expect((await lab.ask({ path: '/session', headers: key() })).status).toBe(204);
    expect(lab.pauses.length).toBe(before);
  });
});

describe('an upload', () => {
  const body = new TextEncoder().encode('links');
  const uploads = () => join(lab.folder, 'uploads');
  const put = (path: string, headers: Record<string, string> = {}) =>
    lab.ask({ method: 'PUT', path, body, headers: { ...key(), origin: `http://${own()}`, ...headers } });

  it('is kept under its name and answered with a handle that the engine knows', async () => {
    const answer = await put('/upload/config%20a.lime');
    expect(answer.status).toBe(200);
    const reply = JSON.parse(answer.text);
    expect(reply).toMatchObject({ ok: true, value: { name: 'config a.lime', kind: 'file' } });
    const granted = lab.engines[0]!.told.flatMap((one) => (one.kind === 'grant' ? one.grants : []));
    const path = granted.find(({ handle }) => handle === reply.value.handle)!.path;
    expect(path.startsWith(uploads())).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('links');
  });

  it.each(['..%2F..%2Fescape', '%2e%2e%2fescape', '..%5C..%5Cescape', '%2Fescape'])(
    'called %s stays in its folder',
    async (name) => {
      const answer = await put(`/upload/${name}`);
      expect(JSON.parse(answer.text)).toMatchObject({ ok: true, value: { name: 'escape' } });
      expect(readdirSync(lab.folder).sort()).toEqual(['pages', 'program', 'root', 'secret.txt', 'uploads']);
      expect(existsSync(join(uploads(), 'escape'))).toBe(false);
    },
  );

  it('needs the token, and a page of this server', async () => {
    expect((await put('/upload/a', { 'x-plaquette-token': 'wrong' })).status).toBe(401);
    expect((await put('/upload/a', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await put('/upload/a', { origin: 'null' })).status).toBe(403);
  });

  it('can be asked for beforehand, and is refused when there is no room', async () => {
    const ask = async (size: string) =>
      JSON.parse(
        (await lab.ask({ path: '/upload/a', headers: { ...key(), 'x-plaquette-size': size } })).text,
      );
    expect(await ask('1000')).toEqual({ ok: true, value: null });
    expect(await ask(String(2 ** 40))).toMatchObject({ ok: false, error: { code: 'format.tooLarge' } });
    expect(await ask('many')).toMatchObject({ ok: false, error: { code: 'ipc.malformed' } });
  });
});
