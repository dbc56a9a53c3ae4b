import { expect, test } from 'vitest';
import type { Reply } from '../../../../src-main/contract/index.ts';
import { goneReply, Listeners, PendingCalls } from '../../../../src-renderer/bridge/pending-calls.ts';

const value = (text: string): Reply<never> => ({ ok: true, value: text as never });

test('replies find their calls in any order, and only once', async () => {
  const calls = new PendingCalls();
  const [a, b] = [calls.begin(), calls.begin()];
  calls.settle(b.id, value('second'));
  calls.settle(a.id, value('first'));
  calls.settle(a.id, value('again'));
  expect(await a.reply).toEqual(value('first'));
  expect(await b.reply).toEqual(value('second'));
});

test('when the other side is gone, everything that waits is answered', async () => {
  const calls = new PendingCalls();
  const waiting = [calls.begin(), calls.begin(), calls.begin()];
  calls.abandon();
  expect(await Promise.all(waiting.map(({ reply }) => reply))).toEqual([goneReply, goneReply, goneReply]);
});

test('messages reach those who listen, and nobody after they stopped', () => {
  const listeners = new Listeners();
  const heard: string[] = [];
  const stop = listeners.on('run.removed', ({ run }) => heard.push(run));
  listeners.onFrame(({ stream }) => heard.push(stream));
  const calls = new PendingCalls();
  listeners.receive({ kind: 'event', name: 'run.removed', payload: { run: 'a' } }, calls);
  listeners.receive({ kind: 'event', name: 'run.logged', payload: { run: 'b' } }, calls);
  stop();
  listeners.receive({ kind: 'event', name: 'run.removed', payload: { run: 'c' } }, calls);
  listeners.receive(
    { kind: 'frame', frame: { stream: 's-0', sequence: 1, lost: false, batches: [] } },
    calls,
  );
  expect(heard).toEqual(['a', 's-0']);
});
