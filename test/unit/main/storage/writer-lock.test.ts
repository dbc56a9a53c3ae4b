import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import type { FileSystem } from '../../../../src-main/storage/file-system.ts';
import {
  acquireWriterLock,
  heartbeatLimitMs,
  readWriterLock,
  releaseOwnLock,
  type WriterLock,
} from '../../../../src-main/storage/writer-lock.ts';
import { type FakeMachine, type FakeWorld, fakeMachine, fakeWorld } from '../../../support/fake-machine.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { type VolatileFileSystem, volatileFileSystem } from '../../../support/volatile-file-system.ts';

interface Scene {
  readonly world: FakeWorld;
  readonly files: VolatileFileSystem;
  readonly me: FakeMachine;
  readonly other: FakeMachine;
}
const scene = async (): Promise<Scene> => {
  const world = fakeWorld();
  const files = volatileFileSystem(() => world.nowMs);
  await files.makeFolder('/run');
  const me = fakeMachine(world, { host: 'alpha', boot: 'boot-1', pid: 100, started: '7' });
  const other = fakeMachine(world, { host: 'alpha', boot: 'boot-1', pid: 200, started: '9' });
  return { world, files, me, other };
};
const acquire = async (files: FileSystem, machine: FakeMachine): Promise<WriterLock> =>
  unwrap(await acquireWriterLock(files, machine, '/run'));
const stateFor = async ({ files, me }: Scene): Promise<string> =>
  unwrap(await readWriterLock(files, me, '/run')).state;
const kill = (world: FakeWorld, pid: number): void => {
  world.running.splice(
    world.running.findIndex((process) => process.pid === pid),
    1,
  );
};

describe('the writer lock', () => {
  it('is held by one, then released, then held by the next', async () => {
    const s = await scene();
    expect(await stateFor(s)).toBe('none');
    const lock = await acquire(s.files, s.me);
    expect(await stateFor(s)).toBe('live');
    const refused = await acquireWriterLock(s.files, s.other, '/run');
    expect(refused).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    expect(refused.ok ? '' : refused.error.message).toContain('Process 100 on alpha');
    unwrap(await lock.release());
    expect(await stateFor(s)).toBe('released');
    const next = await acquire(s.files, s.other);
    expect(next.generation).toBe(2);
    expect(s.files.allFiles()).toEqual(['/run/writer-2.lock']);
  });

  it('is let go for a part of this process that has ended, never for another process', async () => {
    const s = await scene();
    await acquire(s.files, s.other);
    expect(await releaseOwnLock(s.files, s.me, '/run')).toEqual({ ok: true, value: false });
    expect(await stateFor(s)).toBe('live');
    expect(await releaseOwnLock(s.files, s.other, '/run')).toEqual({ ok: true, value: true });
    expect(await stateFor(s)).toBe('released');
    expect((await acquire(s.files, s.me)).generation).toBe(2);
  });

  it('refuses its own process too', async () => {
    const { files, me } = await scene();
    await acquire(files, me);
    expect(await acquireWriterLock(files, me, '/run')).toMatchObject({
      ok: false,
      error: { code: 'run.locked' },
    });
  });

  it('is stale once its process is dead, recycled, or from before a restart', async () => {
    for (const happen of [
      (s: Scene) => kill(s.world, 200),
      (s: Scene) => {
        kill(s.world, 200);
        s.world.running.push({ host: 'alpha', boot: 'boot-1', pid: 200, started: '5000' });
      },
    ]) {
      const s = await scene();
      await acquire(s.files, s.other);
      expect(await stateFor(s)).toBe('live');
      happen(s);
      expect(await stateFor(s)).toBe('stale');
      expect((await acquire(s.files, s.me)).generation).toBe(2);
    }
    const s = await scene();
    await acquire(s.files, s.other);
    const rebooted = fakeMachine(s.world, { host: 'alpha', boot: 'boot-2', pid: 100, started: '7' });
    expect((await acquire(s.files, rebooted)).generation).toBe(2);
  });

  it('of a process that cannot be seen is judged by its heartbeat', async () => {
    const s = await scene();
    const far = fakeMachine(s.world, { host: 'beta', boot: 'boot-9', pid: 1 });
    const lock = await acquire(s.files, far);
    s.me.pass(heartbeatLimitMs);
    expect(await stateFor(s)).toBe('live');
    unwrap(await lock.heartbeat());
    s.me.pass(heartbeatLimitMs);
    expect(await stateFor(s)).toBe('live');
    s.me.pass(1);
    expect(await stateFor(s)).toBe('stale');
    await acquire(s.files, s.me);
    expect(await lock.heartbeat()).toMatchObject({ ok: false, error: { code: 'run.locked' } });
  });

  it('of a live process is never stale, however long it was silent', async () => {
    const s = await scene();
    await acquire(s.files, s.other);
    s.me.pass(100 * heartbeatLimitMs);
    expect(await stateFor(s)).toBe('live');
  });

  it('that is damaged is judged by its heartbeat', async () => {
    const s = await scene();
    await acquire(s.files, s.other);
    s.files.setContent('/run/writer-1.lock', new Uint8Array([1, 2, 3]));
    expect(await stateFor(s)).toBe('live');
    s.me.pass(heartbeatLimitMs + 1);
    expect(await stateFor(s)).toBe('stale');
  });

  it('goes to exactly one of many who want it at once, whatever the order of their steps', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { world, files } = await scene();
      let state = seed;
      const random = (): number => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
      // Lets other tasks go first before each step, a random number of times.
      const dithering = new Proxy(files, {
        get: (target, name: keyof FileSystem) => {
          const method = target[name] as (...args: unknown[]) => unknown;
          return async (...args: unknown[]) => {
            for (let i = Math.floor(random() * 12); i > 0; i--) await Promise.resolve();
            return method(...args);
          };
        },
      });
      const dead = await acquire(
        files,
        fakeMachine(world, { host: 'alpha', boot: 'boot-0', pid: 9, started: '1' }),
      );
      let holders = 0;
      const contend = async (pid: number): Promise<void> => {
        const machine = fakeMachine(world, { host: 'alpha', boot: 'boot-1', pid, started: '7' });
        for (let i = 0; i < 3; i++) {
          const lock = await acquireWriterLock(dithering, machine, '/run');
          if (!lock.ok) {
            expect(lock.error.code).toBe('run.locked');
            continue;
          }
          expect(++holders, `seed ${seed}`).toBe(1);
          expect(lock.value.generation).toBeGreaterThan(dead.generation);
          for (let k = 0; k < 30; k++) await Promise.resolve();
          holders--;
          unwrap(await lock.value.release());
        }
      };
      await Promise.all([300, 301, 302, 303].map(contend));
    }
  });

  it('is not won from an old look at the folder', async () => {
    const { world, files } = await scene();
    const machines = [1, 2, 3].map((pid) =>
      fakeMachine(world, { host: 'alpha', boot: 'boot-1', pid: 500 + pid, started: '7' }),
    );
    unwrap(await (await acquire(files, machines[0]!)).release());
    // The slow one has seen number 1 released; before it takes number 2, others have come, gone and come.
    const slow: FileSystem = {
      ...files,
      open: async (path, mode) => {
        if (mode === 'create') {
          unwrap(await (await acquire(files, machines[1]!)).release());
          await acquire(files, machines[2]!);
        }
        return files.open(path, mode);
      },
    };
    const late = await acquireWriterLock(slow, machines[0]!, '/run');
    expect(late).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    const { state, owner } = unwrap(await readWriterLock(files, machines[0]!, '/run'));
    expect([state, owner?.pid]).toEqual(['live', 503]);
  });

  it('is not taken, and not lost for others, when any step fails', async () => {
    for (let at = 0; ; at++) {
      const s = await scene();
      await acquire(s.files, s.other);
      kill(s.world, 200);
      const faulty = faultyFileSystem(s.files, { at, kind: 'error', lasts: 'forever' });
      const lock = await acquireWriterLock(faulty, s.me, '/run');
      if (lock.ok) {
        expect(at).toBeGreaterThan(10);
        return;
      }
      expect(lock.error.code).toBe('store.failed');
      kill(s.world, 100);
      const next = fakeMachine(s.world, { host: 'alpha', boot: 'boot-1', pid: 400, started: '7' });
      await acquire(s.files, next);
    }
  });
});
