import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readCall } from '../../../../src-main/contract/index.ts';
import { createRouter } from '../../../../src-main/engine-host/router.ts';

const calls = { 'spec.freshSeed': readCall(z.strictObject({}), z.object({ seed: z.number() })) };

const routed = async (handler: () => unknown, checkReplies = false) => {
  const logged: [string, string][] = [];
  const route = createRouter(
    calls,
    { 'spec.freshSeed': handler as never },
    { log: (text, traceId) => logged.push([text, traceId]), checkReplies },
  );
  return { reply: await route('spec.freshSeed', {}, undefined), logged };
};

describe('a handler that breaks', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('secret detail');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret detail'))],
    ['answers nothing', () => undefined],
    ['answers an empty result', () => ({ ok: true, value: undefined })],
  ])('because it %s becomes an internal failure with a trace in the log', async (_, handler) => {
    const { reply, logged } = await routed(handler);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(logged).toHaveLength(1);
    const [text, traceId] = logged[0]!;
    expect(reply.ok ? '' : reply.error.traceId).toBe(traceId);
    expect(text).toContain('spec.freshSeed');
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  it('because its reply is not that of the contract is found out in tests', async () => {
    const wrong = () => ({ ok: true, value: { seed: 'seven' } });
    expect((await routed(wrong)).reply.ok).toBe(true);
    expect((await routed(wrong, true)).reply).toMatchObject({ error: { code: 'internal' } });
    expect((await routed(() => ({ ok: true, value: { seed: 7 } }), true)).reply.ok).toBe(true);
  });
});
