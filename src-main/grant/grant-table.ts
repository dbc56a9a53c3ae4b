/**
 * Which handles stand for which paths. One path has one handle as long as the table lives; a handle that was never given resolves to
 * nothing. Paths are made absolute and canonical by who grants. Test: test/unit/main/grant/grant-table.test.ts.
 */
import { randomBytes } from 'node:crypto';
import type { FileHandle } from '../contract/index.ts';

export interface Grant {
  readonly handle: FileHandle;
  readonly path: string;
}

export class GrantTable {
  private readonly paths = new Map<FileHandle, string>();
  private readonly handles = new Map<string, FileHandle>();
  private readonly listeners = new Set<(grant: Grant) => void>();

  /** The handle of an absolute path. */
  grant(path: string): FileHandle {
    const known = this.handles.get(path);
    if (known !== undefined) return known;
    const handle = `h-${randomBytes(16).toString('hex')}`;
    this.adopt({ handle, path });
    return handle;
  }

  /** Takes over a grant that another process made. */
  adopt(grant: Grant): void {
    this.paths.set(grant.handle, grant.path);
    this.handles.set(grant.path, grant.handle);
    for (const listener of this.listeners) listener(grant);
  }

  resolve(handle: FileHandle): string | undefined {
    return this.paths.get(handle);
  }

  entries(): readonly Grant[] {
    return Array.from(this.paths, ([handle, path]) => ({ handle, path }));
  }

  /** Called for every later grant; answers what ends it. */
  onGrant(listener: (grant: Grant) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
