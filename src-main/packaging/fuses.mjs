// What a built executable must refuse, and the check that it does. electron-builder.yml sets the fuses; here they are read back from the bytes of
// the executable. Test: test/e2e/packaged.spec.ts.
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** @type {readonly { fuse: keyof typeof FuseV1Options, on: boolean, why: string }[]} */
const WANTED = [
  {
    fuse: 'RunAsNode',
    on: false,
    why: 'the executable would run any script, with the name and the rights of Plaquette',
  },
  { fuse: 'EnableNodeOptionsEnvironmentVariable', on: false, why: 'the environment could load code into it' },
  { fuse: 'EnableNodeCliInspectArguments', on: false, why: 'a debugger could take it over' },
  {
    fuse: 'EnableEmbeddedAsarIntegrityValidation',
    on: true,
    why: 'changed program files must not start (macOS, Windows)',
  },
  { fuse: 'OnlyLoadAppFromAsar', on: true, why: 'a folder laid beside the archive must not replace it' },
  { fuse: 'LoadBrowserProcessSpecificV8Snapshot', on: false, why: 'no such snapshot is shipped' },
  { fuse: 'GrantFileProtocolExtraPrivileges', on: false, why: 'no page is loaded from file://' },
];

/**
 * The fuses of an executable that are not as they must be, each with the reason. `inspectable` executables are for tests: a debugger may attach.
 * @param {string} executable @param {boolean} inspectable @returns {Promise<string[]>}
 */
export const fuseProblems = async (executable, inspectable) => {
  const wire = await getCurrentFuseWire(executable);
  return WANTED.filter(({ fuse, on }) => {
    const wanted = fuse === 'EnableNodeCliInspectArguments' ? inspectable : on;
    return wire[FuseV1Options[fuse]] !== (wanted ? FuseState.ENABLE : FuseState.DISABLE);
  }).map(({ fuse, on, why }) => `${fuse} is not ${on ? 'on' : 'off'}: ${why}.`);
};
