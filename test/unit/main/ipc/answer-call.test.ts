import { expect, it } from 'vitest';
import { hostCalls } from '../../../../src-main/contract/index.ts';
import { answerCall, type CallDesk } from '../../../../src-main/ipc/answer-call.ts';

const { 'host.openExternal': openExternal, 'host.copyText': copyText } = hostCalls;
const asked: unknown[] = [];
const defects: unknown[] = [];
const desk: CallDesk<'host.openExternal' | 'host.copyText', string> = {
  calls: { 'host.openExternal': openExternal, 'host.copyText': copyText },
  handlers: {
    'host.openExternal': (args, client) => {
      asked.push([args, client]);
      return { ok: true, value: null };
    },
    'host.copyText': () => {
      throw new Error('the clipboard fell off');
    },
  },
  defect: (_call, error) => {
    defects.push(error);
    return 'trace-1';
  },
};
const ask = (name: string, ...args: unknown[]) => answerCall(desk, name, args, 'window 1');
const code = async (reply: ReturnType<typeof ask>) => {
  const answer = await reply;
  return answer.ok ? 'ok' : answer.error.code;
};

it('hands decoded arguments and the caller to the handler', async () => {
  expect(await ask('host.openExternal', { page: 'ildg' })).toEqual({ ok: true, value: null });
  expect(asked).toEqual([[{ page: 'ildg' }, 'window 1']]);
});

it.each([
  ['a wrong type', { page: 5 }],
  ['a value outside the list', { page: 'https://evil.example' }],
  ['an address in place of a name', 'https://evil.example'],
  ['keys that the call does not have', { page: 'ildg', also: 1 }],
  ['nothing', undefined],
  ['null', null],
  ['a list', [{ page: 'ildg' }]],
])('refuses %s and does not ask the handler', async (_what, args) => {
  asked.length = 0;
  expect(await code(ask('host.openExternal', args))).toBe('ipc.malformed');
  expect(asked).toEqual([]);
});

it('refuses more or fewer arguments than one', async () => {
  asked.length = 0;
  expect(await code(ask('host.openExternal', { page: 'ildg' }, { page: 'ildg' }))).toBe('ipc.malformed');
  expect(await code(ask('host.openExternal'))).toBe('ipc.malformed');
  expect(asked).toEqual([]);
});

it.each(['host.unknown', 'toString', '__proto__', 'constructor', ''])('refuses the name %j', async (name) =>
  expect(await code(ask(name, {}))).toBe('ipc.unknownCall'),
);

it('turns a defect of a handler into a failure with a trace', async () => {
  const reply = await ask('host.copyText', { text: 'x' });
  expect(reply).toMatchObject({ ok: false, error: { code: 'internal', traceId: 'trace-1' } });
  expect(JSON.stringify(reply)).not.toContain('clipboard');
  expect(defects.length).toBe(1);
});
