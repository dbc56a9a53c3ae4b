/** What the engine and the thread of a run tell each other. Everything a thread reports is durable. */
import type { Failure, Result } from '../../../src-engine/base/result.ts';
import type { RunEnd } from '../../../src-engine/run/run-loop.ts';
import type { RunAlarm } from '../../contract/index.ts';
import type { WorkspaceHost } from '../../workspace/workspace.ts';

/** What the thread is born with. */
export interface RunThreadData {
  readonly folder: string;
  readonly run: string;
  /** Of the program. */
  readonly version: string;
  /** Instead of what the specification says; null leaves it to that. */
  readonly threads: number | null;
  /** Seconds of this start, instead of what the specification says. */
  readonly budget?: number;
  /** Enters in the log how much the processors worked. */
  readonly watchProcessors?: boolean;
  readonly index: WorkspaceHost['index'];
  readonly heartbeatMs: number;
}

/** A clean stop after the update at work. */
export type ToRunThread = 'stop';

/** How far a run is, by the last of its rows that is on disk. */
export interface LiveProgress {
  readonly done: number;
  readonly total: number;
  readonly rate: number | null;
  readonly remainingSeconds: number | null;
  readonly remainingError: number | null;
  readonly phase: string;
  readonly plaquette: number | null;
}

export type FromRunThread =
  | {
      readonly kind: 'started';
      readonly threads: number;
      readonly fromUpdate: number;
      readonly problems: readonly Failure[];
    }
  | { readonly kind: 'progress'; readonly progress: LiveProgress }
  /** Rows or events have been written; `logged`: events among them. */
  | { readonly kind: 'written'; readonly logged: boolean }
  | { readonly kind: 'alarm'; readonly alarm: RunAlarm }
  | { readonly kind: 'saved'; readonly update: number }
  /** It is about to enter in the log how it ended. */
  | { readonly kind: 'ending' }
  | { readonly kind: 'ended'; readonly result: Result<RunEnd> };
