// `npm run package`: builds, packs with electron-builder and checks the fuses of what came out. Without arguments: the `dir` target of this machine,
// offline once Electron is there. Arguments go on to electron-builder (`-- --linux deb`, `-- --mac`): it then downloads what such a target needs.
// PLAQUETTE_FUSES=inspectable makes the variant that tests can drive, in release/inspectable; it is not for users.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { projectNode, root, runIn } from '../install.mjs';
import { fetchElectron } from '../platform/electron-dist.mjs';
import { fuseProblems } from './fuses.mjs';

const asked = process.argv.slice(2);
const inspectable = process.env.PLAQUETTE_FUSES === 'inspectable';
const output = inspectable ? 'release/inspectable' : 'release';
const updates = process.env.PLAQUETTE_UPDATE_URL;
const homepage = process.env.PLAQUETTE_HOMEPAGE;

/** @param {string} message @returns {never} */
const leave = (message) => {
  console.error(message);
  process.exit(1);
};

/** Whether the target is for a machine like this one, so that the Electron of this machine can be packed. */
const forThisMachine = !asked.some((word) =>
  /^(--(mac|win|windows|x64|arm64|armv7l|ia32|universal)|-[mwo]+)$/.test(word),
);

const electronHere = async () => {
  const electron = await fetchElectron({ root, node: projectNode(), env: process.env, log: console.error });
  if (!electron.ok) return leave(electron.problems.join('\n'));
  return [`-c.electronDist=${electron.dist}`, `-c.electronVersion=${electron.version}`];
};

/** The executables below the output folder, as electron-builder names them on each system. */
const executables = () =>
  readdirSync(join(root, output))
    .flatMap((folder) =>
      ['plaquette', 'Plaquette.exe', 'Plaquette.app/Contents/MacOS/Plaquette'].map((name) =>
        join(root, output, folder, name),
      ),
    )
    .filter((path) => existsSync(path));

if (build() !== 0) leave('The build failed, so nothing was packed.');
const status = runIn(projectNode(), [
  `${root}node_modules/electron-builder/cli.js`,
  ...(asked.length > 0 ? asked : ['--dir']),
  '--publish=never',
  `-c.directories.output=${output}`,
  ...(forThisMachine ? await electronHere() : []),
  ...(inspectable ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
  ...(homepage ? [`-c.extraMetadata.homepage=${homepage}`] : []),
  ...(updates ? ['-c.publish.provider=generic', `-c.publish.url=${updates}`] : []),
]);
if (status !== 0) process.exit(status);

const built = executables();
if (built.length === 0) leave(`No executable was found below ${output}.`);
for (const executable of built) {
  const problems = await fuseProblems(executable, inspectable);
  if (problems.length > 0) leave(`${executable} must not be shipped.\n${problems.join('\n')}`);
  console.log(`Fuses as they must be: ${executable}`);
}
