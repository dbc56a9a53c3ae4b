/**
 * Starting and stopping the runs of a session, and what follows when a run's thread says something or ends.
 * Test: test/unit/main/engine-host/engine-life.test.ts.
 */

import { checkMemory } from '../../../src-engine/api/spec/memory.ts';
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { RunRow } from '../../contract/index.ts';
import { requestCheckpoint } from '../../run/checkpoint-request.ts';
import { readSpecOf } from '../../run/spec-of-run.ts';
import { requestStop } from '../../run/stop-request.ts';
import { releaseOwnLock } from '../../storage/writer-lock.ts';
import { runPaths } from '../../workspace/layout.ts';
import { inApplication, remedyInApplication } from '../in-application.ts';
import type { FromRunThread } from '../run/run-thread-message.ts';
import type { Supervisor, ThreadEnd } from '../run/supervisor.ts';
import { isWritable } from './disk.ts';
import type { OpenSession } from './open-session.ts';

export interface StartWorld {
  readonly supervisor: Supervisor;
  /** Of the program. */
  readonly version: string;
  /** Threads of runs whose specification leaves it open; 0: physical cores minus one. */
  threads(): number;
  /** Bytes that there are to compute in. */
  memory(): number;
  /** A run has ended: its workspace may not be needed any more. */
  onIdle(): void;
}

const elsewhere = (row: RunRow): Result<never> =>
  fail(
    'run.locked',
    `Another process is working on ${row.name ?? row.id}.`,
    'Stop it first; then it can be started here.',
  );

const onMessage = (session: OpenSession, run: string, message: FromRunThread): void => {
  const { book } = session;
  switch (message.kind) {
    case 'started':
      for (const problem of message.problems) session.report(problem);
      session.inBackground(book.refresh(run));
      return;
    case 'progress':
      book.touch(run);
      return;
    case 'written':
      session.inBackground(
        book.refresh(run).then(() => {
          if (message.logged) session.tell('run.logged', { run });
        }),
      );
      return;
    case 'alarm':
      session.tell('run.alarmed', { run, alarm: inApplication(message.alarm) });
      return;
    case 'saved':
      session.tell('run.configurationSaved', { run, update: message.update });
      return;
    case 'ending':
    case 'ended':
      return;
  }
};

const sentenceOf = ({ message, remedy }: Failure): string => `${message} ${remedyInApplication(remedy)}`;

const tellEnd = (session: OpenSession, row: RunRow, failure: Failure | undefined, death?: string): void => {
  const name = row.name ?? row.id;
  if (row.state === 'finished')
    session.notice('finished', row.id, `${name} has finished`, 'Its results are ready.');
  else if (row.state === 'stopped') session.notice('stopped', row.id, `${name} has stopped`, row.reason);
  else {
    const why = failure === undefined ? (death ?? row.reason) : sentenceOf(failure);
    session.notice('failed', row.id, `${name} has failed`, why);
  }
};

/** It has ended and nothing can be read of it any more: what the user has to know of it is not on disk. */
const tellLost = (session: OpenSession, run: string, name: string, why: Failure): void => {
  const failure =
    why.code === 'run.notFound'
      ? fail(
          'run.notFound',
          `${name} has ended: its folder was moved or deleted while the run went on.`,
          'Put the folder back to resume the run, or start another one.',
          { run },
        ).error
      : fail(why.code, `${name} has ended. ${why.message}`, why.remedy, { run }).error;
  session.book.lose(run);
  session.tell('workspace.problem', { failure });
  session.notice('failed', run, `${name} has ended`, sentenceOf(failure));
};

const onEnded = async (
  session: OpenSession,
  run: string,
  name: string,
  { result, death }: ThreadEnd,
): Promise<void> => {
  const { files, machine } = session.host;
  // a thread that died cannot let go of its run; nobody else in this process writes to it
  await releaseOwnLock(files, machine, runPaths(session.folder, run).folder);
  const row = await session.book.refresh(run);
  if (!row.ok) return tellLost(session, run, name, row.error);
  if (result !== undefined && !result.ok) {
    // it could not be carried out at all, which nothing on disk tells
    session.tell('workspace.problem', { failure: inApplication(result.error) });
    session.notice('failed', run, `${row.value.name ?? run} could not be started`, sentenceOf(result.error));
    return;
  }
  const end = result?.value;
  const reason = death === undefined ? undefined : `Its thread stopped: ${death}.`;
  tellEnd(session, row.value, end?.kind === 'failed' ? end.failure : undefined, reason);
};

export interface StartOptions {
  /** Seconds of this start, instead of what the specification says. */
  readonly budget?: number;
  readonly watchProcessors?: boolean;
  /** The run is neither active nor waiting any more; undefined when it left the queue without having begun. */
  readonly onOver?: (end: ThreadEnd | undefined) => void;
}

/** Starts a run, resumes it, or puts it into the queue. */
export const startRun = async (
  world: StartWorld,
  session: OpenSession,
  run: string,
  { onOver, ...limits }: StartOptions = {},
): Promise<Result<null>> => {
  const { supervisor } = world;
  const status = supervisor.statusOf(session.folder, run);
  if ((status.active && !status.ending) || status.queued !== null) return ok(null);
  // it has said how it ended, and may be asked to go on before its thread is gone
  await supervisor.ended(session.folder, run);
  const row = await session.book.refresh(run);
  if (!row.ok) return row;
  if (row.value.state === 'finished')
    return fail('run.finished', 'This run has finished.', 'Fork it with more updates to go on.');
  if (row.value.state === 'running') return elsewhere(row.value);
  // what can be seen to be wrong is said now, not when its turn comes
  const { files, machine } = session.host;
  const { folder } = runPaths(session.folder, run);
  // a run that ended when nothing could be written, or its folder was away, could not let go of it
  const released = await releaseOwnLock(files, machine, folder);
  if (!released.ok) return released;
  if (!(await isWritable(files, folder, machine.token())))
    return fail(
      'store.readOnly',
      `Nothing can be written to ${folder}.`,
      'Check the permissions of the folder and the space on its disk.',
    );
  const spec = await readSpecOf(session.workspace, run);
  if (!spec.ok) return spec;
  const fits = checkMemory(spec.value, world.memory());
  if (!fits.ok) return fits;
  const facts = session.book.entries.get(run)?.facts;
  const asked = world.threads();
  let over: ThreadEnd | undefined;
  supervisor.start({
    data: {
      folder: session.folder,
      run,
      version: world.version,
      threads: facts?.threads === 0 && asked > 0 ? asked : null,
      index: session.host.index,
      heartbeatMs: session.host.heartbeatMs,
      ...limits,
    },
    onMessage: (message) => onMessage(session, run, message),
    onMoved: () => {
      session.book.touch(run);
      const { active, queued } = supervisor.statusOf(session.folder, run);
      if (!active && queued === null) onOver?.(over);
    },
    onEnded: async (end) => {
      over = end;
      await onEnded(session, run, row.value.name ?? run, end);
      setImmediate(world.onIdle);
    },
  });
  return ok(null);
};

/** Stops a run wherever it goes on. */
export const stopRun = async (
  supervisor: Supervisor,
  session: OpenSession,
  run: string,
): Promise<Result<null>> => {
  if (supervisor.stop(session.folder, run)) return ok(null);
  const row = await session.book.refresh(run);
  if (!row.ok) return row;
  if (row.value.state !== 'running') return notRunning(row.value);
  const asked = await requestStop(session.host.files, runPaths(session.folder, run).folder);
  return asked.ok ? ok(null) : asked;
};

const notRunning = ({ state }: RunRow): Result<never> =>
  fail('run.notRunning', `This run is not running: it is ${state}.`, 'Nothing needs to be done.');

/** Asks for a checkpoint, wherever the run goes on. */
export const askCheckpoint = async (session: OpenSession, run: string): Promise<Result<null>> => {
  const row = await session.book.refresh(run);
  if (!row.ok) return row;
  if (row.value.state !== 'running') return notRunning(row.value);
  const asked = await requestCheckpoint(session.host.files, runPaths(session.folder, run).folder);
  return asked.ok ? ok(null) : asked;
};
