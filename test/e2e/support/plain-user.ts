/** Programs that obey the permissions of files. Root does not: where the tests run as root, its powers over files are taken off first. */
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './launch.ts';

const isRoot = process.getuid?.() === 0;
const powers = '-dac_override,-dac_read_search';
const without = [`--bounding-set=${powers}`, `--inh-caps=${powers}`];

export const canBePlainUser = (): boolean => {
  if (process.platform === 'win32') return false;
  if (!isRoot) return true;
  try {
    execFileSync('setpriv', [...without, 'true']);
    return true;
  } catch {
    return false;
  }
};

/** Programs that `action` starts obey permissions. */
export const asPlainUser = async (home: string, action: () => Promise<void>): Promise<void> => {
  if (!isRoot) return action();
  const before = process.env.PLAQUETTE_ELECTRON;
  const electron = join(home, 'electron');
  writeFileSync(
    electron,
    `#!/bin/sh\nexec setpriv ${without.join(' ')} "${commandLine(home, [])[0]}" "$@"\n`,
  );
  chmodSync(electron, 0o755);
  process.env.PLAQUETTE_ELECTRON = electron;
  try {
    await action();
  } finally {
    if (before === undefined) delete process.env.PLAQUETTE_ELECTRON;
    else process.env.PLAQUETTE_ELECTRON = before;
  }
};
