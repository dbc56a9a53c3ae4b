import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../../../src-main/contract/codec.ts';
import type { ServerMessage } from '../../../../src-main/contract/index.ts';
import { Outbox } from '../../../../src-main/server/outbox.ts';

const event = (name: string): ServerMessage => ({ kind: 'event', name, payload: null });
const frame: ServerMessage = {
  kind: 'frame',
  frame: { stream: `s-${'1'.repeat(16)}`, sequence: 1, lost: false, batches: [] },
};

const lab = () => {
  const sent: ServerMessage[] = [];
  const carrier = {
    bufferedAmount: 0,
    cut: false,
    send: (bytes: Uint8Array) => {
      const message = decodeMessage(bytes);
      sent.push((message.ok ? message.value : undefined) as ServerMessage);
    },
    terminate: () => {
      carrier.cut = true;
    },
  };
  return { sent, carrier, outbox: new Outbox(carrier, { progress: 100, all: 1000 }) };
};

describe('messages to a page', () => {
  it('go out one by one', () => {
    const { outbox, sent } = lab();
    const messages = [event('run.progressed'), frame, event('run.changed')];
    for (const message of messages) outbox.post(message);
    expect(sent).toEqual(messages);
  });

  it('lack only progress while much is on its way', () => {
    const { outbox, sent, carrier } = lab();
    carrier.bufferedAmount = 101;
    const reply: ServerMessage = { kind: 'reply', id: 3, result: { ok: true, value: null } };
    for (const message of [event('run.progressed'), event('run.changed'), frame, reply]) outbox.post(message);
    expect(sent).toEqual([event('run.changed'), frame, reply]);
    expect(carrier.cut).toBe(false);
  });

  it('end with a page that takes nothing any more', () => {
    const { outbox, carrier } = lab();
    carrier.bufferedAmount = 1001;
    outbox.post(event('run.changed'));
    expect(carrier.cut).toBe(true);
  });
});
