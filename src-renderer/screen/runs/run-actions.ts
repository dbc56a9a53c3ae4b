/** What can be done to one or many runs. Many go one after another; what failed is told once, the rest is done. */
import type { Reply, RunMark } from '../../../src-main/contract/index.ts';
import { call } from '../../state/connection.svelte.ts';
import { notify, orReport, report } from '../../state/notices.svelte.ts';
import { navigate } from '../../state/route.svelte.ts';
import { runs } from '../../state/runs.svelte.ts';
import { untick } from '../../table/selection.ts';
import { runsText } from '../../text/runs.ts';

/** The contract takes so many at a time. */
const atOnce = 1000;

const inPortions = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, k) => ids.slice(k * atOnce, (k + 1) * atOnce));

export const openRun = (run: string): void => navigate({ screen: 'run', run, tab: null });

export const forkRun = (fork: string): void =>
  navigate({ screen: 'new-run', template: null, fork, update: null });

export const compareRuns = (ids: readonly string[]): void => navigate({ screen: 'compare', runs: ids });

/** At most so many can take turns. */
export const mostRaced = 8;

export const raceRuns = (ids: readonly string[]): void =>
  navigate({ screen: 'new-race', runs: ids, model: null });

/** At most so many can be compared. */
export const mostCompared = 50;

export const markRuns = async (ids: readonly string[], mark: Partial<RunMark>): Promise<void> => {
  for (const some of inPortions(ids))
    if ((await orReport(call('run.mark', { runs: some, mark }))) === undefined) return;
};

/** Archived runs leave the table, so the way back is offered. */
export const archiveRuns = async (ids: readonly string[], archived: boolean): Promise<void> => {
  const changed = ids.filter((id) => runs.byId.get(id)?.mark.archived !== archived);
  await markRuns(changed, { archived });
  notify(archived ? runsText.archivedNow(changed.length) : runsText.unarchivedNow(changed.length), {
    action: { label: runsText.undo, run: () => void markRuns(changed, { archived: !archived }) },
  });
};

export const trashRuns = async (ids: readonly string[]): Promise<void> => {
  let trashed = 0;
  let folder = '';
  for (const some of inPortions(ids)) {
    const done = await orReport(call('run.trash', { runs: some }));
    if (done === undefined) break;
    trashed += done.trashed.length;
    folder = done.folder;
    runs.ticked = untick(runs.ticked, done.trashed);
  }
  if (trashed > 0) notify(runsText.trashedNow(trashed, folder), { kind: 'good' });
};

const oneByOne = async (
  ids: readonly string[],
  ask: (run: string) => Promise<Reply<null>>,
): Promise<void> => {
  const failures = [];
  for (const run of ids) {
    const reply = await ask(run);
    if (!reply.ok) failures.push(reply.error);
  }
  const [first] = failures;
  if (first === undefined) return;
  const { length } = failures;
  report(length === 1 ? first : { ...first, message: runsText.andOthers(first.message, length - 1) });
};

export const startRuns = (ids: readonly string[]): Promise<void> =>
  oneByOne(ids, (run) => call('run.start', { run }));

export const stopRuns = (ids: readonly string[]): Promise<void> =>
  oneByOne(ids, (run) => call('run.stop', { run }));

export const showRunFolder = async (run: string): Promise<void> => {
  const place = await orReport(call('run.folder', { run }));
  if (place !== undefined) await orReport(call('host.showInFolder', { handle: place.handle }));
};
