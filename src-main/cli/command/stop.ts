/** `plaquette stop RUN`: asks a running run to stop after its present update, and waits until it has. */
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import { requestStop } from '../../run/stop-request.ts';
import type { RunSummary, Workspace } from '../../workspace/workspace.ts';
import type { Context, Register } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import { seconds } from '../option.ts';
import type { Answer } from '../output.ts';
import { durationText } from '../progress-bar.ts';

const pollMs = 500;

export const register: Register = (program, context) => {
  program
    .command('stop')
    .description('ask a running run to stop cleanly, and wait until it has')
    .argument('<run>', 'identifier, the beginning of one, name, or "latest"')
    .option('--timeout <time>', 'how long to wait', seconds, 60)
    .action((word: string, { timeout }: { readonly timeout: number }) =>
      context.answer(() => inWorkspace(context, (workspace) => stop(context, workspace, word, timeout))),
    );
};

const stop = async (
  context: Context,
  workspace: Workspace,
  word: string,
  timeout: number,
): Promise<Result<Answer>> => {
  const found = await findRun(workspace, word);
  if (!found.ok) return found;
  const { id, state, paths } = found.value;
  if (state !== 'running')
    return fail(
      'run.notRunning',
      `Run ${id} is not running: it is ${state}.`,
      `plaquette show ${id} says more.`,
      {
        state,
      },
    );
  const asked = await requestStop(context.host.files, paths.folder);
  if (!asked.ok) return asked;
  const began = context.host.machine.nowMs();
  const waited = (): number => (context.host.machine.nowMs() - began) / 1000;
  for (;;) {
    const run = await workspace.getRun(id);
    if (!run.ok) return run;
    if (run.value.state !== 'running') return ok(ended(run.value, waited()));
    if (waited() >= timeout) return ok(stillRunning(run.value, waited()));
    await context.pause(pollMs);
  }
};

const documentOf = (run: RunSummary, waitedSeconds: number) => ({
  run: run.id,
  state: run.state,
  reason: run.reason,
  waitedSeconds,
});

const ended = (run: RunSummary, waited: number): Answer => {
  const clean = run.state === 'stopped' || run.state === 'finished';
  const next = run.state === 'finished' ? '' : ` Go on with: plaquette resume ${run.id}`;
  return {
    exit: clean ? exitCode.fine : exitCode.problem,
    text: [`Run ${run.id}: ${run.state}.${clean ? '' : ` ${run.reason}`}${next}`],
    document: documentOf(run, waited),
  };
};

const stillRunning = (run: RunSummary, waited: number): Answer => ({
  exit: exitCode.problem,
  text: [
    `Run ${run.id} has not stopped within ${durationText(waited)}. It will after its present update: the request stays in its folder.`,
  ],
  document: documentOf(run, waited),
});
