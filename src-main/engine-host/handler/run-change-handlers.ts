/** Answers to the calls that make, start, stop, mark and remove runs. */
import { homedir } from 'node:os';
import { checkMemory } from '../../../src-engine/api/spec/memory.ts';
import { canonicalToml } from '../../../src-engine/api/spec/render-toml.ts';
import type { RunSpec } from '../../../src-engine/api/spec/run-spec.ts';
import { type SweepRun, wholeSweep } from '../../../src-engine/api/spec/sweep.ts';
import { findTemplate, templateSpec } from '../../../src-engine/api/template/templates.ts';
import { type Failure, fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { Handlers, SweepRunFacts } from '../../contract/index.ts';
import { shownFolder } from '../../host/place.ts';
import { prepareRun, readRunSpec } from '../../run/prepare-run.ts';
import { readSpecOf } from '../../run/spec-of-run.ts';
import { checkGroup, prepareSweep, readSweep } from '../../run/sweep.ts';
import { trashFolder } from '../../workspace/layout.ts';
import { noMark, writeMark } from '../../workspace/marks.ts';
import type { RunParent } from '../../workspace/run-event.ts';
import type { ConnectedClient } from '../connection.ts';
import { inApplication } from '../in-application.ts';
import type { OpenSession } from '../session/open-session.ts';
import { askCheckpoint, startRun, stopRun } from '../session/start-run.ts';
import { type HandlerWorld, inSession } from './handler-world.ts';

type Names =
  | 'run.create'
  | 'run.createFromTemplate'
  | 'run.sweep'
  | 'run.createSweep'
  | 'run.start'
  | 'run.stop'
  | 'run.checkpoint'
  | 'run.forkSpec'
  | 'run.trash'
  | 'run.mark';

interface ForkPoint {
  readonly run: string;
  readonly update: number | null;
}

/** The update that a fork begins after: a saved configuration's, or that of the newest checkpoint. */
const forkUpdate = async (
  { workspace }: OpenSession,
  { run, update }: ForkPoint,
): Promise<Result<number>> => {
  const checkpoint = await workspace.checkpointUpdate(run);
  if (!checkpoint.ok) return checkpoint;
  if (update === null) {
    if (checkpoint.value !== null) return ok(checkpoint.value);
    return fail(
      'run.checkpointMissing',
      'This run has no checkpoint to begin from.',
      'Start it first, or fork from one of its saved configurations.',
    );
  }
  const saved = await workspace.configurations(run);
  if (!saved.ok) return saved;
  if (update === checkpoint.value || saved.value.some((one) => one.update === update)) return ok(update);
  const nearest = saved.value
    .map((one) => one.update)
    .sort((a, b) => Math.abs(a - update) - Math.abs(b - update))[0];
  const choice = nearest ?? checkpoint.value;
  return fail(
    'run.checkpointMissing',
    `This run has kept no configuration of update ${update}.`,
    choice === null ? 'Start it first.' : `Fork from update ${choice} instead.`,
  );
};

/** A fork starts from its parent's links, so it has the parent's lattice. */
const fitsParent = async (session: OpenSession, spec: RunSpec, parent: string): Promise<Result<void>> => {
  const of = await readSpecOf(session.workspace, parent);
  // a parent whose specification is lost is checked when the run begins
  if (!of.ok) return of.error.code === 'run.notFound' ? of : ok(undefined);
  const { dims, group } = of.value.lattice;
  if (dims.join() === spec.lattice.dims.join() && group === spec.lattice.group) return ok(undefined);
  return fail(
    'spec.conflict',
    `The parent has ${group} on ${dims.join(' x ')}, this specification ${spec.lattice.group} on ${spec.lattice.dims.join(' x ')}.`,
    'Set lattice.dims and lattice.group to those of the parent, or make a run that is not a fork.',
  );
};

export const runChangeHandlers = (world: HandlerWorld): Handlers<Names, ConnectedClient> => {
  const create = async (
    session: OpenSession,
    spec: RunSpec,
    options: { readonly template?: string; readonly parent?: RunParent; readonly start: boolean },
  ): Promise<Result<{ readonly run: string }>> => {
    const { start, ...rest } = options;
    const made = await prepareRun(session.workspace, spec, { codeVersion: world.version, ...rest });
    if (!made.ok) return made;
    const { id } = made.value;
    const entered = await session.book.refresh(id);
    if (!entered.ok) return entered;
    const started = start ? await startRun(world, session, id) : ok(null);
    return started.ok ? ok({ run: id }) : started;
  };

  return {
    'run.create': inSession(async ({ toml, template, parent, start }, session) => {
      const spec = readRunSpec(toml, session.folder);
      if (!spec.ok) return spec;
      const named = template === null ? {} : { template };
      if (parent === null) return create(session, spec.value, { ...named, start });
      const fits = await fitsParent(session, spec.value, parent.run);
      if (!fits.ok) return fits;
      const update = await forkUpdate(session, parent);
      if (!update.ok) return update;
      const origin = { run: parent.run, kind: 'fork', update: update.value } as const;
      return create(session, spec.value, { ...named, parent: origin, start });
    }),
    'run.createFromTemplate': inSession(async ({ template: name }, session) => {
      const template = findTemplate(name);
      if (!template.ok) return template;
      const spec = { ...templateSpec(template.value), seed: world.freshSeed() };
      return create(session, spec, { template: name, start: true });
    }),
    'run.sweep': inSession(async ({ toml, vary }, session) => {
      const planned = readSweep(toml, session.folder, vary);
      if (!planned.ok) return planned;
      const { name, runs } = planned.value;
      return ok({ name, runs: runs.map(sweepRunFacts) });
    }),
    'run.createSweep': inSession(async ({ toml, template, vary, group, start }, session) => {
      const planned = readSweep(toml, session.folder, vary);
      if (!planned.ok) return planned;
      const specs = wholeSweep(planned.value);
      if (!specs.ok) return specs;
      const name = checkGroup(group);
      if (!name.ok) return name;
      for (const spec of specs.value) {
        const fits = checkMemory(spec, world.memory());
        if (!fits.ok) return fits;
      }
      const made = await prepareSweep(session.workspace, specs.value, {
        codeVersion: world.version,
        group: name.value,
        ...(template === null ? {} : { template }),
      });
      if (!made.ok) return made;
      const ids = made.value.map(({ id }) => id);
      for (const id of ids) {
        const entered = await session.book.refresh(id);
        if (!entered.ok) return entered;
        const started = start ? await startRun(world, session, id) : ok(null);
        // it is made all the same, and can be started again
        if (!started.ok) session.tell('workspace.problem', { failure: inApplication(started.error) });
      }
      return ok({ group: name.value, runs: ids });
    }),
    'run.start': inSession(({ run }, session) => startRun(world, session, run)),
    'run.stop': inSession(({ run }, session) => stopRun(world.supervisor, session, run)),
    'run.checkpoint': inSession(({ run }, session) => askCheckpoint(session, run)),
    'run.forkSpec': inSession(async (point, session) => {
      const spec = await readSpecOf(session.workspace, point.run);
      if (!spec.ok) return spec;
      const update = await forkUpdate(session, point);
      if (!update.ok) return update;
      const name = `${spec.value.name} (from update ${update.value})`.slice(0, 80);
      return ok({
        toml: canonicalToml({ ...spec.value, name, seed: world.freshSeed() }),
        update: update.value,
      });
    }),
    'run.trash': inSession(async ({ runs }, session) => {
      const trashed: string[] = [];
      let refused: Failure | undefined;
      for (const run of new Set(runs)) {
        if (world.supervisor.statusOf(session.folder, run).queued !== null)
          world.supervisor.stop(session.folder, run);
        const moved = await session.workspace.trashRun(run);
        if (moved.ok) {
          trashed.push(run);
          session.book.remove(run);
        } else refused ??= moved.error;
      }
      if (trashed.length === 0 && refused !== undefined) return { ok: false, error: refused };
      if (refused !== undefined) session.tell('workspace.problem', { failure: refused });
      return ok({ trashed, folder: shownFolder(trashFolder(session.folder), homedir()) });
    }),
    'run.mark': inSession(async ({ runs, mark }, session) => {
      for (const run of new Set(runs)) {
        const row = await session.book.refresh(run);
        if (!row.ok) return row;
        const entry = session.book.entries.get(run);
        if (entry === undefined) continue;
        const next = { ...noMark, ...entry.mark, ...defined(mark) };
        const written = await writeMark(session.host.files, entry.summary.paths.folder, next);
        if (!written.ok) return written;
        session.book.change(run, { mark: next });
      }
      return ok(null);
    }),
  };
};

const sweepRunFacts = ({ name, values, spec }: SweepRun): SweepRunFacts => ({
  name,
  values: values.map((one) => ({ ...one })),
  toml: spec.ok ? canonicalToml(spec.value) : null,
  problem: spec.ok ? null : inApplication(spec.error),
});

/** A key that is there without a value leaves things as they are. */
const defined = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as never;
