/** The disk under a workspace: how much is free, and whether it takes writing. Test: test/unit/main/engine-host/disk.test.ts. */
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSystem } from '../../storage/file-system.ts';

/** Bytes that this account may still write; null when the system does not tell. */
export const freeBytes = async (folder: string): Promise<number | null> => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
};

/** Whether a file can be made in a folder: the only way of asking that is right everywhere. */
export const isWritable = async (files: FileSystem, folder: string, token: string): Promise<boolean> => {
  // a name that a later sweep removes
  const path = join(folder, `.tmp-${token}-writable`);
  try {
    await (await files.open(path, 'create')).close();
    await files.remove(path);
    return true;
  } catch {
    return false;
  }
};
