/**
 * The file system of this machine, through Node (20.18 or newer).
 * On Windows, where folders cannot be synced and a virus scanner may hold a name for a moment, `syncFolder` does nothing
 * and `rename` retries for about a second. Proof: test/unit/main/storage/node-file-system.test.ts.
 */
import { promises as files } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { FileFacts, FileSystem, OpenFile, OpenMode } from './file-system.ts';
import { errnoOf } from './file-system.ts';

const windows = process.platform === 'win32';
const flagOf: Record<OpenMode, string> = { read: 'r', update: 'r+', create: 'wx+' };
const renameDelaysMs = windows ? [10, 30, 100, 300, 600] : [];

const open = async (path: string, mode: OpenMode): Promise<OpenFile> => {
  const handle = await files.open(path, flagOf[mode]);
  return {
    read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead,
    write: async (bytes, position) => (await handle.write(bytes, 0, bytes.length, position)).bytesWritten,
    sync: () => handle.sync(),
    truncate: (size) => handle.truncate(size),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
};

const facts = async (path: string): Promise<FileFacts | undefined> => {
  try {
    const found = await files.stat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    return { kind, size: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
};

const rename = async (from: string, to: string): Promise<void> => {
  for (const delay of renameDelaysMs) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      if (!['EPERM', 'EACCES', 'EBUSY'].includes(errnoOf(error) ?? '')) throw error;
      await pause(delay);
    }
  }
  return files.rename(from, to);
};

const syncFolder = async (path: string): Promise<void> => {
  if (windows) return;
  const handle = await files.open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export const nodeFileSystem: FileSystem = {
  open,
  facts,
  rename,
  syncFolder,
  list: async (path) => (await files.readdir(path)).sort(),
  makeFolder: (path) => files.mkdir(path),
  link: (existing, name) => files.link(existing, name),
  remove: (path) => files.rm(path, { force: true }),
  touch: (path, whenMs) => files.utimes(path, whenMs / 1000, whenMs / 1000),
};
