/**
 * Turns errors of the file system into typed failures; every other error is a bug and passes through.
 * Proof: test/unit/main/storage/store-failure.test.ts.
 */
import type { Failure, Result } from '../../src-engine/base/result.ts';
import { fail, ok } from '../../src-engine/base/result.ts';
import { errnoOf } from './file-system.ts';

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const refused = new Set(['EROFS', 'EACCES', 'EPERM']);

/** The failure that an errno means while `doing` (a verb phrase, such as "write runs/a/log.ndjson"). */
export const storeFailure = (errno: string, doing: string): Failure => {
  const detail = { errno };
  if (full.has(errno))
    return fail(
      'store.diskFull',
      `There was no space left to ${doing}.`,
      'Free some space on this disk, then try again; everything acknowledged so far is kept.',
      detail,
    ).error;
  if (refused.has(errno))
    return fail(
      'store.readOnly',
      `This account is not allowed to ${doing}.`,
      'Check the permissions of the file and its folder, or choose another place.',
      detail,
    ).error;
  if (errno === 'ENOENT' && doing.startsWith('write '))
    return fail(
      'store.notFound',
      `Could not ${doing}: its folder does not exist.`,
      'Bring the folder or its disk back, then try again.',
      detail,
    ).error;
  if (errno === 'ENOENT' || errno === 'ENOTDIR')
    return fail(
      'store.notFound',
      `Could not ${doing}: it does not exist.`,
      'Check the name and the folder.',
      detail,
    ).error;
  return fail(
    'store.failed',
    `Could not ${doing} (${errno}).`,
    'Check that the disk is connected and healthy, then try again.',
    detail,
  ).error;
};

/** The failure behind an error of the file system, or undefined for any other error. */
export const asStoreFailure = (error: unknown, doing: string): Failure | undefined => {
  const errno = errnoOf(error);
  return errno === undefined ? undefined : storeFailure(errno, doing);
};

/** Runs `action`; errors of the file system become failures, others are thrown on. */
export const attempt = async <T>(doing: string, action: () => Promise<T>): Promise<Result<T>> => {
  try {
    return ok(await action());
  } catch (error) {
    const failure = asStoreFailure(error, doing);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
};
