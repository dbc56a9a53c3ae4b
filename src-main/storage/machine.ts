/**
 * Who is asking, and whether another process is still there: what a lock needs to know about this machine.
 *
 * A process is named by host, boot, pid and start time; the start time tells a recycled pid from the process that
 * wrote it. Linux reads /proc (field 22 of `stat`, in clock ticks since boot). Elsewhere start times of other processes
 * are unknown and the boot is named by its time, which may differ by clock corrections of up to two minutes.
 * Proof: test/unit/main/storage/machine.test.ts.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { errnoOf } from './file-system.ts';

export interface ProcessName {
  readonly host: string;
  readonly boot: string;
  readonly pid: number;
  /** Undefined where this system does not tell. */
  readonly started?: string;
}

/** `gone`: certainly not running; `alive`: certainly; `unknown`: a process of that number runs, or it is elsewhere. */
export type Liveness = 'alive' | 'gone' | 'unknown';

export interface Machine {
  readonly self: ProcessName;
  nowMs(): number;
  /** A fresh random name, 16 hexadecimal digits. */
  token(): string;
  liveness(other: ProcessName): Liveness;
  /** True when `other` ran on this machine before it was last started. */
  rebootedSince(other: Pick<ProcessName, 'host' | 'boot'>): boolean;
}

const timePrefix = 'time:';
const bootToleranceSeconds = 120;

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
};

const bootName = (): string =>
  readText('/proc/sys/kernel/random/boot_id') ?? `${timePrefix}${Math.round(Date.now() / 1000 - uptime())}`;

/** Start time of a process, from the part of /proc/PID/stat after the name in parentheses (which may hold anything). */
const startOf = (pid: number): string | undefined => {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

/** Whether two names stand for the same start of the same machine. */
export const sameBoot = (a: string, b: string): boolean => {
  if (a.startsWith(timePrefix) && b.startsWith(timePrefix))
    return (
      Math.abs(Number(a.slice(timePrefix.length)) - Number(b.slice(timePrefix.length))) <=
      bootToleranceSeconds
    );
  return a === b;
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) === 'EPERM';
  }
};

const thisProcess = (): ProcessName => {
  const started = startOf(process.pid);
  const name = { host: hostname(), boot: bootName(), pid: process.pid };
  return started === undefined ? name : { ...name, started };
};

/** This machine as it is now. */
export const localMachine = (): Machine => {
  const self = thisProcess();
  const rebootedSince: Machine['rebootedSince'] = (other) =>
    other.host === self.host && !sameBoot(other.boot, self.boot);
  return {
    self,
    nowMs: () => Date.now(),
    token: () => randomBytes(8).toString('hex'),
    rebootedSince,
    liveness: (other) => {
      if (other.host !== self.host) return 'unknown';
      if (rebootedSince(other) || !exists(other.pid)) return 'gone';
      const started = startOf(other.pid);
      if (started === undefined || other.started === undefined) return 'unknown';
      return started === other.started ? 'alive' : 'gone';
    },
  };
};
