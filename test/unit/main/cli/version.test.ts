import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { version } from '../../../../src-main/cli/version.ts';

it('is the version of package.json', () => {
  const url = new URL('../../../../package.json', import.meta.url);
  expect(version).toBe(JSON.parse(readFileSync(url, 'utf8')).version);
});
