/** Who calls the engine: one connection, which works on one workspace at a time. Several connections may share an open workspace. */
import type { EngineEvents, FileHandle, StreamFrame } from '../contract/index.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A workspace that is open in this engine, shared by every client that has it open. */
export interface WorkspaceSession {
  /** Real path. */
  readonly folder: string;
  readonly handle: FileHandle;
  readonly workspace: Workspace;
}

export interface EngineClient {
  readonly id: string;
  readonly workspace: WorkspaceSession | undefined;
  emit<N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]): void;
}

/** What only the engine's own parts use of a connection. */
export interface StreamingClient extends EngineClient {
  /** To nobody when the connection is gone. */
  frame(frame: StreamFrame): void;
}
