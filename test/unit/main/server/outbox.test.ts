import { describe, expect, it } from 'vitest';
import { decodeMessage } from '../../../../src-main/contract/codec.ts';
import type { ServerMessage } from '../../../../src-main/contract/index.ts';
import { Outbox } from '../../../../src-main/server/outbox.ts';

const stream = (digit: number) => `s-${String(digit).repeat(16)}`;
const frame = (digit: number, sequence: number): ServerMessage => ({
  kind: 'frame',
  frame: { stream: stream(digit), sequence, lost: false, batches: [] },
});
const event = (name: string): ServerMessage => ({ kind: 'event', name, payload: null });

const lab = () => {
  const sent: ServerMessage[] = [];
  const lost: string[] = [];
  const done: (() => void)[] = [];
  const carrier = {
    bufferedAmount: 0,
    cut: false,
    send: (bytes: Uint8Array, whenSent: () => void) => {
      const message = decodeMessage(bytes);
      sent.push((message.ok ? message.value : undefined) as ServerMessage);
      done.push(whenSent);
    },
    terminate: () => {
      carrier.cut = true;
    },
  };
  const outbox = new Outbox(carrier, (id) => lost.push(id), { frames: 100, all: 1000 });
  return { sent, lost, done, carrier, outbox };
};

describe('messages to a page behind a slow line', () => {
  it('go out one by one while there is room', () => {
    const { outbox, sent, lost } = lab();
    const messages = [frame(1, 1), event('run.progressed'), frame(1, 2)];
    for (const message of messages) outbox.post(message);
    expect(sent).toEqual(messages);
    expect(lost).toEqual([]);
  });

  it('lose frames and progress, never replies and other events', () => {
    const { outbox, sent, carrier, lost } = lab();
    carrier.bufferedAmount = 101;
    outbox.post(frame(1, 5));
    outbox.post(frame(1, 6));
    outbox.post(event('run.progressed'));
    outbox.post(event('run.changed'));
    outbox.post({ kind: 'reply', id: 3, result: { ok: true, value: null } });
    expect(sent.map(({ kind }) => kind)).toEqual(['event', 'reply']);
    expect(lost).toEqual([stream(1)]);
  });

  it('say of each stream that lost frames that it is lost, once there is room, and nothing of it before', () => {
    const { outbox, sent, carrier, done } = lab();
    carrier.bufferedAmount = 101;
    outbox.post(event('run.changed'));
    outbox.post(frame(1, 5));
    outbox.post(frame(2, 9));
    carrier.bufferedAmount = 60;
    outbox.post(frame(1, 6));
    done[0]!();
    expect(sent).toHaveLength(1);
    carrier.bufferedAmount = 10;
    done[0]!();
    expect(sent.slice(1)).toMatchObject([
      { frame: { stream: stream(1), lost: true } },
      { frame: { stream: stream(2), lost: true } },
    ]);
  });

  it('end with a page that takes nothing any more', () => {
    const { outbox, carrier } = lab();
    carrier.bufferedAmount = 1001;
    outbox.post(event('run.changed'));
    expect(carrier.cut).toBe(true);
  });
});
