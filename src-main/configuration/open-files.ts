/**
 * Opening and using files: resolved, identified, inspected once, and looked at again before each use.
 * Test: test/unit/main/configuration/handlers.test.ts, bad-files.test.ts.
 */
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { coloursOf, type OpenOptions } from '../../src-engine/format/index.ts';
import type { ConfigurationFacts, configurationCalls, DecodedArgsOf } from '../contract/index.ts';
import type { EngineClient } from '../engine-host/client.ts';
import type { ConfigurationWorld } from './configuration-world.ts';
import { checkUnchanged, identify } from './file-identity.ts';
import { about, failureInApplication } from './in-application.ts';
import { configurationIdOf, factsOf, type Opened, type OpenedTable, originOf } from './opened.ts';
import { startTaskJob } from './task-jobs.ts';
import type { ThreadQueue } from './thread-queue.ts';

export interface OpenFiles {
  open(
    args: DecodedArgsOf<(typeof configurationCalls)['configuration.open']>,
    client: EngineClient,
  ): Promise<Result<ConfigurationFacts>>;
  /** An open configuration whose file is still the one that was opened; clients are told once when it is not. */
  use(id: string): Promise<Result<Opened>>;
  /** Of an entry, as a client sees it. */
  facts(entry: Opened, client: EngineClient): Promise<ConfigurationFacts>;
}

/** The path that a handle stands for. */
export const resolveHandle = (world: ConfigurationWorld, handle: string): Result<string> => {
  const path = world.resolve(handle);
  return path === undefined
    ? fail('ipc.handle', 'This place is not known to the program any more.', 'Choose the file again.')
    : ok(path);
};

const geometryOf = (dims: readonly number[] | null, group: string | null): Result<OpenOptions> => {
  const colours = group === null ? undefined : coloursOf(group);
  if (group !== null && colours === undefined)
    return fail('spec.outOfRange', `${group} is no gauge group.`, 'Give U(1) or SU(N), such as SU(3).');
  return ok({ ...(dims === null ? {} : { dims }), ...(colours === undefined ? {} : { colours }) });
};

export const createOpenFiles = (
  world: ConfigurationWorld,
  queue: ThreadQueue,
  opened: OpenedTable,
  quietMs: number,
): OpenFiles => {
  const { files, tasks } = world;
  const opening = new Map<string, Promise<Result<Opened>>>();

  const use: OpenFiles['use'] = async (id) => {
    const found = opened.get(id);
    if (!found.ok) return found;
    const same = await checkUnchanged(files, found.value.file);
    if (same.ok) {
      found.value.staleTold = false;
      return found;
    }
    if (!found.value.staleTold) world.emit('configuration.stale', { configuration: id, failure: same.error });
    found.value.staleTold = true;
    return same;
  };

  const facts: OpenFiles['facts'] = async (entry, client) => {
    const told = originOf(entry.inspection);
    if (told === undefined) return { ...factsOf(entry), origin: null };
    const { here, name } = await world.runHere(client, told.run);
    return { ...factsOf(entry), origin: { ...told, here, runName: name } };
  };

  const inspectFile = async (entry: Omit<Opened, 'inspection'>): Promise<Result<Opened>> => {
    const { file, geometry } = entry;
    const { result } = startTaskJob(tasks, queue, { kind: 'inspect', file, geometry } as const, {
      kind: 'inspect',
      title: `Inspecting ${basename(file.path)}`,
      quietMs,
      outcome: ({ verdict }) => verdict,
    });
    const inspection = await result;
    if (!inspection.ok)
      return { ok: false, error: about(basename(file.path), failureInApplication(inspection.error)) };
    const complete = { ...entry, inspection: inspection.value };
    opened.add(complete);
    return ok(complete);
  };

  /** Two who open a file at once wait for one inspection. */
  const inspectOnce = (entry: Omit<Opened, 'inspection'>): Promise<Result<Opened>> => {
    const { id } = entry;
    const begun = opening.get(id) ?? inspectFile(entry).finally(() => opening.delete(id));
    opening.set(id, begun);
    return begun;
  };

  const open: OpenFiles['open'] = async ({ source, dims, group }, client) => {
    const path = await ('run' in source
      ? world.runFile(client, source.run, source.update)
      : resolveHandle(world, source.handle));
    if (!path.ok) return path;
    const geometry = geometryOf(dims, group);
    if (!geometry.ok) return geometry;
    const file = await identify(files, path.value);
    if (!file.ok) return file;
    const id = configurationIdOf(file.value, geometry.value);
    const known = opened.get(id);
    const entry = known.ok
      ? known
      : await inspectOnce({ id, file: file.value, geometry: geometry.value, staleTold: false });
    return entry.ok ? ok(await facts(entry.value, client)) : entry;
  };

  return { open, use, facts };
};
