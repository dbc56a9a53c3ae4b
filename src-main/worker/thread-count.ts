/**
 * How many threads are worth starting. Two hardware threads of one core share its arithmetic units, which one kernel fills, so
 * cores count; one core is left to the rest of the machine, because an interrupted thread holds up all others.
 * Proof: test/unit/main/worker/thread-count.test.ts.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** `0-2,5` (the list format of Linux) as a set. */
const parseCpuList = (list: string): Set<number> => {
  const cpus = new Set<number>();
  for (const range of list.split(',')) {
    const [first, last] = range.split('-').map(Number);
    for (let cpu = first!; cpu <= (last ?? first!); cpu++) cpus.add(cpu);
  }
  return cpus;
};

/**
 * Different (package, core) pairs in the text of /proc/cpuinfo, among the processors that the `Cpus_allowed_list` of
 * /proc/self/status names. Undefined when the text names no cores (it does not on ARM).
 */
export const coresOfCpuinfo = (cpuinfo: string, status: string): number | undefined => {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)/m.exec(status)?.[1];
  const allowed = list === undefined ? undefined : parseCpuList(list);
  const cores = new Set<string>();
  for (const record of cpuinfo.split(/\n\s*\n/)) {
    const field = (name: string): string | undefined =>
      new RegExp(`^${name}\\s*:\\s*(\\d+)`, 'm').exec(record)?.[1];
    const core = field('core id');
    if (core === undefined || allowed?.has(Number(field('processor'))) === false) continue;
    cores.add(`${field('physical id') ?? '0'}/${core}`);
  }
  return cores.size === 0 ? undefined : cores.size;
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Physical cores this process may use: counted on Linux where the machine tells, otherwise guessed as half the hardware threads on
 * x86 and all of them elsewhere. Never more than the hardware threads that affinity and container limits leave.
 */
export const physicalCores = (): number => {
  const hardware = availableParallelism();
  const counted =
    process.platform === 'linux'
      ? coresOfCpuinfo(readText('/proc/cpuinfo'), readText('/proc/self/status'))
      : undefined;
  const guess = process.arch === 'x64' || process.arch === 'ia32' ? Math.ceil(hardware / 2) : hardware;
  return Math.max(1, Math.min(counted ?? guess, hardware));
};

/** Physical cores minus one, at least 1. */
export const defaultThreads = (): number => Math.max(1, physicalCores() - 1);
