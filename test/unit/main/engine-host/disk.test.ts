import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freeBytes, isWritable } from '../../../../src-main/engine-host/session/disk.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

it('tells whether a folder takes files, and leaves none behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
  expect(await isWritable(nodeFileSystem, folder, '0123456789abcdef')).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
  expect(await isWritable(nodeFileSystem, join(folder, 'none'), '0123456789abcdef')).toBe(false);
  const full = {
    ...nodeFileSystem,
    open: async () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    },
  };
  expect(await isWritable(full, folder, '0123456789abcdef')).toBe(false);
  expect(await freeBytes(folder)).toBeGreaterThan(0);
  expect(await freeBytes(join(folder, 'none'))).toBeNull();
  rmSync(folder, { recursive: true });
});
