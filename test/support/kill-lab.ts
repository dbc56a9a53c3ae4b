/**
 * Runs as processes that are killed -9 again and again, by their progress rather than by the clock, and everything that a run has made known, so that two runs can be
 * compared bit for bit. Test: test/crash/learned-kill.test.ts.
 */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { unwrap } from '../../src-engine/base/result.ts';
import { inspect, readConfiguration, readScalar } from '../../src-engine/format/index.ts';
import { decodeSafetensors } from '../../src-engine/learn/model/safetensors.ts';
import type { Tensor } from '../../src-engine/learn/model/tensor.ts';
import { memorySource } from '../../src-engine/ports/byte-source.ts';
import { openWorkspace, type RunSummary, type Workspace } from '../../src-main/workspace/workspace.ts';

const program = fileURLToPath(new URL('../../src-main/cli/plaquette.ts', import.meta.url));

export interface Life {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly told: string;
}

export interface LifeOptions {
  /** Kills the process when this answers true, asked every other millisecond with what the process has told so far. */
  readonly isOver?: (told: string) => boolean;
  /** Milliseconds from then on. */
  readonly after?: number;
}

/** One process of the command line, from its start to its end. */
export const live = (workspace: string, args: readonly string[], options: LifeOptions = {}): Promise<Life> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [program, '--workspace', workspace, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
    });
    const { isOver, after = 0 } = options;
    const watch =
      isOver &&
      setInterval(() => {
        if (!isOver(told)) return;
        clearInterval(watch);
        setTimeout(() => child.kill('SIGKILL'), after);
      }, 2);
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, told });
    });
  });

/** Update of the newest checkpoint of a run; -1 for none. Files may go while one looks. */
export const checkpointed = ({ paths }: RunSummary): number => {
  try {
    const names = readdirSync(paths.checkpoints).filter((name) => name.endsWith('.json'));
    return Math.max(-1, ...names.map((name) => Number.parseInt(name, 10)));
  } catch {
    return -1;
  }
};

/** A sequence in (0, 1) that is the same every time. */
export const sequence = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** What a run has made known: rows by series and update, numbers of saved fields by update. */
export interface Known {
  readonly values: ReadonlyMap<string, ReadonlyMap<number, number>>;
  readonly fields: ReadonlyMap<number, Float64Array>;
}

export const nothing: Known = { values: new Map(), fields: new Map() };

const fieldIn = async (bytes: Uint8Array): Promise<Float64Array> => {
  const source = memorySource(bytes);
  const report = unwrap(await inspect(source, {}));
  expect(report.status).toBe('intact');
  if (report.content === 'scalar') return unwrap(await readScalar(source)).values;
  return unwrap(await readConfiguration(source)).configuration.links;
};

const knownOf = async (workspace: Workspace, run: RunSummary): Promise<Known> => {
  const values = new Map<string, Map<number, number>>();
  for (const name of unwrap(await workspace.seriesNames(run.id))) {
    if (name === 'seconds') continue;
    const { update, value } = unwrap(await workspace.readSeries(run.id, name));
    values.set(name, new Map(Array.from(update, (u, i) => [u, value[i]!])));
  }
  const fields = new Map<number, Float64Array>();
  for (const { file, update } of unwrap(await workspace.configurations(run.id)))
    fields.set(update, await fieldIn(readFileSync(join(run.paths.configurations, file))));
  return { values, fields };
};

/** As a process that comes later finds it; the only run of the folder, or the one named. */
export const look = async (
  folder: string,
  name?: string,
): Promise<{ readonly run: RunSummary; readonly known: Known }> => {
  const workspace = unwrap(await openWorkspace(folder));
  try {
    const run = unwrap(await workspace.listRuns()).find((one) => name === undefined || one.name === name)!;
    return { run, known: await knownOf(workspace, run) };
  } finally {
    await workspace.close();
  }
};

export const expectPartOf = (part: Known, whole: Known): void => {
  for (const [name, rows] of part.values)
    for (const [update, value] of rows)
      expect([name, update, whole.values.get(name)?.get(update)]).toEqual([name, update, value]);
  for (const [update, field] of part.fields)
    expect([update, whole.fields.get(update)]).toEqual([update, field]);
};

/** What a training can go on from: parameters and moments by name, and its progress. */
export const trainingState = async (
  folder: string,
  run: RunSummary,
): Promise<{ readonly tensors: readonly Tensor[]; readonly progress: unknown }> => {
  const workspace = unwrap(await openWorkspace(folder));
  try {
    const { checkpoint } = unwrap(await workspace.latestCheckpoint(run.id));
    const { tensors, metadata } = unwrap(decodeSafetensors(readFileSync(checkpoint.files[0]!.path)));
    return { tensors, progress: JSON.parse(metadata.progress!) };
  } finally {
    await workspace.close();
  }
};
