/**
 * Where this server keeps settings, recent places and its log: beside those of the desktop application, not among them, because both may
 * run at once. Test: test/unit/main/server/program-folder.test.ts.
 */
import { join } from 'node:path';

export const programFolder = (
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string => {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'plaquette-server');
  const parent =
    platform === 'win32'
      ? environment.APPDATA || join(home, 'AppData', 'Roaming')
      : environment.XDG_CONFIG_HOME || join(home, '.config');
  return join(parent, 'plaquette-server');
};
