// Whether a window can be shown here, and whether Electron's sandbox can work. Test: test/unit/main/platform/display.test.ts.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param {string} platform @param {NodeJS.ProcessEnv} env */
export const hasDisplay = (platform, env) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * What decides about the sandbox on Linux. `helper`: chrome-sandbox belongs to root and runs as root. `namespaces`: this user may make user namespaces.
 * @typedef {{ platform: string, isRoot: boolean, helper: boolean, namespaces: boolean }} SandboxFacts
 */

/**
 * Why Electron must be started without its sandbox, or nothing where the sandbox works.
 * @param {SandboxFacts} facts @returns {string | undefined}
 */
export const whyNoSandbox = ({ platform, isRoot, helper, namespaces }) => {
  if (platform !== 'linux') return undefined;
  if (isRoot)
    return "Plaquette runs as root here, so Electron's sandbox is off; start it as an ordinary user to have it on.";
  if (helper || namespaces) return undefined;
  return (
    "This machine does not let ordinary users make user namespaces, so Electron's sandbox is off; allow them " +
    '(sysctl kernel.unprivileged_userns_clone=1 on Debian, kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu) to have it on.'
  );
};

/** @param {string} executable */
const hasSetuidHelper = (executable) => {
  const helper = statSync(join(dirname(executable), 'chrome-sandbox'), { throwIfNoEntry: false });
  return helper !== undefined && helper.uid === 0 && (helper.mode & 0o4000) !== 0;
};

/**
 * The facts of this machine. A namespace is really made: system settings alone do not tell what a container or a security module forbids.
 * @param {string} executable @returns {SandboxFacts}
 */
export const sandboxFacts = (executable) => ({
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  helper: hasSetuidHelper(executable),
  namespaces: spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0,
});
