/** The processes of an application on Linux, from /proc: what they are, the memory that they have, the processor time that they took. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface ProcessFacts {
  readonly pid: number;
  readonly kind: string;
  /** Since its start, in ms of processor time. */
  readonly cpuMs: number;
  /** After the machine's start, in ms. */
  readonly startedMs: number;
  /** In bytes; proportional and private are undefined where the kernel does not tell (sandboxed processes of another user). */
  readonly resident: number;
  readonly proportional: number | undefined;
  /** Its share without pages of files, which the system can drop and read again. */
  readonly withoutFiles: number | undefined;
  readonly privately: number | undefined;
}

/** Of every Linux that Node runs on. */
const TICK_MS = 10;
const PAGE = 4096;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
  readonly startedMs: number;
  readonly resident: number;
}

const readStat = (pid: number): Stat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name stands in brackets and may hold anything; the numbers after it count from the third
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (number: number): number => Number(fields[number - 3]);
    return {
      pid,
      parent: at(4),
      cpuMs: TICK_MS * (at(14) + at(15)),
      startedMs: TICK_MS * at(22),
      resident: PAGE * at(24),
    };
  } catch {
    return undefined;
  }
};

const kindOf = (pid: number): string => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/\0| (?=--)/);
    const value = (name: string): string | undefined =>
      words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
    const type = value('type');
    if (type !== 'utility') return type ?? (words[0]?.includes('crashpad') ? 'crashpad' : 'main');
    return value('utility-sub-type')?.includes('Node') ? 'engine' : 'network and other services';
  } catch {
    return 'gone';
  }
};

const readRollup = (
  pid: number,
): { proportional: number; withoutFiles: number; privately: number } | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kib = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    return {
      proportional: 1024 * kib('Pss'),
      withoutFiles: 1024 * (kib('Pss_Anon') + kib('Pss_Shmem')),
      privately: 1024 * (kib('Private_Clean') + kib('Private_Dirty')),
    };
  } catch {
    return undefined;
  }
};

/** The process and all that it started, and those that they started. Nothing on systems without /proc. */
export const treeOf = (root: number): readonly ProcessFacts[] => {
  if (!existsSync('/proc/self/stat')) return [];
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? []);
  const inside = new Set([root]);
  for (let before = 0; before !== inside.size; ) {
    before = inside.size;
    for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid);
  }
  return all
    .filter(({ pid }) => inside.has(pid))
    .map(({ pid, cpuMs, startedMs, resident }) => {
      const rollup = readRollup(pid);
      return {
        pid,
        kind: kindOf(pid),
        cpuMs,
        startedMs,
        resident,
        proportional: rollup?.proportional,
        withoutFiles: rollup?.withoutFiles,
        privately: rollup?.privately,
      };
    });
};
