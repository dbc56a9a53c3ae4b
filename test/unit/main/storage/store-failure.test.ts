import { describe, expect, it } from 'vitest';
import { attempt, storeFailure } from '../../../../src-main/storage/store-failure.ts';

describe('failures of the file system', () => {
  it.each([
    ['ENOSPC', 'store.diskFull'],
    ['EDQUOT', 'store.diskFull'],
    ['EROFS', 'store.readOnly'],
    ['EACCES', 'store.readOnly'],
    ['EPERM', 'store.readOnly'],
    ['ENOENT', 'store.notFound'],
    ['EIO', 'store.failed'],
  ])('%s is %s', (errno, code) => {
    const failure = storeFailure(errno, 'write runs/a/log.ndjson');
    expect(failure.code).toBe(code);
    expect(failure.message).toContain('write runs/a/log.ndjson');
    expect(failure.remedy).not.toBe('');
    expect(failure.detail).toEqual({ errno });
  });

  it('are values; any other error is a bug and passes through', async () => {
    const refused = await attempt('try', () =>
      Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.readOnly' } });
    await expect(attempt('try', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    const nodeBug = Object.assign(new Error('bad argument'), { code: 'ERR_INVALID_ARG_TYPE' });
    await expect(attempt('try', () => Promise.reject(nodeBug))).rejects.toThrow('bad argument');
  });
});
