/**
 * What other processes do to the runs of an open workspace, found by looking at files every two seconds: runs that came and went, runs
 * that others work on, and silence. With a thousand runs this looks at one folder, at those that run, and at the logs of some of the rest.
 * Test: test/unit/main/engine-host/follow-others.test.ts.
 */

import type { Failure } from '../../../src-engine/base/result.ts';
import { paceOf } from '../../analysis/silence.ts';
import type { FileSystem } from '../../storage/file-system.ts';
import { inParallel } from '../../storage/in-parallel.ts';
import { runPaths } from '../../workspace/layout.ts';
import { runIdsIn } from '../../workspace/run-ids.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { RunBook } from './run-book.ts';

export interface FollowWorld {
  readonly files: FileSystem;
  readonly folder: string;
  readonly book: RunBook;
  workspace(): Workspace;
  nowMs(): number;
  /** Whether this engine works on a run: it tells what it does by itself. */
  isOurs(run: string): boolean;
  onSilence(run: string, seconds: number): void;
  /** After each look around; why there is nothing to look at, when there is not. */
  onTurn(gone: Failure | undefined): void;
}

/** Logs looked at in one turn, of runs that nobody seems to work on. */
const OTHERS_PER_TURN = 100;
const WIDTH = 16;
const DEFAULT_STALL_FACTOR = 20;

export interface Follower {
  /** One look around. */
  turn(): Promise<void>;
  start(everyMs: number): void;
  stop(): void;
}

export const followOthers = (world: FollowWorld): Follower => {
  const { files, folder, book } = world;
  /** Size and time of logs at the last look. */
  const seen = new Map<string, string>();
  const silent = new Set<string>();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  /** Rate and silence of a run that goes on. */
  const pace = async (run: string): Promise<void> => {
    const entry = book.entries.get(run);
    if (entry === undefined || entry.summary.state !== 'running') {
      if (silent.delete(run)) book.change(run, { pace: undefined });
      return;
    }
    const factor = entry.facts?.stallFactor ?? DEFAULT_STALL_FACTOR;
    const found = await paceOf(files, world.workspace(), entry.summary, factor, world.nowMs());
    if (!found.ok) return;
    const seconds = found.value.silent;
    book.change(run, {
      pace: {
        secondsPerUpdate: found.value.usual,
        silentSeconds: seconds === undefined ? undefined : Math.round(seconds),
      },
    });
    if (seconds !== undefined && !silent.has(run)) world.onSilence(run, seconds);
    if (seconds !== undefined) silent.add(run);
    else silent.delete(run);
  };

  const lookAtLog = async (run: string): Promise<void> => {
    const facts = await files.facts(runPaths(folder, run).log).catch(() => undefined);
    const now = `${facts?.size}/${facts?.modifiedMs}`;
    const before = seen.get(run);
    seen.set(run, now);
    // the first look is a close one, too: the book may be older than it
    if (before !== now) await book.refresh(run);
  };

  const turn = async (): Promise<void> => {
    const ids = await runIdsIn(files, folder);
    if (!ids.ok) return world.onTurn(ids.error);
    const present = new Set(ids.value);
    for (const run of [...book.entries.keys()]) if (!present.has(run)) book.remove(run);
    const running: string[] = [];
    const others: string[] = [];
    for (const run of ids.value) {
      const state = book.entries.get(run)?.summary.state;
      (state === undefined || state === 'running' || world.isOurs(run) ? running : others).push(run);
    }
    for (const run of running) {
      if (!world.isOurs(run)) await book.refresh(run);
      await pace(run);
    }
    if (next >= others.length) next = 0;
    const some = others.slice(next, next + OTHERS_PER_TURN);
    next += some.length;
    await inParallel(some, WIDTH, lookAtLog);
    world.onTurn(undefined);
  };

  const schedule = (everyMs: number): void => {
    timer = setTimeout(() => {
      void turn()
        .catch(() => {})
        .then(() => {
          if (!isStopped) schedule(everyMs);
        });
    }, everyMs).unref();
  };

  return {
    turn,
    start: schedule,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
};
