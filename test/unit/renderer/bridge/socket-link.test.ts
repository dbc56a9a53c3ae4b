import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../../src-main/contract/codec.ts';
import type { ServerMessage } from '../../../../src-main/contract/index.ts';
import type { Connection } from '../../../../src-renderer/bridge/bridge.ts';
import {
  type Access,
  type CarrierEvents,
  delaysMs,
  proofMs,
  SocketLink,
} from '../../../../src-renderer/bridge/socket-link.ts';
import { connectionText } from '../../../../src-renderer/text/connection.ts';

interface PlayedSocket extends CarrierEvents {
  readonly sent: { readonly id: number; readonly name: string }[];
  closedByPage: boolean;
  say(message: ServerMessage): void;
  /** Opens, and hears that the engine is ready. */
  welcome(): void;
}

const ready: ServerMessage = {
  kind: 'event',
  name: 'engine.state',
  payload: { state: 'ready', message: null },
};

const lab = (access: Access = 'granted') => {
  const sockets: PlayedSocket[] = [];
  const timers: { readonly ms: number; readonly work: () => void; cancelled: boolean }[] = [];
  const states: Connection[] = [];
  const world = {
    access,
    connect: (events: CarrierEvents) => {
      const socket: PlayedSocket = {
        ...events,
        sent: [],
        closedByPage: false,
        say: (message) => events.received(encodeMessage(message)),
        welcome: () => {
          events.opened();
          socket.say(ready);
        },
      };
      sockets.push(socket);
      return {
        send: (bytes: Uint8Array) => {
          const message = decodeMessage(bytes);
          if (message.ok) socket.sent.push(message.value as PlayedSocket['sent'][number]);
        },
        close: () => {
          socket.closedByPage = true;
        },
      };
    },
    askAccess: async () => world.access,
    later: (ms: number, work: () => void) => {
      const timer = { ms, work, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
  };
  const link = new SocketLink(world);
  link.watch((state) => states.push(state));
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  /** Runs the newest timer. */
  const wait = async () => {
    await settle();
    const timer = timers.at(-1)!;
    if (!timer.cancelled) timer.work();
    await settle();
    return timer.ms;
  };
  return { link, world, sockets, timers, states, settle, wait };
};

describe('a connection to the server', () => {
  it('is there once the engine is, and calls made before wait for it', async () => {
    const { link, sockets, states, settle } = lab();
    link.open();
    const early = link.call('engine.facts', {});
    sockets[0]!.opened();
    await settle();
    expect(sockets[0]!.sent).toEqual([]);
    sockets[0]!.say(ready);
    await settle();
    expect(states.at(-1)).toEqual({ connected: true, epoch: 1, message: null });
    const { id } = sockets[0]!.sent[0]!;
    sockets[0]!.say({ kind: 'reply', id, result: { ok: true, value: 5 } });
    expect(await early).toEqual({ ok: true, value: 5 });
  });

  it('answers what waits when it breaks, says so, and is a new epoch when it is back', async () => {
    const { link, sockets, states, wait } = lab();
    const told: unknown[] = [];
    link.listeners.on('engine.state', (state) => told.push(state.state));
    link.open();
    sockets[0]!.welcome();
    const lost = link.call('run.list', {});
    await Promise.resolve();
    sockets[0]!.closed();
    expect(await lost).toMatchObject({ ok: false, error: { code: 'ipc.gone' } });
    expect(states.at(-1)).toMatchObject({ connected: false, epoch: 1, message: connectionText.broken });
    expect(await link.call('run.list', {})).toMatchObject({ ok: false, error: { code: 'ipc.gone' } });
    await wait();
    sockets[1]!.welcome();
    expect(states.at(-1)).toEqual({ connected: true, epoch: 2, message: null });
    expect(told).toEqual(['ready', 'restarting', 'ready']);
  });

  it('is tried again at growing intervals, and quickly again once it was there', async () => {
    const { link, sockets, wait } = lab('unknown');
    link.open();
    const waited: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      sockets.at(-1)!.closed();
      waited.push(await wait());
    }
    expect(waited).toEqual([...delaysMs, delaysMs.at(-1), delaysMs.at(-1)]);
    sockets.at(-1)!.welcome();
    sockets.at(-1)!.closed();
    expect(await wait()).toBe(delaysMs[0]);
  });

  it('tells calls of the first minute that nobody is there, instead of letting them wait', async () => {
    const { link, sockets, wait } = lab('unknown');
    link.open();
    const early = link.call('run.list', {});
    sockets[0]!.closed();
    await wait();
    sockets[1]!.closed();
    expect(await early).toMatchObject({ ok: false, error: { code: 'ipc.gone' } });
  });

  it('is not tried again with a key that the server refuses', async () => {
    const { link, sockets, states, timers, settle } = lab('refused');
    link.open();
    sockets[0]!.closed();
    await settle();
    expect(states.at(-1)).toMatchObject({ connected: false, message: connectionText.refused });
    expect(timers).toEqual([]);
  });

  it('ignores what an old socket still says', async () => {
    const { link, sockets, states, wait } = lab();
    link.open();
    sockets[0]!.welcome();
    sockets[0]!.closed();
    await wait();
    sockets[1]!.welcome();
    const before = states.length;
    sockets[0]!.closed();
    sockets[0]!.say(ready);
    expect(states).toHaveLength(before);
    expect(sockets).toHaveLength(2);
  });

  it('goes through a restart of the engine without a new socket', () => {
    const { link, sockets, states } = lab();
    link.open();
    sockets[0]!.welcome();
    const away = { state: 'restarting', message: 'Moment.' } as const;
    sockets[0]!.say({ kind: 'event', name: 'engine.state', payload: away });
    expect(states.at(-1)).toMatchObject({ connected: false, message: 'Moment.' });
    sockets[0]!.say(ready);
    expect(states.at(-1)).toEqual({ connected: true, epoch: 2, message: null });
    expect(sockets).toHaveLength(1);
  });
});

describe('after a sleep', () => {
  it('a connection that does not answer is given up', async () => {
    const { link, sockets, states, timers, settle } = lab();
    link.open();
    sockets[0]!.welcome();
    link.prove();
    await settle();
    expect(sockets[0]!.sent.at(-1)!.name).toBe('host.facts');
    expect(timers.at(-1)).toMatchObject({ ms: proofMs, cancelled: false });
    timers.at(-1)!.work();
    expect(sockets[0]!.closedByPage).toBe(true);
    expect(states.at(-1)!.connected).toBe(false);
  });

  it('a connection that answers is kept', async () => {
    const { link, sockets, timers, settle } = lab();
    link.open();
    sockets[0]!.welcome();
    link.prove();
    await settle();
    const { id } = sockets[0]!.sent.at(-1)!;
    sockets[0]!.say({ kind: 'reply', id, result: { ok: true, value: null } });
    await settle();
    expect(timers.at(-1)).toMatchObject({ ms: proofMs, cancelled: true });
  });

  it('a broken one is tried at once', async () => {
    const { link, sockets, settle } = lab('unknown');
    link.open();
    sockets[0]!.welcome();
    sockets[0]!.closed();
    await settle();
    link.prove();
    expect(sockets).toHaveLength(2);
  });
});
