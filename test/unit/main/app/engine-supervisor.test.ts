import { describe, expect, it } from 'vitest';
import {
  type EngineProcessEvents,
  type EngineState,
  EngineSupervisor,
} from '../../../../src-main/app/engine-supervisor.ts';
import { LAST_DEATH } from '../../../../src-main/app/restart-policy.ts';
import type { FromEngine, ToEngine } from '../../../../src-main/engine-host/control.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';

interface Child {
  readonly events: EngineProcessEvents;
  readonly told: { readonly message: ToEngine; readonly port: string | undefined }[];
  killed: boolean;
}

const settings = { concurrentRuns: 2, threads: 0, diskLowGiB: 2 };
const activity = (activeRuns: number): FromEngine => ({
  kind: 'activity',
  activeRuns,
  waitingRuns: 0,
  fraction: null,
  workspaces: [],
});

const setUp = () => {
  const children: Child[] = [];
  const states: EngineState[] = [];
  const told: FromEngine[] = [];
  const timers = new Set<() => void>();
  let now = 0;
  const grants = new GrantTable();
  const engine = new EngineSupervisor<string>({
    spawn: (events) => {
      const child: Child = { events, told: [], killed: false };
      children.push(child);
      return {
        post: (message, ports) => child.told.push({ message, port: ports?.[0] }),
        kill: () => {
          child.killed = true;
        },
      };
    },
    grants,
    settings: () => settings,
    tell: (message) => told.push(message),
    stateChanged: (state) => states.push(state),
    log: () => undefined,
    now: () => now,
    after: (_ms, action) => {
      timers.add(action);
      return () => timers.delete(action);
    },
  });
  const fire = (): void => {
    for (const action of [...timers]) {
      timers.delete(action);
      action();
    }
  };
  return {
    engine,
    grants,
    children,
    states,
    told,
    timers,
    fire,
    pass: (ms: number) => (now += ms),
    child: () => children.at(-1)!,
    kinds: () => children.at(-1)!.told.map(({ message }) => message.kind),
  };
};

describe('the engine process', () => {
  it('can resolve what the engine has given handles to', () => {
    const { engine, grants, child } = setUp();
    engine.start();
    const handle = `h-${'7'.repeat(32)}`;
    child().events.message({ kind: 'grant', grants: [{ handle, path: '/data/runs/a' }] });
    expect(grants.resolve(handle)).toBe('/data/runs/a');
  });

  it('is told grants and settings before anything else, and later grants as they come', () => {
    const { engine, grants, child, kinds } = setUp();
    const handle = grants.grant('/w');
    engine.start();
    expect(kinds()).toEqual(['grant', 'settings']);
    expect(child().told[0]!.message).toEqual({ kind: 'grant', grants: [{ handle, path: '/w' }] });
    const later = grants.grant('/x');
    expect(child().told.at(-1)!.message).toEqual({ kind: 'grant', grants: [{ handle: later, path: '/x' }] });
  });

  it('gets a port for each window once it is ready, and for windows that come later', () => {
    const { engine, child } = setUp();
    engine.start();
    engine.connect('a', () => 'port a');
    expect(child().told.some(({ port }) => port !== undefined)).toBe(false);
    child().events.message({ kind: 'ready' });
    engine.connect('b', () => 'port b');
    engine.connect('gone', () => undefined);
    const connects = child().told.filter(({ message }) => message.kind === 'connect');
    expect(connects.map(({ port }) => port)).toEqual(['port a', 'port b']);
    expect(engine.state.state).toBe('ready');
  });

  it('is started again when it dies: in words, with everything it must know, new ports included', () => {
    const { engine, grants, child, children, states, fire, kinds, told } = setUp();
    engine.start();
    let ports = 0;
    engine.connect('a', () => `port ${++ports}`);
    child().events.message({ kind: 'ready' });
    child().events.message(activity(2));
    grants.grant('/w');
    child().events.exited('code 6');
    expect(states.at(-1)).toMatchObject({ state: 'restarting' });
    expect(states.at(-1)!.message).toMatch(/2 runs stopped at the last checkpoint and can be resumed/);
    expect(told.at(-1)).toEqual(activity(0));
    expect(children.length).toBe(1);
    fire();
    expect(children.length).toBe(2);
    expect(kinds()).toEqual(['grant', 'settings']);
    child().events.message({ kind: 'ready' });
    expect(child().told.at(-1)).toMatchObject({ message: { kind: 'connect' }, port: 'port 2' });
    expect(states.at(-1)).toMatchObject({ state: 'ready' });
    expect(states.at(-1)!.message).toMatch(/2 runs/);
  });

  it('names each connection anew', () => {
    const { engine, child, fire, children } = setUp();
    engine.start();
    engine.connect('a', () => 'port');
    child().events.message({ kind: 'ready' });
    child().events.exited('code 1');
    fire();
    child().events.message({ kind: 'ready' });
    const names = children.flatMap(({ told }) =>
      told.flatMap(({ message }) => (message.kind === 'connect' ? [message.client] : [])),
    );
    expect(names.length).toBe(2);
    expect(new Set(names).size).toBe(2);
  });

  it('stays down after several deaths in a minute, says so, and comes back when the user asks', () => {
    const { engine, child, children, states, fire, timers } = setUp();
    engine.start();
    for (let death = 0; death < LAST_DEATH; death++) {
      child().events.exited('code 1');
      fire();
    }
    expect(children.length).toBe(LAST_DEATH);
    expect(timers.size).toBe(0);
    expect(states.at(-1)).toMatchObject({ state: 'failed' });
    expect(states.at(-1)!.message).toMatch(/restart the engine/);
    engine.restart();
    expect(children.length).toBe(LAST_DEATH + 1);
    child().events.message({ kind: 'ready' });
    expect(engine.state.state).toBe('ready');
    child().events.exited('code 1');
    expect(engine.state.state).toBe('restarting');
  });

  it('dying now and then never stays down', () => {
    const { engine, child, children, fire, pass } = setUp();
    engine.start();
    for (let death = 0; death < 20; death++) {
      pass(30_000);
      child().events.exited('code 1');
      fire();
    }
    expect(children.length).toBe(21);
  });

  it('is replaced when the user asks, and what the old one still says is not heard', () => {
    const { engine, children, states } = setUp();
    engine.start();
    const old = children[0]!;
    old.events.message({ kind: 'ready' });
    engine.restart();
    expect(old.killed).toBe(true);
    expect(children.length).toBe(2);
    const count = states.length;
    old.events.message({ kind: 'ready' });
    old.events.exited('signal');
    expect(states.length).toBe(count);
  });
});

describe('stopping', () => {
  it('asks, waits, and does not start again', async () => {
    const { engine, child, children, fire, timers } = setUp();
    engine.start();
    child().events.message({ kind: 'ready' });
    const stopped = engine.stop(1000);
    expect(child().told.at(-1)!.message).toEqual({ kind: 'shutdown' });
    child().events.message({ kind: 'stopped' });
    expect(await stopped).toBe('stopped');
    child().events.exited('code 0');
    fire();
    expect(children.length).toBe(1);
    expect(timers.size).toBe(0);
  });

  it('counts a process that ends as stopped', async () => {
    const { engine, child } = setUp();
    engine.start();
    const stopped = engine.stop(1000);
    child().events.exited('code 0');
    expect(await stopped).toBe('stopped');
  });

  it('kills what does not stop in time', async () => {
    const { engine, child, fire } = setUp();
    engine.start();
    const stopped = engine.stop(1000);
    fire();
    expect(await stopped).toBe('killed');
    expect(child().killed).toBe(true);
  });

  it('is at once when there is no process, even one that was about to be started', async () => {
    const { engine, child, children, fire } = setUp();
    engine.start();
    child().events.exited('code 1');
    expect(await engine.stop(1000)).toBe('stopped');
    fire();
    expect(children.length).toBe(1);
  });
});
