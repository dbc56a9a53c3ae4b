import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localMachine, sameBoot } from '../../../../src-main/storage/machine.ts';

describe('this machine', () => {
  const machine = localMachine();

  it('knows itself to be alive', () => {
    expect(machine.self.pid).toBe(process.pid);
    expect(machine.liveness(machine.self)).toBe(existsSync('/proc/self/stat') ? 'alive' : 'unknown');
    expect(localMachine().self).toEqual(machine.self);
  });

  it('knows a process to be gone once it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const other = { ...machine.self, pid: child.pid!, started: 'unlike any' };
    await once(child, 'spawn');
    if (existsSync('/proc/self/stat')) expect(machine.liveness(other)).toBe('gone');
    const { started: _, ...unstamped } = other;
    expect(machine.liveness(unstamped)).toBe('unknown');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(machine.liveness(unstamped)).toBe('gone');
  });

  it('knows nothing of other machines, and everything before its own start to be gone', () => {
    const elsewhere = { ...machine.self, host: 'elsewhere' };
    const before = { ...machine.self, boot: 'another boot' };
    expect(machine.liveness(elsewhere)).toBe('unknown');
    expect(machine.rebootedSince({ ...elsewhere, boot: 'another boot' })).toBe(false);
    expect(machine.liveness(before)).toBe('gone');
    expect(machine.rebootedSince(before)).toBe(true);
    expect(machine.rebootedSince(machine.self)).toBe(false);
  });

  it('compares boots by time with room for clock corrections', () => {
    expect(sameBoot('time:1000', 'time:1100')).toBe(true);
    expect(sameBoot('time:1000', 'time:1200')).toBe(false);
    expect(sameBoot('time:1000', 'ab')).toBe(false);
    expect(sameBoot('ab', 'ab')).toBe(true);
  });

  it('draws tokens that differ', () => {
    expect(machine.token()).toMatch(/^[0-9a-f]{16}$/);
    expect(machine.token()).not.toBe(machine.token());
  });
});
