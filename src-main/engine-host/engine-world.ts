/** What an engine is given, and what it offers to its host (Electron's utility process, the server, a test). */
import type { Port } from '../port/port.ts';
import type { WorkspaceHost } from '../workspace/workspace.ts';
import type { FromEngine, ToEngine } from './control.ts';

export interface EngineWorld {
  /** Of the program, for provenance. */
  readonly version: string;
  readonly host: WorkspaceHost;
  /** To the supervisor. */
  tell(message: FromEngine): void;
  /** Refuses replies that are not what the contract says; for tests. */
  readonly checkReplies?: boolean;
  /** How often files are looked at that other processes may have changed; two seconds when absent. */
  readonly pollMs?: number;
  /** The program of a run's thread, where it is not the one beside this code; for tests. */
  readonly runThread?: () => URL;
  /** Bytes that there are to compute in; those of this machine when absent. */
  readonly memory?: number;
  /** Time for runs to stop cleanly on closing; half a minute when absent. */
  readonly shutdownMs?: number;
}

export interface Engine {
  connect(client: string, port: Port): void;
  /** From the supervisor; `port` comes with `connect`. */
  handle(message: ToEngine, port?: Port): void;
  /** Stops all runs cleanly, closes every workspace. */
  close(): Promise<void>;
}
