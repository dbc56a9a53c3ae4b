/** The built command line, where there is one: it starts, answers, and leaves with its exit code. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { version } from '../../../../src-main/cli/version.ts';

const bundle = fileURLToPath(new URL('../../../../out/plaquette.mjs', import.meta.url));
const isBuilt = existsSync(bundle);
if (!isBuilt) console.warn('skipped: the built command line (run npm run build)');

const plaquette = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [bundle, ...argv], { encoding: 'utf8' });

describe.skipIf(!isBuilt)('out/plaquette.mjs', () => {
  it.skipIf(process.platform === 'win32')('may be executed, as npx does', () => {
    expect(statSync(bundle).mode & 0o111).toBe(0o111);
  });

  it('starts, and leaves with its exit code', () => {
    expect(plaquette('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(plaquette('inspect', 'no-such-file')).toMatchObject({ status: 2, stdout: '' });
  });
});
