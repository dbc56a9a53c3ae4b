/** A workspace on a disk in memory, with one run. */
import { unwrap } from '../../src-engine/base/result.ts';
import type { Machine } from '../../src-main/storage/machine.ts';
import type { RunWriter } from '../../src-main/workspace/run-writer.ts';
import {
  createWorkspace,
  openWorkspace,
  type RunSummary,
  type Workspace,
  type WorkspaceHost,
} from '../../src-main/workspace/workspace.ts';
import { type FakeWorld, fakeWorld } from './fake-machine.ts';
import { endProcess, folder, hostOf, request } from './storage-scenario.ts';
import { type VolatileFileSystem, volatileFileSystem } from './volatile-file-system.ts';

export interface Bench {
  readonly world: FakeWorld;
  readonly files: VolatileFileSystem;
  readonly host: WorkspaceHost;
  readonly workspace: Workspace;
  readonly run: RunSummary;
  /** Another process that opens the same workspace, perhaps on another machine. */
  openElsewhere(pid: number, machine?: Machine): Promise<Workspace>;
  writer(): Promise<RunWriter>;
  /** The process that made the bench is gone. */
  die(): void;
}

export const bench = async (): Promise<Bench> => {
  const world = fakeWorld();
  const files = volatileFileSystem(() => world.nowMs);
  const host = hostOf(world, files, 1);
  const workspace = unwrap(await createWorkspace(folder, 'lattice', host));
  const run = unwrap(await workspace.createRun(request));
  return {
    world,
    files,
    host,
    workspace,
    run,
    openElsewhere: async (pid, machine) => {
      const other = hostOf(world, files, pid);
      return unwrap(await openWorkspace(folder, machine === undefined ? other : { ...other, machine }));
    },
    writer: async () => unwrap(await workspace.openWriter(run.id)),
    die: () => endProcess(world, 1),
  };
};
