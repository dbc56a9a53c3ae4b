/**
 * The entry of the thread of one run: carries it out with a workspace handle and compute threads of its own, tells what has become
 * durable, and ends with the run. The index is left to the engine, whose loop is free while updates keep this one busy. Test: test/unit/main/engine-host/engine-life.test.ts, test/crash/engine-kill.test.ts.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Progress } from '../../src-engine/run/progress.ts';
import { carryOutRun } from '../run/carry-out-run.ts';
import { StopFlag } from '../run/stop-request.ts';
import type { RunWriter } from '../workspace/run-writer.ts';
import { localHost, openWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { FromRunThread, RunThreadData, ToRunThread } from './run/run-thread-message.ts';

const data = workerData as RunThreadData;
const port = parentPort!;
const tell = (message: FromRunThread): void => port.postMessage(message);

/** As the run's meter says after the newest update, which may be ahead of the disk. */
let newest: { readonly progress: Progress; readonly phase: string } | undefined;
let logged = false;

const tellProgress = (done: number, plaquette: number | undefined): void => {
  if (newest === undefined) return;
  const { total, rate, remaining, remainingError } = newest.progress;
  tell({
    kind: 'progress',
    progress: {
      done,
      total,
      rate: rate ?? null,
      remainingSeconds: remaining ?? null,
      remainingError: remainingError ?? null,
      phase: newest.phase,
      plaquette: plaquette ?? null,
    },
  });
};

/** The same writer; what it has made durable is told. */
const watched = (writer: RunWriter): RunWriter => {
  const afterLog = <A extends readonly unknown[], R extends { readonly ok: boolean }>(
    write: (...args: A) => Promise<R>,
    onWritten: (...args: A) => void = () => {},
  ) => {
    return async (...args: A): Promise<R> => {
      // before the write: the change is told before this call returns
      logged = true;
      const written = await write(...args);
      if (written.ok) onWritten(...args);
      return written;
    };
  };
  const setState = afterLog(writer.setState);
  /** Updates whose configurations are not durable yet. */
  const saved: number[] = [];
  return {
    ...writer,
    setState: async (change) => {
      if (change.state !== 'running') tell({ kind: 'ending' });
      return setState(change);
    },
    appendEvent: afterLog(writer.appendEvent, (kind, { update, kind: about, message, remedy }) => {
      if (kind === 'alarm')
        tell({
          kind: 'alarm',
          alarm: {
            time: new Date().toISOString(),
            update: Number(update),
            kind: String(about),
            message: String(message),
            remedy: String(remedy),
          },
        });
    }),
    stageConfiguration: async (facts, body) => {
      const staged = await writer.stageConfiguration(facts, body);
      if (staged.ok) saved.push(facts.update);
      return staged;
    },
    keepConfigurations: afterLog(writer.keepConfigurations, () => {
      for (const update of saved.splice(0)) tell({ kind: 'saved', update });
    }),
    writeCheckpoint: afterLog(writer.writeCheckpoint),
    appendMetrics: async (rows) => {
      const appended = await writer.appendMetrics(rows);
      const last = rows.at(-1);
      const plaquette = last?.values.plaquette;
      if (appended.ok && last !== undefined)
        tellProgress(last.update, typeof plaquette === 'number' ? plaquette : undefined);
      return appended;
    },
  };
};

const onChange = (): void => {
  tell({ kind: 'written', logged });
  logged = false;
};

const watching = (workspace: Workspace): Workspace => ({
  ...workspace,
  openWriter: async (id) => {
    const opened = await workspace.openWriter(id, onChange);
    return opened.ok ? { ok: true, value: watched(opened.value) } : opened;
  },
});

const host = { ...localHost(), index: data.index, heartbeatMs: data.heartbeatMs, check: 'none' } as const;

const main = async (): Promise<void> => {
  const opened = await openWorkspace(data.folder, host);
  if (!opened.ok) {
    tell({ kind: 'ended', result: opened });
    return;
  }
  const workspace = opened.value;
  const found = await workspace.getRun(data.run);
  if (!found.ok) {
    tell({ kind: 'ended', result: found });
    return;
  }
  const stop = new StopFlag(found.value.paths.folder);
  port.on('message', (message: ToRunThread) => {
    if (message === 'stop') stop.ask();
  });
  try {
    const result = await carryOutRun(watching(workspace), data.run, {
      codeVersion: data.version,
      stop,
      ...(data.threads === null ? {} : { threads: data.threads }),
      ...(data.budget === undefined ? {} : { budget: data.budget }),
      ...(data.watchProcessors === undefined ? {} : { watchProcessors: data.watchProcessors }),
      onStart: ({ threads, fromUpdate, problems }) =>
        tell({ kind: 'started', threads, fromUpdate, problems }),
      onUpdate: (_row, progress, phase) => {
        newest = { progress, phase };
      },
    });
    tell({ kind: 'ended', result });
  } finally {
    await workspace.close();
  }
};

await main();
// listening does not keep the thread alive any longer
port.unref();
