/** Answers to the calls about workspaces and the engine itself. */
import { availableParallelism, totalmem } from 'node:os';
import { fail, ok } from '../../../src-engine/base/result.ts';
import type { Handlers, workspaceCalls } from '../../contract/index.ts';
import { defaultThreads } from '../../worker/thread-count.ts';
import { mendWorkspaceFile } from '../../workspace/repair.ts';
import type { ConnectedClient } from '../connection.ts';
import { readViews, writeViews } from '../session/views.ts';
import { type HandlerWorld, inSession, pathOf } from './handler-world.ts';

export const workspaceHandlers = (
  world: HandlerWorld,
): Handlers<keyof typeof workspaceCalls, ConnectedClient> => ({
  'engine.facts': () =>
    ok({
      version: world.version,
      runtime: process.versions.electron
        ? `Electron ${process.versions.electron}, Node ${process.versions.node}`
        : `Node ${process.versions.node}`,
      platform: `${process.platform} ${process.arch}`,
      threads: world.threads() > 0 ? world.threads() : defaultThreads(),
      hardwareThreads: availableParallelism(),
      memoryBytes: totalmem(),
    }),
  'workspace.open': async ({ handle, mend = false }, client) => {
    const path = pathOf(world, handle);
    if (!path.ok) return path;
    const mended = mend ? await mendWorkspaceFile(world.host, path.value) : ok([]);
    if (!mended.ok) return mended;
    const session = await world.sessions.open(client, path.value, handle);
    if (!session.ok) return session;
    for (const problem of mended.value) session.value.report(problem);
    return ok(await session.value.facts());
  },
  'workspace.create': async ({ handle, name }, client) => {
    const path = pathOf(world, handle);
    if (!path.ok) return path;
    const listed = await world.host.files.list(path.value).catch(() => []);
    // what systems put into every folder they show does not count
    const strangers = listed.filter((entry) => !entry.startsWith('.') && entry !== 'desktop.ini');
    if (strangers.includes('plaquette.toml'))
      return fail('workspace.exists', `${path.value} is a workspace already.`, 'Open it instead.');
    if (strangers.length > 0)
      return fail(
        'workspace.notEmpty',
        `${path.value} is not empty: it holds ${strangers.slice(0, 3).join(', ')}${strangers.length > 3 ? ', ...' : ''}.`,
        'Choose a new or an empty folder.',
      );
    const session = await world.sessions.create(client, path.value, handle, name);
    return session.ok ? ok(await session.value.facts()) : session;
  },
  'workspace.facts': inSession(async (_, session) => ok(await session.facts())),
  'workspace.close': async (_, client) => {
    await world.sessions.leave(client);
    return ok(null);
  },
  'workspace.repair': inSession(async (_, session) => {
    const { name } = session.workspace;
    // it cannot be broken off: the index would stay half made
    const task = world.tasks.start({ kind: 'repair', title: `Repair of ${name}`, cancel: () => {} });
    const repaired = await session.repair();
    if (!repaired.ok) {
      task.fail(repaired.error);
      return repaired;
    }
    const found = repaired.value.length;
    task.finish(found === 0 ? 'Everything is intact.' : `${found} thing${found === 1 ? '' : 's'} found.`);
    return ok({ sentences: [...repaired.value] });
  }),
  'workspace.views': inSession(async (_, session) => {
    const { files, machine } = session.host;
    const read = await readViews(files, session.folder, machine.nowMs());
    if (read.problem !== undefined) session.report(read.problem);
    return ok(read.value ?? []);
  }),
  'workspace.saveViews': inSession(({ views }, session) =>
    writeViews(session.host.files, session.folder, views),
  ),
});
