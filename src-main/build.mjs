// `npm run build`: the programs of src-main (command line, engine process, threads, Electron's main process), its preload, and the page
// of src-renderer, into out/ (or PLAQUETTE_OUT). Plain JavaScript: `npm start` calls it before anything is built.
import { existsSync } from 'node:fs';
import { projectNode, root, runIn } from './install.mjs';

const configs = ['src-main/vite.config.ts', 'src-main/preload/vite.config.ts', 'src-renderer/vite.config.ts'];

export const build = () => {
  for (const config of configs.filter((file) => existsSync(`${root}${file}`))) {
    const status = runIn(projectNode(), [
      `${root}node_modules/vite/bin/vite.js`,
      'build',
      '--config',
      config,
      '--logLevel',
      'warn',
    ]);
    if (status !== 0) return status;
  }
  return 0;
};

if (process.argv[1] === new URL(import.meta.url).pathname) process.exit(build());
