/** What the configuration service asks of the engine that it is part of. */
import type { Result } from '../../src-engine/base/result.ts';
import type { configurationCalls, EngineEvents, Handlers, taskCalls } from '../contract/index.ts';
import type { EngineClient } from '../engine-host/client.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { TaskRegistry } from '../task/task-registry.ts';

export interface ConfigurationWorld {
  readonly files: FileSystem;
  /** The path that a handle stands for; undefined when it was never given. */
  resolve(handle: string): string | undefined;
  /** Threads that a computation may take now: few while runs use the cores. */
  threads(): number;
  readonly tasks: TaskRegistry;
  /** To every client. */
  emit<N extends keyof EngineEvents>(event: N, payload: EngineEvents[N]): void;
  /** The file of a saved configuration in the client's workspace. */
  runFile(client: EngineClient, run: string, update: number): Promise<Result<string>>;
  /** Whether a run is in the client's workspace, and its name. */
  runHere(
    client: EngineClient,
    run: string,
  ): Promise<{ readonly here: boolean; readonly name: string | null }>;
}

export type ConfigurationCallName = keyof typeof configurationCalls | keyof typeof taskCalls;

export interface ConfigurationService {
  readonly handlers: Handlers<ConfigurationCallName, EngineClient>;
  /** Cancels what goes on, ends its threads and forgets every opened file. */
  close(): Promise<void>;
}
