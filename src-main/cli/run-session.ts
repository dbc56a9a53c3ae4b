/**
 * A run carried out in the foreground of a terminal: progress, alarms as they come, a clean stop on SIGINT and SIGTERM, and at the end
 * what came of it. A second signal ends the process at once; the run can be resumed all the same.
 */
import { ok, type Result } from '../../src-engine/base/result.ts';
import type { RunEnd } from '../../src-engine/run/run-loop.ts';
import { carryOutRun } from '../run/carry-out-run.ts';
import { StopFlag } from '../run/stop-request.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { problemLine } from './output.ts';
import { openProgress } from './progress-bar.ts';
import { version } from './version.ts';

export interface SessionOptions {
  readonly threads?: number;
  /** Wall-clock budget in seconds. */
  readonly budget?: number;
}

export interface SessionReport {
  readonly end: RunEnd;
  readonly fromUpdate: number;
  readonly threads: number;
  readonly seconds: number;
  readonly alarms: number;
}

/** Calls `ask` on the first signal; returns what undoes it. The second one has its usual effect. */
export const onSignals = (ask: () => void): (() => void) => {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const handler = (): void => {
    ask();
    for (const s of signals) process.off(s, handler);
  };
  for (const s of signals) process.on(s, handler);
  return () => {
    for (const s of signals) process.off(s, handler);
  };
};

export const runInForeground = async (
  context: Context,
  workspace: Workspace,
  run: RunSummary,
  options: SessionOptions,
): Promise<Result<SessionReport>> => {
  const stop = new StopFlag(run.paths.folder);
  const bar = openProgress(context, run.name ?? run.id, 'updates');
  const began = context.host.machine.nowMs();
  let fromUpdate = 0;
  let threads = 0;
  let alarms = 0;
  const ignore = onSignals(() => {
    bar.note('Stopping after this update; the run can be resumed.');
    stop.ask();
  });
  try {
    const carried = await carryOutRun(workspace, run.id, {
      ...options,
      codeVersion: version,
      stop,
      onStart: (facts) => {
        ({ fromUpdate, threads } = facts);
        for (const problem of facts.problems) bar.note(problemLine(problem));
        const place = fromUpdate > 0 ? `goes on after update ${fromUpdate}` : 'starts';
        bar.note(
          `Run ${run.id} ${place}, ${threads} thread${threads === 1 ? '' : 's'}; stop it with Ctrl-C.`,
        );
      },
      onUpdate: (row, progress, phase) => {
        const plaquette = row.values.plaquette;
        bar.show(progress, plaquette === undefined ? phase : `${phase}, plaquette ${plaquette.toFixed(5)}`);
      },
      onAlarm: (alarm) => {
        alarms++;
        bar.note(`Alarm at update ${alarm.update}: ${problemLine(alarm)}`);
      },
    });
    if (!carried.ok) return carried;
    const seconds = (context.host.machine.nowMs() - began) / 1000;
    return ok({ end: carried.value, fromUpdate, threads, seconds, alarms });
  } finally {
    ignore();
    bar.close();
  }
};

/** One sentence on how it ended. */
export const endLine = (run: RunSummary, { end }: SessionReport): string => {
  const resume = `Go on with: plaquette resume ${run.id}`;
  switch (end.kind) {
    case 'finished':
      return `Run ${run.id} finished.`;
    case 'stopped':
      return `Run ${run.id} stopped ${end.why === 'budget' ? 'at the end of its time budget' : 'as asked'}. ${resume}`;
    case 'failed':
      return `Run ${run.id} failed: ${problemLine(end.failure)}`;
  }
};

export const endExit = ({ end }: SessionReport): ExitCode =>
  end.kind === 'failed' ? exitCode.problem : exitCode.fine;

/** The fields of `--json` that every run command has. */
export const sessionDocument = (
  run: RunSummary,
  report: SessionReport,
): Readonly<Record<string, unknown>> => ({
  run: run.id,
  name: run.name,
  folder: run.paths.folder,
  end: report.end,
  fromUpdate: report.fromUpdate,
  threads: report.threads,
  seconds: report.seconds,
  alarms: report.alarms,
});
