import { expect, it } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/index.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';
import { EngineSeat } from '../../../../src-main/server/engine-seat.ts';
import { playEngine } from '../../../support/server-lab.ts';

const lab = () => {
  const engines: ReturnType<typeof playEngine>[] = [];
  const grants = new GrantTable();
  let letClose: () => void = () => {};
  const seat = new EngineSeat({
    grants,
    settings: () => defaultSettings,
    make: () => {
      const engine = playEngine();
      engines.push(engine);
      engine.close = () =>
        new Promise((resolve) => {
          letClose = resolve;
        });
      return engine;
    },
    tell: () => {},
  });
  const received: unknown[] = [];
  const states: string[] = [];
  const user = {
    receive: (message: unknown) => received.push(message),
    backlog: () => 77,
    engineState: ({ state }: { state: string }) => states.push(state),
  };
  return { engines, grants, seat, user, received, states, release: () => letClose() };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

it('tells an engine of every grant, earlier and later ones', () => {
  const { seat, engines, grants } = lab();
  grants.grant('/later');
  const told = engines[0]!.told.flatMap((one) => (one.kind === 'grant' ? one.grants : []));
  expect(told.map(({ path }) => path)).toEqual(['/later']);
  expect(seat.deliver('nobody', {})).toBe(true);
});

it('lets the engine ask how much is on its way to a page', () => {
  const { seat, engines, user } = lab();
  seat.join('a', user);
  const [port] = engines[0]!.ports.values();
  expect(port!.backlog?.()).toBe(77);
});

it('takes no calls while an engine stops, and says so to those who join meanwhile', async () => {
  const { seat, user, states, release, received } = lab();
  seat.join('a', user);
  const restarted = seat.restart();
  await settle();
  expect(states).toEqual(['ready', 'restarting']);
  expect(seat.deliver('a', { kind: 'call', id: 1, name: 'x', args: {} })).toBe(false);
  seat.join('late', user);
  expect(states.at(-1)).toBe('restarting');
  release();
  await restarted;
  expect(states.slice(-2)).toEqual(['ready', 'ready']);
  seat.deliver('late', { kind: 'call', id: 1, name: 'x', args: {} });
  expect(received).toHaveLength(1);
});

it('gives the new engine all grants and settings anew', async () => {
  const { seat, engines, grants, release } = lab();
  grants.grant('/a');
  const restarted = seat.restart();
  await settle();
  release();
  await restarted;
  expect(engines[1]!.told).toMatchObject([{ kind: 'grant', grants: [{ path: '/a' }] }, { kind: 'settings' }]);
});

it('an old engine cannot reach a page any more', async () => {
  const { seat, engines, user, received, release } = lab();
  seat.join('a', user);
  const [port] = engines[0]!.ports.values();
  const restarted = seat.restart();
  await settle();
  release();
  await restarted;
  port!.post({ kind: 'event', name: 'run.changed', payload: null });
  expect(received).toEqual([]);
});
