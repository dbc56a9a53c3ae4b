/**
 * Which file was opened: its real path, and its size and time of change, by which a later look tells whether it is still the same.
 * Test: test/unit/main/configuration/file-identity.test.ts.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { errnoOf, type FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';

export interface FileIdentity {
  readonly path: string;
  readonly size: number;
  readonly modifiedMs: number;
}

const vanished = (path: string): Result<never> =>
  fail(
    'store.notFound',
    `${basename(path)} is not in ${dirname(path)} any more.`,
    'Bring the file or its disk back, or close it here.',
  );

const notAFile = (path: string, kind: 'folder' | 'other'): Result<never> =>
  kind === 'folder'
    ? fail(
        'format.unknown',
        `${basename(path)} is a folder, not a configuration file.`,
        'Open a file in it; a folder of runs is opened as a workspace.',
      )
    : fail(
        'format.unknown',
        `${basename(path)} is a device or a pipe, not a file.`,
        'Open a configuration file.',
      );

/** The identity of a file that can be read now. */
export const identify = async (files: FileSystem, path: string): Promise<Result<FileIdentity>> => {
  const real = await realpath(path).catch(() => path);
  const found = await attempt(`look at ${basename(path)}`, () => files.facts(real));
  if (!found.ok) return found;
  if (found.value === undefined)
    return fail(
      'store.notFound',
      `There is no ${basename(path)} in ${dirname(path)}.`,
      'Check that its disk is connected, or choose another file.',
    );
  const { kind, size, modifiedMs } = found.value;
  if (kind !== 'file') return notAFile(path, kind);
  try {
    await (await files.open(real, 'read')).close();
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'EACCES' || errno === 'EPERM')
      return fail(
        'store.readOnly',
        `This account is not allowed to read ${basename(path)}.`,
        'Change the permissions of the file, or ask its owner for a copy.',
        { errno },
      );
    return attempt(`open ${basename(path)}`, () => Promise.reject(error));
  }
  return ok({ path: real, size, modifiedMs });
};

/** A failure when the file is gone or is not the one that was opened. */
export const checkUnchanged = async (files: FileSystem, file: FileIdentity): Promise<Result<null>> => {
  const found = await attempt(`look at ${basename(file.path)}`, () => files.facts(file.path));
  if (!found.ok) return found;
  if (found.value === undefined) return vanished(file.path);
  const { kind, size, modifiedMs } = found.value;
  if (kind === 'file' && size === file.size && modifiedMs === file.modifiedMs) return ok(null);
  return fail(
    'store.changed',
    `${basename(file.path)} was changed by another program since it was opened.`,
    'Open it again to see what it is now.',
    { bytesThen: file.size, bytesNow: size },
  );
};
