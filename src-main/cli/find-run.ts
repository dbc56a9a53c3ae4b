/**
 * Which run a word means: `latest`, its identifier or the beginning of one, or its name, when only one run fits.
 * Test: test/unit/main/cli/find-run.test.ts.
 */
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { byAge } from '../workspace/by-age.ts';
import { findNamed, type Named } from '../workspace/find-named.ts';
import type { RunSummary, Workspace } from '../workspace/workspace.ts';

/** The one of `runs` (oldest first) that `word` means. */
export const chooseRun = <T extends Named>(runs: readonly T[], word: string): Result<T> => {
  const shown = JSON.stringify(word.slice(0, 80));
  const newest = runs.at(-1);
  if (newest === undefined)
    return fail(
      'run.notFound',
      'There are no runs in this workspace.',
      'Begin with plaquette new quick-start, then plaquette run.',
    );
  if (word === 'latest') return ok(newest);
  const found = findNamed(runs, word);
  const [only] = found;
  if (only !== undefined && found.length === 1) return ok(only);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id);
    const some = ids.slice(-5).join(', ');
    return fail('usage.wrong', `${shown} fits ${found.length} runs.`, `Name one of them: ${some}.`, {
      runs: ids,
    });
  }
  return fail(
    'run.notFound',
    `There is no run ${shown}.`,
    'plaquette list shows all runs; "latest" means the newest.',
  );
};

export const findRun = async (workspace: Workspace, word: string): Promise<Result<RunSummary>> => {
  const runs = await workspace.listRuns();
  return runs.ok ? chooseRun(byAge(runs.value), word) : runs;
};
