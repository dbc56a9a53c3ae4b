import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeMessage } from '../../../../src-main/contract/codec.ts';
import { type Page, type ServerLab, startLab } from '../../../support/server-lab.ts';

let lab: ServerLab;
let page: Page;
let neighbour: Page;
beforeEach(async () => {
  lab = await startLab();
  page = await lab.open();
  neighbour = await lab.open();
});
afterEach(() => lab.stop());

const neighbourIsWell = async () =>
  expect(await neighbour.call('engine.facts')).toEqual({ ok: true, value: 'engine.facts' });

describe('a page that was let in', () => {
  it('hears first that the engine is ready', () => {
    expect(page.told[0]).toEqual({
      kind: 'event',
      name: 'engine.state',
      payload: { state: 'ready', message: null },
    });
  });

  it('has its engine calls answered by the engine, its host calls by the server', async () => {
    expect(await page.call('run.list')).toEqual({ ok: true, value: 'run.list' });
    expect(await page.call('host.facts')).toMatchObject({
      ok: true,
      value: { kind: 'server', native: false },
    });
    expect(lab.engines[0]!.calls.map(({ name }) => name)).toEqual(['run.list']);
  });

  it('receives events and frames of its own connection only', async () => {
    const [port] = lab.engines[0]!.ports.values();
    const frame = { stream: `s-${'1'.repeat(16)}`, sequence: 1, lost: false, batches: [] };
    port!.post({ kind: 'frame', frame });
    await page.call('run.list');
    await neighbour.call('run.list');
    expect(page.told).toContainEqual({ kind: 'frame', frame });
    expect(neighbour.told).toHaveLength(1);
  });

  it('is told of settings that another page changed', async () => {
    expect(await neighbour.call('host.changeSettings', { theme: 'dark', concurrentRuns: 3 })).toMatchObject({
      ok: true,
    });
    await page.call('run.list');
    expect(page.told.at(-1)).toMatchObject({
      name: 'host.settingsChanged',
      payload: { settings: { theme: 'dark' } },
    });
    expect(lab.engines[0]!.told.at(-1)).toMatchObject({ kind: 'settings', settings: { concurrentRuns: 3 } });
  });

  it('gets a new line when the engine is restarted', async () => {
    expect(await page.call('host.restartEngine')).toEqual({ ok: true, value: null });
    await neighbourIsWell();
    const states = neighbour.told.map((message) => message.kind === 'event' && message.payload);
    expect(lab.engines).toHaveLength(2);
    expect(lab.engines[0]).toMatchObject({ closed: true });
    expect(lab.engines[1]!.calls).toHaveLength(1);
    expect(states).toMatchObject([{ state: 'ready' }, { state: 'restarting' }, { state: 'ready' }]);
  });

  it('leaves its line when it goes', async () => {
    page.socket.terminate();
    await page.closed;
    await neighbourIsWell();
    expect(lab.engines[0]!.ports.size).toBe(1);
  });
});

describe('a page that misbehaves', () => {
  it('is cut off for a message that is too long, alone', async () => {
    page.socket.send(new Uint8Array(2 ** 20 + 1));
    expect(await page.closed).toBe(1009);
    await neighbourIsWell();
  });

  it('is cut off for text', async () => {
    page.socket.send('{"kind":"call","id":1,"name":"engine.facts","args":{}}');
    expect(await page.closed).toBe(1003);
    await neighbourIsWell();
    expect(lab.engines[0]!.calls).toHaveLength(1);
  });

  it.each([
    ['bytes that mean nothing', Uint8Array.from([0xc1, 0xff, 0x00])],
    ['an array that claims four thousand million entries', Uint8Array.from([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ['a hundred thousand levels', new Uint8Array(100_000).fill(0x91)],
    ['nothing', new Uint8Array(0)],
    ['a message with more levels than any call has', Uint8Array.from([...new Array(200).fill(0x91), 0xc0])],
  ])('is cut off for %s', async (_what, bytes) => {
    page.socket.send(bytes);
    expect(await page.closed).toBe(1007);
    await neighbourIsWell();
  });

  it('is cut off for a broken frame', async () => {
    const raw = (page.socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket;
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    expect(await page.closed).toBe(1002);
    await neighbourIsWell();
  });

  it('gets a refusal for what is no call but has an id, and no answer for what has none', async () => {
    const refused = new Promise<unknown>((resolve) => {
      page.socket.once('message', (data: Buffer) => resolve(data));
    });
    page.socket.send(encodeMessage({ kind: 'call', id: -1, name: 'run.list', args: {} }));
    page.socket.send(encodeMessage([1, 2, 3]));
    page.socket.send(encodeMessage({ kind: 'call', id: 7, name: 'run.list', args: {}, more: 1 }));
    expect(Buffer.from((await refused) as Buffer).includes('ipc.malformed')).toBe(true);
    expect(await page.call('run.list')).toMatchObject({ ok: true });
    expect(lab.engines[0]!.calls).toHaveLength(1);
  });

  it('gets a refusal for host calls with wrong arguments', async () => {
    expect(await page.call('host.facts', { extra: 1 })).toMatchObject({
      ok: false,
      error: { code: 'ipc.malformed' },
    });
    expect(await page.call('host.browse', { folder: '/etc' })).toMatchObject({
      ok: false,
      error: { code: 'ipc.malformed' },
    });
    expect(await page.call('host.browse', { folder: `h-${'0'.repeat(32)}` })).toMatchObject({
      ok: false,
      error: { code: 'ipc.handle' },
    });
  });

  it('may not leave more calls waiting than a bound', async () => {
    const waiting = Array.from({ length: 512 }, () => page.call('silent'));
    expect(await page.call('run.list')).toMatchObject({ ok: false, error: { code: 'ipc.refused' } });
    await neighbourIsWell();
    expect(await page.call('run.list')).toMatchObject({ ok: false });
    void waiting;
  });
});
