/** The configuration service in a world of its own: a folder on the disk, one client, tasks and events that are remembered. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, unwrap } from '../../src-engine/base/result.ts';
import { type WriteOptions, writeConfiguration } from '../../src-engine/format/index.ts';
import type { GaugeConfiguration } from '../../src-engine/lattice/gauge-configuration.ts';
import type { ConfigurationWorld } from '../../src-main/configuration/configuration-world.ts';
import { configurationService, type ServiceOptions } from '../../src-main/configuration/handlers.ts';
import {
  type ArgsOf,
  type configurationCalls,
  type EngineEvents,
  engineCalls,
  type TaskFacts,
  type taskCalls,
  type Value,
} from '../../src-main/contract/index.ts';
import type { EngineClient } from '../../src-main/engine-host/client.ts';
import { GrantTable } from '../../src-main/grant/grant-table.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { createTaskRegistry } from '../../src-main/task/task-registry.ts';
import { memorySink } from './memory-sink.ts';

type Names = keyof typeof configurationCalls | keyof typeof taskCalls;

export interface ServiceLab {
  readonly folder: string;
  /** Every change of a task, in order. */
  readonly tasks: readonly TaskFacts[];
  readonly events: readonly { readonly name: string; readonly payload: unknown }[];
  path(name: string): string;
  handle(name: string): string;
  write(name: string, field: GaugeConfiguration, options: WriteOptions): Promise<Uint8Array>;
  put(name: string, bytes: Uint8Array): void;
  /** As a client would: arguments and answer are checked against the contract. */
  call<N extends Names>(name: N, args: ArgsOf<(typeof engineCalls)[N]>): Promise<Result<Value<N>>>;
  /** The id of an opened file. */
  open(name: string): Promise<string>;
  /** Resolves when the task has ended. */
  ended(task: string): Promise<TaskFacts>;
  close(): Promise<void>;
}

export const serviceLab = (
  options: ServiceOptions = {},
  overrides: Partial<ConfigurationWorld> = {},
): ServiceLab => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plaquette-configuration-')));
  const grants = new GrantTable();
  const tasks: TaskFacts[] = [];
  const events: { name: string; payload: unknown }[] = [];
  const watchers = new Set<() => void>();
  const emit = <N extends keyof EngineEvents>(name: N, payload: EngineEvents[N]): void => {
    events.push({ name, payload });
  };
  const world: ConfigurationWorld = {
    files: nodeFileSystem,
    resolve: (handle) => grants.resolve(handle),
    threads: () => 1,
    tasks: createTaskRegistry((facts) => {
      tasks.push(facts);
      for (const watcher of watchers) watcher();
    }),
    emit,
    runFile: async (_, run, update) => ({ ok: true, value: join(folder, `${run}-${update}.lime`) }),
    runHere: async (_, run) => ({ here: run === 'known', name: run === 'known' ? 'A known run' : null }),
    ...overrides,
  };
  const service = configurationService(world, options);
  const client: EngineClient = { id: 'test', workspace: undefined, emit };
  const path = (name: string): string => join(folder, name);

  const call: ServiceLab['call'] = async (name, args) => {
    const definition = engineCalls[name];
    const decoded = definition.args.parse(args);
    const handler = service.handlers[name] as (a: unknown, c: EngineClient) => Promise<Result<unknown>>;
    const reply = await handler(decoded, client);
    if (reply.ok) definition.reply.parse(reply.value);
    return reply as never;
  };

  return {
    folder,
    tasks,
    events,
    path,
    handle: (name) => grants.grant(path(name)),
    write: async (name, field, written) => {
      const sink = memorySink();
      unwrap(await writeConfiguration(sink, field, written));
      writeFileSync(path(name), sink.bytes());
      return sink.bytes();
    },
    put: (name, bytes) => writeFileSync(path(name), bytes),
    call,
    open: async (name) => {
      const reply = await call('configuration.open', {
        source: { handle: grants.grant(path(name)) },
        dims: null,
        group: null,
      });
      return unwrap(reply).id;
    },
    ended: (task) =>
      new Promise((resolve) => {
        const look = (): void => {
          const facts = tasks.findLast(({ id }) => id === task);
          if (facts === undefined || facts.state === 'running') return;
          watchers.delete(look);
          resolve(facts);
        };
        watchers.add(look);
        look();
      }),
    close: async () => {
      await service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
