/** Answers to the calls that look at runs. */

import { homedir } from 'node:os';
import { ok, type Result } from '../../../src-engine/base/result.ts';
import type { Handlers, RunDetail, runCalls, SavedConfiguration } from '../../contract/index.ts';
import { shownFolder } from '../../host/place.ts';
import { storyOf } from '../../run/run-story.ts';
import { readSpecOf } from '../../run/spec-of-run.ts';
import type { IndexedConfiguration } from '../../workspace/index-runs.ts';
import { citeRuns } from '../cite/cite-runs.ts';
import type { ConnectedClient } from '../connection.ts';
import { inApplication, remedyInApplication } from '../in-application.ts';
import { compareRuns } from '../session/compare-runs.ts';
import { freshAverages } from '../session/fresh-averages.ts';
import { logLines } from '../session/log-lines.ts';
import type { OpenSession } from '../session/open-session.ts';
import { type HandlerWorld, inSession } from './handler-world.ts';
import { runChangeHandlers } from './run-change-handlers.ts';

const savedOf = (one: IndexedConfiguration): SavedConfiguration => ({
  file: one.file,
  update: one.update,
  segment: one.segment,
  time: one.time,
  bytes: one.bytes,
  plaquette: one.plaquette,
  sha256: one.sha256,
});

/** From the averages that are known, which may be a few seconds old while a run goes on. */
const cutOf = async (session: OpenSession, run: string): Promise<Result<RunDetail['cut']>> => {
  const known = session.book.entries.get(run)?.averages?.cut;
  const cut = known === undefined ? await session.analysts().ask({ kind: 'cut', run }) : ok(known);
  if (!cut.ok) return cut;
  const { kind, length, warning } = cut.value;
  return ok({ kind, update: length, warning: warning ?? null });
};

const detailOf = async (session: OpenSession, run: string): Promise<Result<RunDetail>> => {
  const { workspace, book } = session;
  const row = await book.refresh(run);
  if (!row.ok) return row;
  const entry = book.entries.get(run);
  const summary = entry?.summary;
  const spec = await workspace.readSpec(run);
  const events = await workspace.readEvents(run);
  if (!events.ok) return events;
  const story = storyOf(events.value);
  const configurations = await workspace.configurations(run);
  if (!configurations.ok) return configurations;
  const names = await workspace.seriesNames(run);
  if (!names.ok) return names;
  const checkpoint = await workspace.checkpointUpdate(run);
  if (!checkpoint.ok) return checkpoint;
  const cut = await cutOf(session, run);
  if (!cut.ok) return cut;
  const children = [...book.entries].flatMap(([id, other]) =>
    other.summary.parent?.run === run ? [id] : [],
  );
  return ok({
    row: book.rowOf(run) ?? row.value,
    specToml: spec.ok ? spec.value : null,
    specProblem: spec.ok ? null : inApplication(spec.error),
    specHash: summary?.specHash ?? null,
    codeVersion: summary?.codeVersion ?? null,
    folder: summary === undefined ? '' : shownFolder(summary.paths.folder, homedir()),
    series: [...names.value],
    segments: [...story.segments],
    alarmList: story.alarms.map(inApplication),
    failureMessage: story.failure === undefined ? null : remedyInApplication(story.failure),
    configurationList: configurations.value.map(savedOf),
    checkpointUpdate: checkpoint.value,
    children,
    cut: cut.value,
  });
};

export const runHandlers = (world: HandlerWorld): Handlers<keyof typeof runCalls, ConnectedClient> => ({
  ...runChangeHandlers(world),
  'run.list': inSession(async (_, session) => {
    const rows = await session.book.list();
    return rows.ok ? ok([...rows.value]) : rows;
  }),
  'run.get': inSession(({ run }, session) => detailOf(session, run)),
  'run.series': inSession(async ({ run, names, from, to, points }, session) => {
    const asked = [...new Set(names)];
    const answer = await session.analysts().ask({ kind: 'series', run, names: asked, from, to, points });
    return answer.ok ? ok([...answer.value.series]) : answer;
  }),
  'run.results': inSession(async ({ run, cut }, session) => {
    if (cut === null) {
      const averages = await freshAverages(session, run);
      if (!averages.ok) return averages;
      return ok({ cut: averages.value.cut.length, results: averages.value.results });
    }
    const made = await session.analysts().ask({ kind: 'report', run, cut });
    return made.ok ? ok({ cut: made.value.cut.length, results: [...made.value.results] }) : made;
  }),
  'run.analysis': inSession(({ run, observable, cut }, session) =>
    session.analysts().ask({ kind: 'analysis', run, observable, cut }),
  ),
  'run.correlator': inSession((question, session) =>
    session.analysts().ask({ kind: 'correlator', ...question }),
  ),
  'run.correlatorFit': inSession((question, session) =>
    session.analysts().ask({ kind: 'correlatorFit', ...question }),
  ),
  'run.eigenvalues': inSession((question, session) =>
    session.analysts().ask({ kind: 'eigenvalues', ...question }),
  ),
  'run.pictures': inSession(async ({ run, count, seed }, session) => {
    const drawn = await session.analysts().ask({ kind: 'pictures', run, count, seed }, 'drawing');
    if (!drawn.ok) return drawn;
    const { samples, ...facts } = drawn.value;
    return ok({ ...facts, samples: samples.map((one) => ({ ...one })) });
  }),
  'run.log': inSession(async ({ run, after }, session) => {
    const events = await session.workspace.readEvents(run);
    return events.ok ? ok(logLines(events.value, after)) : events;
  }),
  'run.compare': inSession(({ runs }, session) =>
    compareRuns([...new Set(runs)], {
      host: (run) => session.book.entries.get(run)?.summary.host ?? null,
      spec: (run) => readSpecOf(session.workspace, run),
      averages: (run) => freshAverages(session, run),
    }),
  ),
  'run.cite': inSession(async ({ runs }, session) => {
    const cited = [];
    for (const run of new Set(runs)) {
      const row = await session.book.refresh(run);
      if (!row.ok) return row;
      const spec = await readSpecOf(session.workspace, run);
      if (!spec.ok) return spec;
      const summary = session.book.entries.get(run)?.summary;
      cited.push({
        id: run,
        name: row.value.name,
        spec: spec.value,
        codeVersion: summary?.codeVersion ?? null,
      });
    }
    return ok(citeRuns(cited));
  }),
  'run.configurations': inSession(async (_, session) => {
    const rows = await session.book.list();
    if (!rows.ok) return rows;
    const all: { run: string; runName: string | null; configuration: SavedConfiguration }[] = [];
    for (const { id, name, configurations } of rows.value) {
      if (configurations === 0) continue;
      const saved = await session.workspace.configurations(id);
      if (!saved.ok) continue;
      for (const one of saved.value) all.push({ run: id, runName: name, configuration: savedOf(one) });
    }
    const time = ({ configuration }: (typeof all)[number]): string => configuration.time;
    return ok(all.sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0)));
  }),
  'run.folder': inSession(async ({ run }, session) => {
    const row = await session.book.refresh(run);
    if (!row.ok) return row;
    const { folder } = session.book.entries.get(run)!.summary.paths;
    return ok({
      handle: world.grant(folder),
      name: run,
      folder: shownFolder(session.folder, homedir()),
      kind: 'folder',
    });
  }),
});
