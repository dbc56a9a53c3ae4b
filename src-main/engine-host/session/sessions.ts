/**
 * The open workspaces of an engine, by real path. One is closed when no client has it open and no run of it is active or waiting.
 * Test: test/unit/main/engine-host/engine-life.test.ts.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ok, type Result } from '../../../src-engine/base/result.ts';
import type { FileHandle } from '../../contract/index.ts';
import { attempt } from '../../storage/store-failure.ts';
import { createWorkspace } from '../../workspace/workspace.ts';
import type { ConnectedClient } from '../connection.ts';
import { type OpenSession, openSession, type SessionWorld } from './open-session.ts';

export interface Sessions {
  /** Opens a workspace for a client, who leaves the one before. */
  open(client: ConnectedClient, path: string, handle: FileHandle): Promise<Result<OpenSession>>;
  create(
    client: ConnectedClient,
    path: string,
    handle: FileHandle,
    name: string,
  ): Promise<Result<OpenSession>>;
  leave(client: ConnectedClient): Promise<void>;
  /** Closes what nobody uses any more. */
  sweep(): Promise<void>;
  all(): readonly OpenSession[];
  closeAll(): Promise<void>;
}

/** `isBusy`: something besides runs goes on in a workspace. */
export type SessionsWorld = SessionWorld & { isBusy(folder: string): boolean };

export const createSessions = (world: SessionsWorld): Sessions => {
  const opening = new Map<string, Promise<Result<OpenSession>>>();
  const open = new Map<string, OpenSession>();

  const sessionAt = (folder: string, handle: FileHandle): Promise<Result<OpenSession>> => {
    const known = open.get(folder);
    if (known !== undefined) return Promise.resolve(ok(known));
    const under = opening.get(folder);
    if (under !== undefined) return under;
    const begun = openSession(folder, handle, world).then((result) => {
      opening.delete(folder);
      if (result.ok) open.set(folder, result.value);
      return result;
    });
    opening.set(folder, begun);
    return begun;
  };

  const leave = async (client: ConnectedClient): Promise<void> => {
    client.workspace?.leave(client);
    client.setWorkspace(undefined);
    await sweep();
  };

  const sweep = async (): Promise<void> => {
    for (const session of [...open.values()]) {
      const { active, waiting } = world.supervisor.runsOf(session.folder);
      if (session.clients.size > 0 || active + waiting > 0 || world.isBusy(session.folder)) continue;
      open.delete(session.folder);
      await session.close();
    }
  };

  const enter = async (
    client: ConnectedClient,
    path: string,
    handle: FileHandle,
  ): Promise<Result<OpenSession>> => {
    const named = basename(path) === 'plaquette.toml' ? dirname(path) : path;
    const real = await attempt(`open ${named}`, () => realpath(named));
    const folder = real.ok ? real.value : named;
    const session = await sessionAt(folder, handle);
    if (!session.ok) return session;
    // joined before the other is left: a workspace that is opened again stays open
    session.value.join(client);
    if (client.workspace !== undefined && client.workspace !== session.value) client.workspace.leave(client);
    client.setWorkspace(session.value);
    await sweep();
    return session;
  };

  return {
    open: enter,
    create: async (client, path, handle, name) => {
      const created = await createWorkspace(path, name, world.host);
      if (!created.ok) return created;
      await created.value.close();
      return enter(client, path, handle);
    },
    leave,
    sweep,
    all: () => [...open.values()],
    closeAll: async () => {
      await Promise.all(opening.values());
      for (const session of open.values()) await session.close();
      open.clear();
    },
  };
};
