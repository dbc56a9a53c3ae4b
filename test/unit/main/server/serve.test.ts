/** Whole servers in processes of their own: how they begin, and how they end at the first and at the second signal. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const child = fileURLToPath(new URL('../../../support/serve-child.ts', import.meta.url));

let base: string;
let running: ChildProcess | undefined;
const at = (...parts: string[]) => join(base, ...parts);

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-serve-')));
  for (const folder of ['pages', 'root', 'tmp', 'ws']) mkdirSync(at(folder));
  writeFileSync(at('pages', 'index.html'), 'the page');
  writeFileSync(at('ws', 'plaquette.toml'), 'name = "w"\nschema = 1\n');
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
});

interface Started {
  readonly lines: readonly string[];
  readonly document: { readonly address: string; readonly token: string; readonly workspace: string | null };
}

const start = async (...words: readonly string[]) => {
  const [workspace = '', ...rest] = words;
  const process_ = spawn(process.execPath, [child, at('pages'), at('root'), workspace, ...rest], {
    env: {
      ...process.env,
      TMPDIR: at('tmp'),
      XDG_CONFIG_HOME: at('config'),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    },
  });
  running = process_;
  let errors = '';
  process_.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = once(process_, 'exit') as Promise<[number | null, string | null]>;
  const first = await Promise.race([
    once(process_.stdout, 'data').then(([text]) => JSON.parse(String(text)) as Started),
    ended.then(() => undefined),
  ]);
  const waitFor = async (text: string): Promise<void> => {
    while (!errors.includes(text)) await once(process_.stderr, 'data');
  };
  return { process: process_, started: first, ended, waitFor, errors: () => errors };
};

const upload = async ({ document }: Started): Promise<void> => {
  const { origin } = new URL(document.address);
  const answer = await fetch(`${origin}/upload/a.lime`, {
    method: 'PUT',
    body: 'x',
    headers: { 'x-plaquette-token': document.token, origin },
  });
  expect(answer.status).toBe(200);
};

describe.skipIf(process.platform === 'win32')('plaquette serve', () => {
  it('says where it is, serves there, and ends cleanly at SIGTERM', async () => {
    const server = await start(at('ws'));
    const { document, lines } = server.started!;
    expect(lines.join('\n')).toContain(document.address);
    expect(document.workspace).toBe(at('ws'));
    expect(await (await fetch(document.address)).text()).toBe('the page');
    await upload(server.started!);
    expect(readdirSync(at('tmp'))).toHaveLength(1);
    server.process.kill('SIGTERM');
    expect(await server.ended).toEqual([0, null]);
    expect(server.errors()).toContain('2 runs stop');
    expect(readdirSync(at('tmp'))).toEqual([]);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('ends at %s too', async (signal) => {
    const server = await start('');
    server.process.kill(signal);
    expect(await server.ended).toEqual([0, null]);
  });

  it('ends at once at the second signal, and still leaves no uploads behind', async () => {
    const server = await start('', 'stuck');
    await upload(server.started!);
    server.process.kill('SIGINT');
    await server.waitFor('second');
    expect(server.process.exitCode).toBeNull();
    server.process.kill('SIGINT');
    expect(await server.ended).toEqual([null, 'SIGINT']);
    expect(readdirSync(at('tmp'))).toEqual([]);
  });

  it('opens no workspace where none is yet, and no browser where no display is', async () => {
    const server = await start(at('yet-to-be-made'), 'open');
    expect(server.started!.document.workspace).toBeNull();
    await server.waitFor('No browser');
  });

  it('does not start without pages', async () => {
    rmSync(at('pages'), { recursive: true });
    const server = await start('');
    expect(server.started).toBeUndefined();
    expect(await server.ended).toEqual([2, null]);
    expect(server.errors()).toContain('serve.notBuilt');
  });
});
