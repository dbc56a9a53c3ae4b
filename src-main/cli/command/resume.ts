/** `plaquette resume RUN`: goes on from the last checkpoint, bit for bit as if it had never stopped. */
import type { Register } from '../context.ts';
import { findRun } from '../find-run.ts';
import { inWorkspace } from '../open-workspace.ts';
import { seconds, wholeNumber } from '../option.ts';
import type { SessionOptions } from '../run-session.ts';
import { sessionAnswer } from './run.ts';

export const register: Register = (program, context) => {
  program
    .command('resume')
    .description('go on with a run that was stopped, interrupted, crashed or failed')
    .argument('<run>', 'identifier, the beginning of one, name, or "latest"')
    .option(
      '--threads <number>',
      'worker threads; the chain does not depend on them',
      wholeNumber('Threads', 1),
    )
    .option('--budget <time>', 'stop cleanly after this wall-clock time, such as 30m', seconds)
    .action((word: string, options: SessionOptions) =>
      context.answer(() =>
        inWorkspace(context, async (workspace) => {
          const run = await findRun(workspace, word);
          return run.ok ? sessionAnswer(context, workspace, run.value.id, options) : run;
        }),
      ),
    );
};
