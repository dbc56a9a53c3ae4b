import { chmodSync, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = process.env.PLAQUETTE_OUT ? resolve(process.env.PLAQUETTE_OUT) : `${root}out`;

const entries = {
  plaquette: 'src-main/cli/plaquette.ts',
  main: 'src-main/app/main.ts',
  engine: 'src-main/engine-host/utility-process.ts',
  'run-thread': 'src-main/engine-host/run-thread.ts',
  'analysis-thread': 'src-main/engine-host/analysis-thread.ts',
  'probe-thread': 'src-main/engine-host/probe-thread.ts',
  'field-thread': 'src-main/configuration/field-thread.ts',
  'examine-thread': 'src-main/model/examine-thread.ts',
  'compute-thread': 'src-main/worker/compute-thread.ts',
};

// Bundles every program that runs in Node 20.18 and newer, and in Electron (`main`; its preload has a config of its own). Packages of plain
// JavaScript go in; those with native code, and Electron itself, stay outside.
export default defineConfig({
  root,
  plugins: [
    {
      // `npx plaquette` starts the file itself
      name: 'executable-command',
      writeBundle: () => {
        if (existsSync(`${out}/plaquette.mjs`)) chmodSync(`${out}/plaquette.mjs`, 0o755);
      },
    },
  ],
  ssr: { noExternal: true, external: ['@photostructure/sqlite', 'electron'] },
  build: {
    ssr: true,
    target: 'node20',
    outDir: out,
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, `${root}${file}`])),
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunk/[name]-[hash].mjs' },
    },
  },
});
