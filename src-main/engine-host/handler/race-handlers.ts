/** Answers to the calls about races. */
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { ok } from '../../../src-engine/base/result.ts';
import type { Handlers, raceCalls } from '../../contract/index.ts';
import { prepareRace } from '../../race/prepare-race.ts';
import { forgetRace, listRaces, readRow } from '../../race/race-file.ts';
import { readRunSpec } from '../../run/prepare-run.ts';
import type { ConnectedClient } from '../connection.ts';
import { placeOf, type Races } from '../race/races.ts';
import { type HandlerWorld, inSession } from './handler-world.ts';

export const raceHandlers = (
  world: HandlerWorld,
  races: Races,
): Handlers<keyof typeof raceCalls, ConnectedClient> => ({
  'race.list': inSession(async (_, session) => {
    const rows = await listRaces(placeOf(session));
    return rows.ok ? ok([...rows.value]) : rows;
  }),
  'race.detail': inSession(async ({ race }, session) => {
    const row = await readRow(placeOf(session), race);
    if (!row.ok) return row;
    const report = await races.report(session, row.value);
    return report.ok ? ok({ row: row.value, report: report.value }) : report;
  }),
  'race.start': inSession(async ({ name, specs, goals, budgetSeconds }, session) => {
    const read: RunSpec[] = [];
    for (const toml of specs) {
      const spec = readRunSpec(toml, session.folder);
      if (!spec.ok) return spec;
      read.push(spec.value);
    }
    const made = await prepareRace(
      placeOf(session),
      session.workspace,
      { ...(name === null ? {} : { name }), specs: read, goals, budgetSeconds, threads: 0 },
      world.version,
    );
    if (!made.ok) return made;
    const row = await readRow(placeOf(session), made.value);
    for (const run of row.ok ? row.value.runs : []) await session.book.refresh(run);
    const begun = await races.begin(session, made.value, null);
    return begun.ok ? ok({ race: made.value }) : begun;
  }),
  'race.resume': inSession(({ race, budgetSeconds }, session) => races.begin(session, race, budgetSeconds)),
  'race.stop': inSession(({ race }, session) => races.stop(session, race)),
  'race.forget': inSession(async ({ race }, session) => {
    const forgotten = await forgetRace(placeOf(session), race);
    if (!forgotten.ok) return forgotten;
    session.tell('race.forgotten', { race });
    return ok(null);
  }),
});
