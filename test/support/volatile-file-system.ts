/**
 * A file system in memory that forgets what was not synced: the harshest reading of POSIX.
 *
 * File contents survive a power loss only up to the last `sync` of the file, names only up to the last `syncFolder`. What came
 * after may survive or not, each write (whole, half or not at all) and each change of a folder on its own and out of order:
 * `afterPowerLoss` takes a choice function for that. See Pillai et al., OSDI 2014, for why this is not pessimistic.
 */
import { basename, dirname } from 'node:path';
import type { FileSystem, OpenFile } from '../../src-main/storage/file-system.ts';

type Content = Uint8Array<ArrayBuffer>;
type Change =
  | { readonly kind: 'write'; readonly bytes: Content; readonly position: number }
  | { readonly kind: 'truncate'; readonly size: number };

interface FileNode {
  readonly kind: 'file';
  now: Content;
  durable: Content;
  pending: Change[];
  modifiedMs: number;
}

type Entry = FileNode | FolderNode;

interface FolderNode {
  readonly kind: 'folder';
  readonly now: Map<string, Entry>;
  durable: Map<string, Entry>;
  /** Unsynced changes: one of a rename holds both names. */
  pending: ReadonlyMap<string, Entry | undefined>[];
}

/** What becomes of one unsynced change. */
export type Fate = 'kept' | 'half' | 'lost';

export interface VolatileFileSystem extends FileSystem {
  /** A file system as it may look after the power went off now. */
  afterPowerLoss(fate: () => Fate): VolatileFileSystem;
  /** The content of a file, for damaging it. */
  contentOf(path: string): Uint8Array;
  setContent(path: string, bytes: Uint8Array): void;
  /** Every file, sorted. */
  allFiles(): readonly string[];
}

const errno = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code });

const resized = (content: Content, size: number): Content => {
  const next = new Uint8Array(size);
  next.set(content.subarray(0, size));
  return next;
};

const applyChange = (content: Content, change: Change): Content => {
  if (change.kind === 'truncate') return resized(content, change.size);
  const next = resized(content, Math.max(content.length, change.position + change.bytes.length));
  next.set(change.bytes, change.position);
  return next;
};

const newFolder = (): FolderNode => ({ kind: 'folder', now: new Map(), durable: new Map(), pending: [] });

const surviveFile = (file: FileNode, fate: () => Fate): FileNode => {
  let content = file.durable;
  for (const change of file.pending) {
    const happened = fate();
    if (happened === 'lost') continue;
    if (happened === 'half' && change.kind === 'write')
      content = applyChange(content, { ...change, bytes: change.bytes.slice(0, change.bytes.length >> 1) });
    else content = applyChange(content, change);
  }
  return { kind: 'file', now: content, durable: content, pending: [], modifiedMs: file.modifiedMs };
};

const surviveFolder = (folder: FolderNode, fate: () => Fate, seen: Map<Entry, Entry>): FolderNode => {
  const names = new Map(folder.durable);
  for (const change of folder.pending) {
    if (fate() === 'lost') continue;
    for (const [name, entry] of change) {
      if (entry === undefined) names.delete(name);
      else names.set(name, entry);
    }
  }
  const result = newFolder();
  for (const [name, entry] of names) {
    let survivor = seen.get(entry);
    if (survivor === undefined) {
      survivor = entry.kind === 'file' ? surviveFile(entry, fate) : surviveFolder(entry, fate, seen);
      seen.set(entry, survivor);
    }
    result.now.set(name, survivor);
    result.durable.set(name, survivor);
  }
  return result;
};

const build = (root: FolderNode, nowMs: () => number): VolatileFileSystem => {
  const lookUp = (path: string): Entry | undefined => {
    let entry: Entry | undefined = root;
    for (const part of path.split('/').filter((name) => name !== '')) {
      if (entry?.kind !== 'folder') return undefined;
      entry = entry.now.get(part);
    }
    return entry;
  };
  const folderAt = (path: string): FolderNode => {
    const entry = lookUp(path);
    if (entry?.kind !== 'folder') throw errno('ENOENT', path);
    return entry;
  };
  const fileAt = (path: string): FileNode => {
    const entry = lookUp(path);
    if (entry === undefined) throw errno('ENOENT', path);
    if (entry.kind === 'folder') throw errno('EISDIR', path);
    return entry;
  };
  const change = (folder: FolderNode, names: ReadonlyMap<string, Entry | undefined>): void => {
    for (const [name, entry] of names) {
      if (entry === undefined) folder.now.delete(name);
      else folder.now.set(name, entry);
    }
    folder.pending.push(names);
  };
  const changeOne = (path: string, entry: Entry | undefined): void =>
    change(folderAt(dirname(path)), new Map([[basename(path), entry]]));

  const openFile = (file: FileNode): OpenFile => {
    const record = (entry: Change): void => {
      file.now = applyChange(file.now, entry);
      file.pending.push(entry);
      file.modifiedMs = nowMs();
    };
    return {
      read: async (buffer, position) => {
        const bytes = file.now.subarray(position, position + buffer.length);
        buffer.set(bytes);
        return bytes.length;
      },
      write: async (bytes, position) => {
        record({ kind: 'write', bytes: Uint8Array.from(bytes), position });
        return bytes.length;
      },
      truncate: async (size) => record({ kind: 'truncate', size }),
      sync: async () => {
        file.durable = file.now;
        file.pending = [];
      },
      size: async () => file.now.length,
      close: async () => undefined,
    };
  };

  const filesBelow = (folder: FolderNode, prefix: string): string[] =>
    [...folder.now].flatMap(([name, entry]) =>
      entry.kind === 'file' ? [`${prefix}/${name}`] : filesBelow(entry, `${prefix}/${name}`),
    );

  return {
    open: async (path, mode) => {
      if (mode !== 'create') return openFile(fileAt(path));
      if (lookUp(path) !== undefined) throw errno('EEXIST', path);
      const empty = new Uint8Array(0);
      const file: FileNode = { kind: 'file', now: empty, durable: empty, pending: [], modifiedMs: nowMs() };
      changeOne(path, file);
      return openFile(file);
    },
    facts: async (path) => {
      const entry = lookUp(path);
      if (entry === undefined) return undefined;
      if (entry.kind === 'folder') return { kind: 'folder', size: 0, modifiedMs: 0 };
      return { kind: 'file', size: entry.now.length, modifiedMs: entry.modifiedMs };
    },
    list: async (path) => [...folderAt(path).now.keys()].sort(),
    makeFolder: async (path) => {
      if (lookUp(path) !== undefined) throw errno('EEXIST', path);
      changeOne(path, newFolder());
    },
    rename: async (from, to) => {
      const entry = lookUp(from);
      if (entry === undefined) throw errno('ENOENT', from);
      const target = lookUp(to);
      if (target?.kind === 'folder' && target.now.size > 0) throw errno('ENOTEMPTY', to);
      if (dirname(from) === dirname(to)) {
        change(
          folderAt(dirname(to)),
          new Map([
            [basename(from), undefined],
            [basename(to), entry],
          ]),
        );
        return;
      }
      changeOne(to, entry);
      changeOne(from, undefined);
    },
    link: async (existing, name) => {
      if (lookUp(name) !== undefined) throw errno('EEXIST', name);
      changeOne(name, fileAt(existing));
    },
    remove: async (path) => {
      if (lookUp(path) !== undefined) changeOne(path, undefined);
    },
    touch: async (path, whenMs) => {
      fileAt(path).modifiedMs = whenMs;
    },
    syncFolder: async (path) => {
      const folder = folderAt(path);
      folder.durable = new Map(folder.now);
      folder.pending = [];
    },
    afterPowerLoss: (fate) => build(surviveFolder(root, fate, new Map()), nowMs),
    contentOf: (path) => fileAt(path).now,
    setContent: (path, bytes) => {
      const file = fileAt(path);
      file.now = Uint8Array.from(bytes);
      file.durable = file.now;
      file.pending = [];
    },
    allFiles: () => filesBelow(root, '').sort(),
  };
};

/** An empty disk. */
export const volatileFileSystem = (nowMs: () => number = () => 0): VolatileFileSystem =>
  build(newFolder(), nowMs);
