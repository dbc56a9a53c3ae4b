/** A machine whose clock, processes and boots the test decides on. */
import type { Machine, ProcessName } from '../../src-main/storage/machine.ts';

export interface FakeMachine extends Machine {
  /** Lets time pass. */
  pass(ms: number): void;
}

export interface FakeWorld {
  /** Processes that run now, by host. */
  readonly running: ProcessName[];
  nowMs: number;
  tokens: number;
}

export const fakeWorld = (): FakeWorld => ({
  running: [],
  nowMs: Date.UTC(2026, 10, 21, 14, 25, 30),
  tokens: 0,
});

/** The machine as the process `self` sees it; several may share one world. */
export const fakeMachine = (
  world: FakeWorld = fakeWorld(),
  self: ProcessName = { host: 'alpha', boot: 'boot-1', pid: 100, started: '7' },
): FakeMachine => {
  world.running.push(self);
  const rebootedSince: Machine['rebootedSince'] = (other) =>
    other.host === self.host && other.boot !== self.boot;
  return {
    self,
    nowMs: () => world.nowMs,
    pass: (ms) => {
      world.nowMs += ms;
    },
    // Spread over 64 bits, so that the first digits differ too.
    token: () =>
      ((BigInt(++world.tokens) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn).toString(16).padStart(16, '0'),
    rebootedSince,
    liveness: (other) => {
      if (other.host !== self.host) return 'unknown';
      if (rebootedSince(other)) return 'gone';
      const found = world.running.find((entry) => entry.host === other.host && entry.pid === other.pid);
      if (found === undefined) return 'gone';
      if (found.started === undefined || other.started === undefined) return 'unknown';
      return found.started === other.started ? 'alive' : 'gone';
    },
  };
};
