import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../../../src-main/server/listen.ts';

const servers: Server[] = [];
const server = (): Server => {
  const made = createServer();
  servers.push(made);
  return made;
};
afterEach(() => servers.splice(0).forEach((one) => one.close()));

const takenPort = async (): Promise<number> => {
  const other = server();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  return (other.address() as AddressInfo).port;
};

it('takes the port that was asked for', async () => {
  const taken = await takenPort();
  servers.pop()?.close();
  expect(await listen(server(), '127.0.0.1', taken)).toEqual({ ok: true, value: taken });
});

it('says what to do about a port in use', async () => {
  const taken = await takenPort();
  expect(await listen(server(), '127.0.0.1', taken)).toMatchObject({
    ok: false,
    error: {
      code: 'serve.portInUse',
      message: expect.stringContaining(String(taken)),
      detail: { port: taken },
    },
  });
});

it('takes another port when the usual one is in use and none was asked for', async () => {
  const taken = await takenPort();
  const found = await listen(server(), '127.0.0.1', undefined, taken);
  expect(found).toMatchObject({ ok: true });
  expect(found).not.toEqual({ ok: true, value: taken });
});

it('says when an address is not of this machine', async () => {
  expect(await listen(server(), '192.0.2.1', 0)).toMatchObject({
    ok: false,
    error: { code: 'serve.address' },
  });
});
