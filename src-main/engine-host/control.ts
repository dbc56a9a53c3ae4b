/**
 * What the supervisor (Electron's main process, or the server) and the engine process tell each other, besides the clients' ports.
 * The supervisor is trusted: these are plain types. After a restart it sends every grant, the settings and the ports anew.
 */
import type { ContractFailure, FileHandle, RunId } from '../contract/index.ts';
import type { Grant } from '../grant/grant-table.ts';

export interface EngineSettings {
  readonly concurrentRuns: number;
  /** 0: physical cores minus one. */
  readonly threads: number;
  readonly diskLowGiB: number;
}

export type ToEngine =
  | { readonly kind: 'grant'; readonly grants: readonly Grant[] }
  | { readonly kind: 'settings'; readonly settings: EngineSettings }
  /** Comes with a port. */
  | { readonly kind: 'connect'; readonly client: string }
  /** Stops all runs cleanly, closes every workspace, answers `stopped`. */
  | { readonly kind: 'shutdown' };

/** Worth telling the user even when no window is looking. */
export interface Notice {
  readonly kind: 'finished' | 'stopped' | 'failed' | 'stuck' | 'disk-low';
  readonly workspace: FileHandle;
  readonly workspaceName: string;
  readonly run: RunId | null;
  readonly title: string;
  readonly text: string;
}

export type FromEngine =
  | { readonly kind: 'ready' }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** At most twice a second. `fraction` of all active runs together, 0 to 1; null when none is active or it cannot be told. */
  | {
      readonly kind: 'activity';
      readonly activeRuns: number;
      readonly waitingRuns: number;
      readonly fraction: number | null;
      readonly workspaces: readonly FileHandle[];
    }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warning' | 'error';
      readonly text: string;
      readonly traceId: string | null;
    }
  | { readonly kind: 'failure'; readonly failure: ContractFailure }
  /** Handles that the engine made (a run's folder), so that its host can resolve them. */
  | { readonly kind: 'grant'; readonly grants: readonly Grant[] }
  | { readonly kind: 'stopped' };
