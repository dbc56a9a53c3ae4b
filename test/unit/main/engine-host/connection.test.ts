import { expect, it } from 'vitest';
import { connectClient } from '../../../../src-main/engine-host/connection.ts';
import type { Port } from '../../../../src-main/port/port.ts';

const scene = (post: (message: unknown) => void) => {
  let listen: (message: unknown) => void = () => {};
  let gone: () => void = () => {};
  const port: Port = {
    post,
    listen: (handler) => {
      listen = handler;
    },
    onClose: (handler) => {
      gone = handler;
    },
    close: () => {},
  };
  const logged: string[] = [];
  const left: string[] = [];
  const client = connectClient(
    'c',
    port,
    async () => ({ ok: true, value: 7 }),
    (text) => logged.push(text),
    ({ id }) => left.push(id),
  );
  return { client, logged, left, say: (message: unknown) => listen(message), leave: () => gone() };
};

it('answers with a failure when a reply cannot be carried', async () => {
  const posted: unknown[] = [];
  const { say, logged } = scene((message) => {
    if ((message as { result: { ok: boolean } }).result.ok) throw new Error('could not be cloned');
    posted.push(message);
  });
  say({ kind: 'call', id: 3, name: 'run.list', args: {} });
  await Promise.resolve().then(() => {});
  expect(posted).toMatchObject([
    { kind: 'reply', id: 3, result: { ok: false, error: { code: 'internal' } } },
  ]);
  expect(logged[0]).toContain('could not be cloned');
});

it('says nothing to who is gone, once it has told that', async () => {
  const posted: unknown[] = [];
  const { client, leave, left, say } = scene((message) => posted.push(message));
  client.emit('run.removed', { run: 'r' });
  leave();
  client.emit('run.removed', { run: 's' });
  say({ kind: 'call', id: 1, name: 'run.list', args: {} });
  await Promise.resolve().then(() => {});
  expect(posted).toEqual([{ kind: 'event', name: 'run.removed', payload: { run: 'r' } }]);
  expect(left).toEqual(['c']);
});
