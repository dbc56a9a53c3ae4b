/**
 * A file system that fails at operation k: the store must keep its promises whatever step goes wrong.
 * Operations are counted from 0 over all calls that touch the disk, including those on open files.
 */
import type { FileSystem, OpenFile } from '../../src-main/storage/file-system.ts';

export type FaultKind =
  /** Nothing is done; EIO. */
  | 'error'
  /** Nothing is done; ENOSPC. */
  | 'diskFull'
  /** Nothing is done; EACCES. */
  | 'refused'
  /** A write does half of its work and says so; other operations fail with EIO. */
  | 'short'
  /** A write does half of its work and fails with ENOSPC; other operations fail with EIO. */
  | 'torn'
  /** The operation is done and reported as failed with EIO. */
  | 'lostAnswer';

export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
  /** `once`, or from then on for good. */
  readonly lasts: 'once' | 'forever';
}

export interface FaultyFileSystem extends FileSystem {
  /** Operations so far. */
  count(): number;
  /** Whether the fault was met. */
  struck(): boolean;
}

const errno = (code: string): Error => Object.assign(new Error(`${code}: injected`), { code });
const codes: Record<FaultKind, string> = {
  error: 'EIO',
  diskFull: 'ENOSPC',
  refused: 'EACCES',
  short: 'EIO',
  torn: 'EIO',
  lostAnswer: 'EIO',
};

/** `inner`, with a fault (or none: then it only counts). */
export const faultyFileSystem = (inner: FileSystem, fault?: Fault): FaultyFileSystem => {
  let operations = 0;
  let struck = false;

  const strikes = (): boolean => {
    const index = operations++;
    if (fault === undefined || index < fault.at || (fault.lasts === 'once' && index > fault.at)) return false;
    struck = true;
    return true;
  };
  const step = async <T>(action: () => Promise<T>): Promise<T> => {
    if (!strikes()) return action();
    if (fault?.kind === 'lostAnswer') await action();
    throw errno(codes[fault!.kind]);
  };
  const wrap = (file: OpenFile): OpenFile => ({
    read: (buffer, position) => step(() => file.read(buffer, position)),
    write: async (bytes, position) => {
      if (!strikes()) return file.write(bytes, position);
      const kind = fault!.kind;
      if (kind === 'lostAnswer') await file.write(bytes, position);
      if (kind !== 'short' && kind !== 'torn') throw errno(codes[kind]);
      const half = Math.ceil(bytes.length / 2);
      const written = await file.write(bytes.subarray(0, half), position);
      if (kind === 'torn') throw errno('ENOSPC');
      return written;
    },
    sync: () => step(() => file.sync()),
    truncate: (size) => step(() => file.truncate(size)),
    size: () => step(() => file.size()),
    // Closing always frees the descriptor, as it does in the kernel.
    close: async () => {
      const fails = strikes();
      await file.close();
      if (fails) throw errno(codes[fault!.kind]);
    },
  });

  return {
    count: () => operations,
    struck: () => struck,
    open: (path, mode) => step(async () => wrap(await inner.open(path, mode))),
    facts: (path) => step(() => inner.facts(path)),
    list: (path) => step(() => inner.list(path)),
    makeFolder: (path) => step(() => inner.makeFolder(path)),
    rename: (from, to) => step(() => inner.rename(from, to)),
    link: (existing, name) => step(() => inner.link(existing, name)),
    remove: (path) => step(() => inner.remove(path)),
    touch: (path, whenMs) => step(() => inner.touch(path, whenMs)),
    syncFolder: (path) => step(() => inner.syncFolder(path)),
  };
};
