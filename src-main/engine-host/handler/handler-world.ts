/** What the handlers of calls share, and the two refusals that many of them begin with. */
import { fail, ok, type Result } from '../../../src-engine/base/result.ts';
import type { FileHandle } from '../../contract/index.ts';
import type { TaskRegistry } from '../../task/task-registry.ts';
import type { WorkspaceHost } from '../../workspace/workspace.ts';
import type { ConnectedClient } from '../connection.ts';
import type { Supervisor } from '../run/supervisor.ts';
import type { OpenSession } from '../session/open-session.ts';
import type { Sessions } from '../session/sessions.ts';
import type { StartWorld } from '../session/start-run.ts';
import type { TimeProbe } from '../spec/time-probe.ts';

export interface HandlerWorld extends StartWorld {
  readonly host: WorkspaceHost;
  /** The path that a handle stands for; undefined when it was never given. */
  resolve(handle: FileHandle): string | undefined;
  /** A handle that the renderer may pass to the host. */
  grant(path: string): FileHandle;
  readonly sessions: Sessions;
  readonly supervisor: Supervisor;
  readonly probe: TimeProbe;
  readonly tasks: TaskRegistry;
  freshSeed(): number;
}

export const noWorkspace = fail(
  'workspace.none',
  'No workspace is open in this window.',
  'Open or create one first.',
);

/** A handler that works on the client's workspace. */
export const inSession =
  <A, R>(handler: (args: A, session: OpenSession, client: ConnectedClient) => Promise<Result<R>>) =>
  (args: A, client: ConnectedClient): Promise<Result<R>> | Result<never> =>
    client.workspace === undefined ? noWorkspace : handler(args, client.workspace, client);

/** The path behind a handle. */
export const pathOf = (world: Pick<HandlerWorld, 'resolve'>, handle: FileHandle): Result<string> => {
  const path = world.resolve(handle);
  return path === undefined
    ? fail('ipc.handle', 'This file or folder was not opened here.', 'Choose it again.')
    : ok(path);
};
