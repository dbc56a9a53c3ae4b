/**
 * What the store asks of a file system: the only door to the disk for src-main/storage and src-main/workspace.
 *
 * Every method rejects with an error that carries an errno `code` ('ENOSPC', 'EACCES', ...), as Node's do.
 * Nothing is durable until `sync` of the file and, for a new or renamed name, `syncFolder` of its folder have resolved.
 * Tests put a failing or a forgetful file system behind this interface (test/support/faulty-file-system.ts,
 * test/support/volatile-file-system.ts).
 */
export interface OpenFile {
  /** Reads up to `buffer.length` bytes at `position`; 0 at the end of the file. May read fewer than asked. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  /** Writes at `position`; may write fewer bytes than given. */
  write(bytes: Uint8Array, position: number): Promise<number>;
  sync(): Promise<void>;
  truncate(size: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** `read`: must exist; `update`: must exist, read and write; `create`: must not exist, read and write. */
export type OpenMode = 'read' | 'update' | 'create';

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  readonly size: number;
  readonly modifiedMs: number;
}

export interface FileSystem {
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** Undefined when there is nothing of that name. */
  facts(path: string): Promise<FileFacts | undefined>;
  /** Names in a folder, sorted. */
  list(path: string): Promise<readonly string[]>;
  /** Creates one folder; its parent must exist. */
  makeFolder(path: string): Promise<void>;
  /** Replaces a file of the new name; fails on a folder that is not empty. */
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails with EEXIST when the name is taken. */
  link(existing: string, name: string): Promise<void>;
  /** Removes a file; no error when it is already gone. */
  remove(path: string): Promise<void>;
  /** Sets the modification time. */
  touch(path: string, whenMs: number): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

/** The errno code of an error from a file system, or undefined for any other error. */
export const errnoOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
};
