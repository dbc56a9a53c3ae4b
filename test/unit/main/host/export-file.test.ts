import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { LARGEST_EXPORT, writeExport } from '../../../../src-main/host/export-file.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

const bytes = new TextEncoder().encode('update,plaquette\n1,0.5\n');

it('replaces the file, and leaves the old one when the disk is full', async () => {
  const files = volatileFileSystem();
  unwrap(await writeExport(files, '/a.csv', new Uint8Array([1])));
  const faulty = faultyFileSystem(files, { at: 1, kind: 'diskFull', lasts: 'forever' });
  const refused = await writeExport(faulty, '/a.csv', bytes);
  expect(!refused.ok && refused.error.code).toBe('store.diskFull');
  expect(files.contentOf('/a.csv')).toEqual(new Uint8Array([1]));
  unwrap(await writeExport(files, '/a.csv', bytes));
  expect(files.contentOf('/a.csv')).toEqual(bytes);
});

it('refuses more than it promises to write, and touches nothing', async () => {
  const files = volatileFileSystem();
  const huge = { length: LARGEST_EXPORT + 1 } as Uint8Array;
  const refused = await writeExport(files, '/a.csv', huge);
  expect(!refused.ok && refused.error.code).toBe('format.tooLarge');
  expect(files.allFiles()).toEqual([]);
});
