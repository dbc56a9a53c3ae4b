/**
 * What the engine knows of every run of an open workspace, brought up to date from disk, and told to clients as far as it changed.
 * Test: test/unit/main/engine-host/run-handlers.test.ts, engine-trouble.test.ts.
 */
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { EngineEvents, RunMark, RunRow } from '../../contract/index.ts';
import { readSpecOf } from '../../run/spec-of-run.ts';
import { inParallel } from '../../storage/in-parallel.ts';
import { byAge } from '../../workspace/by-age.ts';
import { noMark, readMark } from '../../workspace/marks.ts';
import type { RunSummary } from '../../workspace/run-summary.ts';
import type { Workspace, WorkspaceHost } from '../../workspace/workspace.ts';
import type { RunStatus } from '../run/supervisor.ts';
import { type Averages, readAverages } from './kept-averages.ts';
import { buildRow, type Pace, sameProgress, sameRow } from './run-row.ts';
import { factsOfSpec, readSpecFacts, type SpecFacts } from './spec-facts.ts';

export interface BookWorld {
  readonly host: WorkspaceHost;
  workspace(): Workspace;
  statusOf(run: string): RunStatus;
  tell<N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]): void;
  /** Rows of a run may have come. */
  onRows(run: string): void;
  onProblem(problem: Failure): void;
}

export interface BookEntry {
  readonly summary: RunSummary;
  /** Null when spec.toml cannot be read, undefined while it has not been. */
  readonly facts: SpecFacts | null | undefined;
  readonly averages: Averages | undefined;
  readonly mark: RunMark;
  readonly pace: Pace | undefined;
}

interface Entry extends BookEntry {
  readonly told: RunRow | undefined;
}

interface Looking {
  readonly now: Promise<Result<RunRow>>;
  /** The look after this one, if somebody wants it. */
  next: Promise<Result<RunRow>> | undefined;
}

export interface RunBook {
  /** Every run, oldest first, as the disk says now. */
  list(): Promise<Result<readonly RunRow[]>>;
  /** What is known without looking. */
  readonly entries: ReadonlyMap<string, BookEntry>;
  rowOf(run: string): RunRow | undefined;
  /** Looks closely at one run; tells what changed. */
  refresh(run: string): Promise<Result<RunRow>>;
  /** Takes in something that is known already. */
  change(run: string, change: Partial<Omit<BookEntry, 'summary'>>): void;
  /** Its place in the queue, or its thread, has something new. */
  touch(run: string): void;
  remove(run: string): void;
  /** It has ended, and nothing can be read of it now. */
  lose(run: string): void;
  close(): void;
}

const WIDTH = 32;
/** For specifications that are not in the cache; later ones follow in the background. */
const FACTS_BUDGET_MS = 100;
const PROGRESS_MS = 250;

export const createRunBook = (world: BookWorld): RunBook => {
  const { files, machine } = world.host;
  const entries = new Map<string, Entry>();
  const looking = new Map<string, Looking>();
  const progressed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isLoaded = false;
  let isClosed = false;

  const rowFrom = (id: string, entry: Entry): RunRow =>
    buildRow({ ...entry, facts: entry.facts ?? undefined, status: world.statusOf(id) });

  const tellProgress = (): void => {
    timer = undefined;
    const runs = [...progressed].flatMap((run) => {
      const told = entries.get(run)?.told;
      const plaquette = world.statusOf(run).progress?.plaquette ?? null;
      return told === undefined ? [] : [{ run, progress: told.progress, plaquette }];
    });
    progressed.clear();
    if (runs.length > 0) world.tell('run.progressed', { runs });
  };

  /** Tells what is new about a run. */
  const tell = (id: string): void => {
    const entry = entries.get(id);
    if (entry === undefined || isClosed) return;
    const row = rowFrom(id, entry);
    const { told } = entry;
    entries.set(id, { ...entry, told: row });
    if (told === undefined || !sameRow(told, row)) world.tell('run.changed', { row });
    else if (!sameProgress(told, row)) {
      progressed.add(id);
      timer ??= setTimeout(tellProgress, PROGRESS_MS).unref();
    }
  };

  const readFacts = async (id: string, sha256: string | undefined): Promise<SpecFacts | null> => {
    const spec = await readSpecOf(world.workspace(), id);
    if (!spec.ok) return null;
    const facts = factsOfSpec(spec.value);
    if (sha256 !== undefined) world.workspace().cache.keepSpecFacts(sha256, facts);
    return facts;
  };

  const markOf = async (summary: RunSummary): Promise<RunMark> => {
    const read = await readMark(files, summary.paths.folder, machine.nowMs());
    if (read.problem !== undefined) world.onProblem(read.problem);
    return read.value ?? noMark;
  };

  const put = (id: string, summary: RunSummary, more: Partial<BookEntry>): void => {
    const before = entries.get(id);
    const base = before ?? {
      facts: undefined,
      averages: undefined,
      mark: noMark,
      pace: undefined,
      told: undefined,
    };
    entries.set(id, { ...base, ...more, summary });
    if (before?.summary.lastUpdate !== summary.lastUpdate || before?.summary.segment !== summary.segment)
      world.onRows(id);
  };

  const look = async (id: string): Promise<Result<RunRow>> => {
    const summary = await world.workspace().getRun(id);
    if (!summary.ok) {
      if (summary.error.code === 'run.notFound') remove(id);
      return summary;
    }
    const known = entries.get(id)?.facts;
    const facts = known ?? (await readFacts(id, summary.value.specSha256));
    put(id, summary.value, { facts, mark: await markOf(summary.value) });
    tell(id);
    const entry = entries.get(id);
    return entry === undefined ? goneRun : ok(rowFrom(id, entry));
  };

  const remove = (id: string): void => {
    if (!entries.delete(id)) return;
    progressed.delete(id);
    world.tell('run.removed', { run: id });
  };

  const later = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      if (isClosed) return;
      await refresh(id);
    }
  };

  const begin = (id: string): Promise<Result<RunRow>> => {
    const now = look(id);
    const entry: Looking = { now, next: undefined };
    looking.set(id, entry);
    void now
      .catch(() => {})
      .then(() => {
        if (looking.get(id) === entry) looking.delete(id);
      });
    return now;
  };

  /** One look at a time; all who come meanwhile share the next one, which is newer than their wish. */
  const refresh = (id: string): Promise<Result<RunRow>> => {
    const entry = looking.get(id);
    if (entry === undefined) return begin(id);
    entry.next ??= entry.now.catch(() => {}).then(() => begin(id));
    return entry.next;
  };

  /** Puts what a glance shows into the book. Answers the runs that need a closer look. */
  const takeIn = async (runs: readonly RunSummary[]): Promise<readonly string[]> => {
    const fresh = runs.filter(({ id }) => !entries.has(id));
    const kept = fresh.length === 0 ? undefined : world.workspace().cache;
    const facts = kept?.specFacts();
    const averages = kept?.summaries();
    const until = performance.now() + FACTS_BUDGET_MS;
    const unread: string[] = [];
    await inParallel(runs, WIDTH, async (summary) => {
      const { id, specSha256 } = summary;
      if (entries.has(id)) {
        put(id, summary, {});
        return;
      }
      const cached = specSha256 === undefined ? undefined : readSpecFacts(facts?.get(specSha256));
      const inTime = performance.now() < until;
      if (cached === undefined && !inTime) unread.push(id);
      put(id, summary, {
        facts: cached ?? (inTime ? await readFacts(id, specSha256) : undefined),
        averages: readAverages(averages?.get(id)),
        mark: await markOf(summary),
      });
    });
    return unread;
  };

  return {
    entries,
    refresh,
    remove,
    rowOf: (id) => {
      const entry = entries.get(id);
      return entry === undefined ? undefined : rowFrom(id, entry);
    },
    list: async () => {
      const glance = await world.workspace().glance();
      if (!glance.ok) return glance;
      const { lagging } = glance.value;
      const runs = byAge(glance.value.runs);
      const unread = await takeIn(runs);
      const present = new Set(runs.map(({ id }) => id));
      for (const id of [...entries.keys()]) if (!present.has(id)) remove(id);
      const rows = runs.map(({ id }) => {
        const entry = entries.get(id)!;
        if (isLoaded) tell(id);
        else entries.set(id, { ...entry, told: rowFrom(id, entry) });
        return entries.get(id)!.told!;
      });
      isLoaded = true;
      void later([...new Set([...lagging, ...unread])]).catch(() => {});
      return ok(rows);
    },
    change: (id, change) => {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entries.set(id, { ...entry, ...change });
      tell(id);
    },
    touch: tell,
    lose: (id) => {
      const entry = entries.get(id);
      if (entry === undefined) return;
      const reason = 'It ended while its folder could not be reached.';
      entries.set(id, { ...entry, summary: { ...entry.summary, state: 'crashed', reason } });
      tell(id);
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
};

const goneRun = fail('run.notFound', 'This run is not there any more.', 'Look at the list of runs.');
