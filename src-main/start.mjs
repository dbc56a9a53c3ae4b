// `npm start`: installs what is missing, builds, and does the main job.
import { installMissing, projectNode, root, runIn } from './install.mjs';

const steps = [
  () => installMissing(),
  () =>
    runIn(projectNode(), [
      `${root}node_modules/vite/bin/vite.js`,
      'build',
      '--config',
      'src-main/vite.config.ts',
      '--logLevel',
      'warn',
    ]),
  () => runIn(projectNode(), [`${root}out/plaquette.mjs`, 'start', ...process.argv.slice(2)]),
];
for (const step of steps) {
  const status = step();
  if (status !== 0) process.exit(status);
}
