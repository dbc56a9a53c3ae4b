/**
 * Averages of all runs of a workspace, made in the background one run at a time, newest wish first. They are made again when rows have
 * come; for a run that goes on, not more often than every two seconds, nor for more than a twentieth of the time.
 * Test: test/unit/main/engine-host/averages.test.ts.
 */
import type { Result } from '../../../src-engine/base/result.ts';

/** The rows that averages are made from. */
export interface RowsKey {
  readonly lastUpdate: number;
  readonly segment: number;
}

export interface AveragesWorld {
  /** The rows of a run as they are now, and whether more are coming; undefined when there are none, or no such run. */
  rowsOf(run: string): (RowsKey & { readonly isRunning: boolean }) | undefined;
  /** The rows that the known averages were made from. */
  knownOf(run: string): RowsKey | undefined;
  /** Makes and keeps them. Answers the rows that they were made from. */
  make(run: string): Promise<Result<RowsKey>>;
  now(): number;
}

export interface Averages {
  /** Has averages made when they are missing or old. */
  consider(run: string): void;
  close(): void;
}

const REST_MS = 2_000;
const SHARE = 20;

const isFresh = (known: RowsKey | undefined, rows: RowsKey): boolean =>
  known?.lastUpdate === rows.lastUpdate && known.segment === rows.segment;

export const createAverages = (world: AveragesWorld): Averages => {
  /** Wishes, the newest last. */
  const wished = new Set<string>();
  /** Not before. */
  const restUntil = new Map<string, number>();
  /** Rows from which no averages could be made. */
  const failed = new Map<string, RowsKey>();
  let isBusy = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  const isDue = (run: string): boolean => {
    const rows = world.rowsOf(run);
    if (rows === undefined || isFresh(world.knownOf(run), rows) || isFresh(failed.get(run), rows)) {
      wished.delete(run);
      return false;
    }
    // a run that has ended waits for nothing
    return !rows.isRunning || (restUntil.get(run) ?? 0) <= world.now();
  };

  const next = async (): Promise<void> => {
    if (isBusy || isClosed) return;
    const run = [...wished].reverse().find(isDue);
    if (run === undefined) {
      sleep();
      return;
    }
    isBusy = true;
    wished.delete(run);
    const rows = world.rowsOf(run)!;
    const began = world.now();
    const made = await world.make(run);
    const took = world.now() - began;
    if (made.ok) failed.delete(run);
    else failed.set(run, rows);
    restUntil.set(run, world.now() + Math.max(REST_MS, SHARE * took));
    isBusy = false;
    if (!isClosed && world.rowsOf(run)?.isRunning === true) wished.add(run);
    void next();
  };

  const sleep = (): void => {
    clearTimeout(timer);
    const waits = [...wished].map((run) => (restUntil.get(run) ?? 0) - world.now());
    if (waits.length === 0) return;
    timer = setTimeout(() => void next(), Math.max(1, Math.min(...waits))).unref();
  };

  return {
    consider: (run) => {
      if (isClosed) return;
      wished.delete(run);
      wished.add(run);
      void next();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};
