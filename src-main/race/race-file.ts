/**
 * What a race is, in `races/ID/race.json` of the workspace: its runs, what is wanted, and how it last ended. Numbers are made from its runs.
 * Who carries it out holds the folder's writer lock; a race that says "running" without one was interrupted. Test: test/unit/main/race/race-file.test.ts.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { type RaceRow, raceGoal, raceId, raceState } from '../contract/index.ts';
import { failure, runId } from '../contract/values.ts';
import { ensureFolder, replaceFile } from '../storage/durable-file.ts';
import { readSmallFile } from '../storage/file-bytes.ts';
import { attempt } from '../storage/store-failure.ts';
import { acquireWriterLock, readWriterLock, type WriterLock } from '../storage/writer-lock.ts';
import { runId as newId, racesFolder } from '../workspace/layout.ts';
import type { WorkspaceHost } from '../workspace/workspace.ts';

export const raceRecord = z.object({
  version: z.literal(1),
  name: z.string(),
  created: z.string(),
  changed: z.string(),
  runs: z.array(runId),
  goals: z.array(raceGoal),
  budgetSeconds: z.number(),
  spentSeconds: z.number(),
  state: raceState,
  failure: failure.nullable(),
});
export type RaceRecord = z.output<typeof raceRecord>;

/** Where races are: the folder of the workspace, and the machine. */
export interface RacePlace extends Pick<WorkspaceHost, 'files' | 'machine'> {
  readonly folder: string;
}

const folderOf = ({ folder }: RacePlace, id: string): string => join(racesFolder(folder), id);
const fileOf = (place: RacePlace, id: string): string => join(folderOf(place, id), 'race.json');

const notFound = (id: string) =>
  fail('race.notFound', `There is no race ${JSON.stringify(id.slice(0, 60))}.`, 'Look at the list of races.');

export const readRace = async (place: RacePlace, id: string): Promise<Result<RaceRecord>> => {
  if (!raceId.safeParse(id).success) return notFound(id);
  const path = fileOf(place, id);
  const bytes = await attempt(`read ${path}`, () => readSmallFile(place.files, path, 1 << 20));
  if (!bytes.ok) return bytes.error.code === 'store.notFound' ? notFound(id) : bytes;
  try {
    const parsed = raceRecord.safeParse(JSON.parse(new TextDecoder().decode(bytes.value)));
    if (parsed.success) return ok(parsed.data);
  } catch {
    // told below
  }
  return fail(
    'workspace.damaged',
    `${path} cannot be read as a race.`,
    'Its runs are not affected; compare them as runs, or start another race.',
  );
};

export const writeRace = async (
  place: RacePlace,
  id: string,
  record: RaceRecord,
): Promise<Result<RaceRecord>> => {
  const changed = { ...record, changed: new Date(place.machine.nowMs()).toISOString() };
  const text = `${JSON.stringify(changed, null, 2)}\n`;
  const written = await replaceFile(place.files, fileOf(place, id), new TextEncoder().encode(text));
  return written.ok ? ok(changed) : written;
};

/** Answers its id. */
export const createRace = async (
  place: RacePlace,
  facts: Pick<RaceRecord, 'name' | 'runs' | 'goals' | 'budgetSeconds'>,
): Promise<Result<string>> => {
  const { files, machine } = place;
  const id = newId(machine.nowMs(), machine.token());
  const made = await attempt(`make the race ${id}`, async () => {
    await ensureFolder(files, racesFolder(place.folder));
    await ensureFolder(files, folderOf(place, id));
  });
  if (!made.ok) return made;
  const now = new Date(machine.nowMs()).toISOString();
  const written = await writeRace(place, id, {
    version: 1,
    created: now,
    changed: now,
    spentSeconds: 0,
    state: 'stopped',
    failure: null,
    ...facts,
  });
  return written.ok ? ok(id) : written;
};

/** The right to carry out a race. */
export const holdRace = async (place: RacePlace, id: string): Promise<Result<WriterLock>> => {
  const lock = await acquireWriterLock(place.files, place.machine, folderOf(place, id));
  if (lock.ok || lock.error.code !== 'run.locked') return lock;
  return fail('race.running', `The race ${id} is going on already.`, 'Stop it first, or wait for its end.');
};

export const rowOf = async (place: RacePlace, id: string, record: RaceRecord): Promise<RaceRow> => {
  const { version: _, ...facts } = record;
  const lock = await readWriterLock(place.files, place.machine, folderOf(place, id));
  const isHeld = lock.ok && lock.value.state === 'live';
  return { ...facts, id, state: record.state === 'running' && !isHeld ? 'interrupted' : record.state };
};

export const readRow = async (place: RacePlace, id: string): Promise<Result<RaceRow>> => {
  const record = await readRace(place, id);
  return record.ok ? ok(await rowOf(place, id, record.value)) : record;
};

/** Newest first; those that cannot be read are left out. */
export const listRaces = async (place: RacePlace): Promise<Result<readonly RaceRow[]>> => {
  const folder = racesFolder(place.folder);
  const names = await attempt('list the races', async () =>
    (await place.files.facts(folder)) === undefined ? [] : place.files.list(folder),
  );
  if (!names.ok) return names;
  const rows: RaceRow[] = [];
  for (const id of names.value.filter((name) => raceId.safeParse(name).success).toReversed()) {
    const row = await readRow(place, id);
    if (row.ok) rows.push(row.value);
  }
  return ok(rows);
};

/** Removes what makes it a race; its runs stay. */
export const forgetRace = async (place: RacePlace, id: string): Promise<Result<void>> => {
  const race = await readRace(place, id);
  if (!race.ok && race.error.code === 'race.notFound') return race;
  const lock = await holdRace(place, id);
  if (!lock.ok) return lock;
  const removed = await attempt(`forget the race ${id}`, () => place.files.remove(fileOf(place, id)));
  const released = await lock.value.release();
  return removed.ok ? released : removed;
};
