/** A workspace on a disk in memory, with its store of models. */
import { unwrap } from '../../src-engine/base/result.ts';
import { type ModelStore, modelStore } from '../../src-main/model/model-store.ts';
import type { FileSystem } from '../../src-main/storage/file-system.ts';
import { createWorkspace, type WorkspaceHost } from '../../src-main/workspace/workspace.ts';
import { fakeWorld } from './fake-machine.ts';
import { folder, hostOf } from './storage-scenario.ts';
import { type VolatileFileSystem, volatileFileSystem } from './volatile-file-system.ts';

export interface ModelDisk {
  readonly files: VolatileFileSystem;
  readonly host: WorkspaceHost;
  readonly store: ModelStore;
  /** The store of another process, or after some accident. */
  storeOn(files: FileSystem): ModelStore;
  /** A run with this specification. */
  run(spec: string): Promise<string>;
}

export const modelDisk = async (): Promise<ModelDisk> => {
  const world = fakeWorld();
  const files = volatileFileSystem(() => world.nowMs);
  const host = hostOf(world, files, 1);
  const workspace = unwrap(await createWorkspace(folder, 'lattice', host));
  const storeOn = (disk: FileSystem): ModelStore =>
    modelStore({ files: disk, machine: host.machine }, folder);
  return {
    files,
    host,
    store: storeOn(files),
    storeOn,
    run: async (spec) =>
      unwrap(await workspace.createRun({ spec, specHash: 'hash', codeVersion: '0.1.0' })).id,
  };
};
