/**
 * What a window costs while nobody does anything: memory by process, processor time, and what an Electron with an empty window of the
 * same distribution takes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLine } from '../../../e2e/support/launch.ts';
import { type Alone, makeUser, openAlone, openAsUser } from '../application.ts';
import type { Figure } from '../figure.ts';
import { type ProcessFacts, treeOf } from '../process-tree.ts';

const SETTLE_MS = 15_000;
/** In a workspace the engine takes a first close look at all its runs, a hundred every two seconds. */
const LONG_SETTLE_MS = 40_000;
const WATCH_MS = 10_000;
const MB = 1e6;

interface Idle {
  readonly processes: readonly ProcessFacts[];
  /** Processor time in WATCH_MS, in ms, by kind of process. */
  readonly cpu: ReadonlyMap<string, number>;
}

const watch = async (application: Alone, settleMs: number): Promise<Idle> => {
  try {
    await pause(settleMs);
    const before = new Map(treeOf(application.pid).map(({ pid, cpuMs }) => [pid, cpuMs]));
    await pause(WATCH_MS);
    const processes = treeOf(application.pid);
    const cpu = new Map<string, number>();
    for (const { pid, kind, cpuMs } of processes)
      cpu.set(kind, (cpu.get(kind) ?? 0) + cpuMs - (before.get(pid) ?? 0));
    return { processes, cpu };
  } finally {
    await application.end();
  }
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

type Measure = (one: ProcessFacts) => number;
/** What several processes share is counted once. What the kernel does not tell counts as resident. */
const withFiles: Measure = ({ proportional, resident }) => proportional ?? resident;
/** Pages of files, above all of Electron's program, are left out: the system can drop them and read them again. */
const withoutFiles: Measure = (one) => one.withoutFiles ?? one.resident;
const residents: Measure = ({ resident }) => resident;

const totals = (idle: readonly Idle[], of: Measure): readonly number[] =>
  idle.map(({ processes }) => sum(processes.map(of)) / MB);
const cpuOf = ({ cpu }: Idle): number => sum([...cpu.values()]);

const byKind = (idle: readonly Idle[], of: Measure): string => {
  const { processes } = idle[0]!;
  const kinds = [...new Set(processes.map(({ kind }) => kind))];
  return kinds
    .map((kind) => `${kind} ${Math.round(sum(processes.filter((one) => one.kind === kind).map(of)) / MB)}`)
    .join(', ');
};

/** A window and nothing in it: the least that this Electron takes. */
const emptyElectron = (home: string): Alone => {
  const folder = join(home, 'empty');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"empty","main":"main.js"}');
  writeFileSync(
    join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 840 }).loadURL('about:blank'));`,
  );
  const command = commandLine(home, []);
  return openAlone([...command.slice(0, -1), folder], home, false);
};

const repeated = async (
  rounds: number,
  settleMs: number,
  open: (home: string) => Alone,
): Promise<readonly Idle[]> => {
  const all: Idle[] = [];
  for (let i = 0; i < rounds; i++) {
    const user = makeUser();
    all.push(await watch(open(user.home), settleMs));
    user.remove();
  }
  return all;
};

const cpuByKind = (idle: readonly Idle[]): string =>
  [...idle[0]!.cpu]
    .filter(([, ms]) => ms > 0)
    .map(([kind, ms]) => `${kind} ${ms}`)
    .join(', ');

export const measureIdle = async (rounds: number, workspace: string): Promise<readonly Figure[]> => {
  if (process.platform !== 'linux') {
    console.error('Memory and processor time of an idle window are measured on Linux only.');
    return [];
  }
  const home = await repeated(rounds, SETTLE_MS, (user) => openAsUser(user, false));
  const open = await repeated(rounds, LONG_SETTLE_MS, (user) => openAsUser(user, false, workspace));
  const empty = await repeated(rounds, SETTLE_MS, emptyElectron);
  const memory = (title: string, idle: readonly Idle[], of: Measure): Figure => ({
    title,
    unit: 'MB',
    samples: totals(idle, of),
    remark: byKind(idle, of),
  });
  const wanted = { target: 300, judged: 'median' } as const;
  return [
    { ...memory('Memory of an idle window without pages of files', home, withoutFiles), ...wanted },
    memory('. the same with a workspace of 1,000 runs', open, withoutFiles),
    memory('. this Electron with an empty window', empty, withoutFiles),
    { ...memory('Memory of an idle window with its share of pages of files', home, withFiles), ...wanted },
    memory('. the same with a workspace of 1,000 runs', open, withFiles),
    memory('. this Electron with an empty window', empty, withFiles),
    memory('. resident memory, shared pages counted in each process', home, residents),
    {
      title: 'Processor time of an idle window in 10 s',
      unit: 'ms',
      samples: home.map(cpuOf),
      target: 100,
      judged: 'median',
      remark: cpuByKind(home),
    },
    {
      title: '. the same with a workspace of 1,000 runs',
      unit: 'ms',
      samples: open.map(cpuOf),
      target: 100,
      judged: 'median',
      remark: `${cpuByKind(open)}; the engine looks every 2 s for what other processes did`,
    },
    { title: '. this Electron with an empty window', unit: 'ms', samples: empty.map(cpuOf) },
  ];
};
