/** Opens an address in the user's browser, where there is a screen to show one. Test: test/unit/main/server/open-browser.test.ts. */
import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** The command that does it; undefined without a display. */
export const browserCommand = (
  platform: NodeJS.Platform,
  environment: Environment,
  address: string,
): readonly [command: string, args: readonly string[]] | undefined => {
  if (platform === 'darwin') return ['open', [address]];
  // `start` is a word of the shell, in which & would end the address
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  const hasDisplay = Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  return hasDisplay ? ['xdg-open', [address]] : undefined;
};

/** Whether a browser was asked to open the address. */
export const openBrowser = (
  platform: NodeJS.Platform,
  environment: Environment,
  address: string,
): Promise<boolean> => {
  const command = browserCommand(platform, environment, address);
  if (command === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(command[0], [...command[1]], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
};
