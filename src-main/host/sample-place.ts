/** The folder of the sample workspace: the same one each time. Test: test/unit/main/host/sample-place.test.ts. */
import { join } from 'node:path';
import type { Result } from '../../src-engine/base/result.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { attempt } from '../storage/store-failure.ts';
import { ensureFolders } from './json-file.ts';

export const SAMPLE_NAME = 'Plaquette sample';

/** Makes the folder in `parent` (the user's documents) where it is missing, and answers its path. */
export const makeSampleFolder = (files: FileSystem, parent: string): Promise<Result<string>> => {
  const folder = join(parent, SAMPLE_NAME);
  return attempt(`make ${folder}`, async () => {
    await ensureFolders(files, folder);
    await files.syncFolder(parent);
    return folder;
  });
};
