import { afterEach, describe, expect, it } from 'vitest';
import { AskThread } from '../../../../src-main/engine-host/thread/ask-thread.ts';

const logged: string[] = [];
const threads: AskThread[] = [];
const make = (idleMs = 10_000, canBeCutOff = false): AskThread => {
  const thread = new AskThread({
    name: 'test thread',
    entry: () => new URL('../../../support/talking-thread.ts', import.meta.url),
    data: undefined,
    idleMs,
    canBeCutOff,
    log: (text) => logged.push(text),
  });
  threads.push(thread);
  return thread;
};
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close();
  logged.length = 0;
});

describe('a thread that is asked', () => {
  it('answers in order, with arrays of numbers as they are', async () => {
    const thread = make();
    const answers = await Promise.all([thread.ask('a'), thread.ask('numbers'), thread.ask('c')]);
    expect(answers).toEqual([
      { ok: true, value: ['a', 1] },
      { ok: true, value: { numbers: Float64Array.of(1, 2, 3) } },
      { ok: true, value: ['c', 3] },
    ]);
  });

  it('fails the question it broke on, and goes on', async () => {
    const thread = make();
    const [broken, next] = await Promise.all([thread.ask('throw'), thread.ask('b')]);
    expect(broken).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(next).toEqual({ ok: true, value: ['b', 2] });
    expect(logged[0]).toContain('thrown in the thread');
  });

  it('is started again after it has died', async () => {
    const thread = make();
    const [died, next] = await Promise.all([thread.ask('die'), thread.ask('b')]);
    expect(died).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(next).toEqual({ ok: true, value: ['b', 1] });
  });

  it('ends when nobody asks, and begins anew', async () => {
    const thread = make(1);
    expect(await thread.ask('a')).toEqual({ ok: true, value: ['a', 1] });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await thread.ask('b')).toEqual({ ok: true, value: ['b', 1] });
  });

  it('fails everything that waits when it is closed, and what comes later', async () => {
    const thread = make(10_000, true);
    const waiting = [thread.ask('wait'), thread.ask('b')];
    await new Promise((resolve) => setTimeout(resolve, 20));
    await thread.close();
    const gone = { ok: false, error: { code: 'ipc.gone' } };
    expect(await Promise.all([...waiting, thread.ask('c')])).toMatchObject([gone, gone, gone]);
  });

  it('is never cut off in the middle of SQLite, which would abort the process', async () => {
    for (let i = 0; i < 8; i++) {
      const thread = make();
      const answer = thread.ask('sqlite');
      await new Promise((resolve) => setTimeout(resolve, 60 + 10 * i));
      await thread.close();
      expect(await answer).toMatchObject({ ok: false, error: { code: 'ipc.gone' } });
    }
  });
});
