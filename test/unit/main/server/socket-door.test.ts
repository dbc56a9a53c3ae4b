import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { encodeMessage } from '../../../../src-main/contract/codec.ts';
import { BadTries } from '../../../../src-main/server/bad-tries.ts';
import { openSocketDoor } from '../../../../src-main/server/socket-door.ts';
import { type ServerLab, startLab } from '../../../support/server-lab.ts';

let lab: ServerLab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.stop());

const right = () => ['plaquette.1', `token.${lab.server.token}`];

describe('the door of the socket', () => {
  it('opens for a page of this server with the token, and does not repeat the token', async () => {
    const page = await lab.open();
    expect(page.socket.protocol).toBe('plaquette.1');
    expect(await page.call('engine.facts')).toEqual({ ok: true, value: 'engine.facts' });
  });

  it.each([
    ['no token', ['plaquette.1']],
    ['a wrong token', ['plaquette.1', `token.${'A'.repeat(43)}`]],
    ['an empty token', ['plaquette.1', 'token.']],
    ['no protocol at all', []],
  ])('stays shut with %s', async (_what, protocols) => {
    expect(await lab.knock({}, protocols)).toBe(401);
    expect(lab.engines[0]!.ports.size).toBe(0);
  });

  it('stays shut when the token comes under another protocol', async () => {
    expect(await lab.knock({}, [`token.${lab.server.token}`])).toBe(401);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:1', 'file://'])(
    'stays shut for a page from %s',
    async (origin) => {
      expect(await lab.knock({ origin }, right())).toBe(403);
    },
  );

  it('stays shut under a foreign name, even when page and name agree', async () => {
    const host = `evil.example:${lab.server.port}`;
    expect(await lab.knock({ host, origin: `http://${host}` }, right())).toBe(403);
  });

  it('is at one place only', async () => {
    expect(await lab.knock({}, right(), '/other')).toBe(404);
  });

  it('answers a guesser later and later', async () => {
    for (let tries = 0; tries < 10; tries++) await lab.knock({}, ['plaquette.1', 'token.wrong']);
    expect(lab.pauses.at(-1)).toBeGreaterThanOrEqual(5000);
    expect(await lab.knock({}, right())).toBe(101);
  });

  it('reads nothing that comes along without the token', async () => {
    const call = encodeMessage({ kind: 'call', id: 1, name: 'engine.facts', args: {} });
    const frame = Buffer.concat([Buffer.from([0x82, 0x80 | call.length, 0, 0, 0, 0]), call]);
    const own = `127.0.0.1:${lab.server.port}`;
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(lab.server.port, '127.0.0.1', () => {
        socket.write(
          [
            'GET /socket HTTP/1.1',
            `Host: ${own}`,
            `Origin: http://${own}`,
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
            'Sec-WebSocket-Protocol: plaquette.1',
            '',
            '',
          ].join('\r\n'),
        );
        socket.write(frame);
      });
      socket.on('data', (piece) => {
        text += piece;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(lab.engines[0]!.calls).toEqual([]);
  });

  it('lets no more pages in than it can serve', async () => {
    for (let pages = 0; pages < 32; pages++) await lab.open();
    expect(await lab.knock({}, right())).toBe(503);
  });
});

describe('a page that has gone without a word', () => {
  it('is cut off when it answers no ping, and nobody else is', async () => {
    const badTries = new BadTries({ nowMs: () => 0, pause: async () => {} });
    const door = openSocketDoor({
      token: 'key',
      rule: { loopbackOnly: true, names: [] },
      badTries,
      messageBytes: 100,
      mostClients: 2,
      pingMs: 200,
      admit: () => {},
    });
    const server = createServer();
    server.on('upgrade', (request, socket, head) => void door.upgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const enter = (autoPong: boolean) =>
      new WebSocket(`ws://127.0.0.1:${port}/socket`, ['plaquette.1', 'token.key'], {
        origin: `http://127.0.0.1:${port}`,
        autoPong,
      });
    const alive = enter(true);
    const pings = new Promise<void>((resolve) => {
      let seen = 0;
      alive.on('ping', () => ++seen === 3 && resolve());
    });
    const silent = enter(false);
    const code = await new Promise((resolve) => silent.on('close', resolve));
    await pings;
    expect(code).toBe(1006);
    expect(alive.readyState).toBe(alive.OPEN);
    await door.close();
    server.close();
  });
});
