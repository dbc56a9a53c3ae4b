import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { makeSampleFolder } from '../../../../src-main/host/sample-place.ts';
import { faultyFileSystem } from '../../../support/faulty-file-system.ts';
import { volatileFileSystem } from '../../../support/volatile-file-system.ts';

it('is the same folder each time, made with the documents folder where there is none', async () => {
  const files = volatileFileSystem();
  const first = unwrap(await makeSampleFolder(files, '/u/ann/Documents'));
  expect(first).toBe('/u/ann/Documents/Plaquette sample');
  expect(unwrap(await makeSampleFolder(files, '/u/ann/Documents'))).toBe(first);
});

it('says when the folder cannot be made', async () => {
  const faulty = faultyFileSystem(volatileFileSystem(), { at: 0, kind: 'refused', lasts: 'forever' });
  const refused = await makeSampleFolder(faulty, '/docs');
  expect(!refused.ok && refused.error.code).toBe('store.readOnly');
});
