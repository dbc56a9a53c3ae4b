import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

// Bundles the command line and the compute thread for Node 20.18 and newer; packages with native code stay outside.
export default defineConfig({
  root,
  plugins: [
    {
      // `npx plaquette` starts the file itself
      name: 'executable-command',
      writeBundle: () => chmodSync(`${root}out/plaquette.mjs`, 0o755),
    },
  ],
  build: {
    ssr: true,
    target: 'node20',
    outDir: `${root}out`,
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: {
        plaquette: `${root}src-main/cli/plaquette.ts`,
        'compute-thread': `${root}src-main/worker/compute-thread.ts`,
        'field-thread': `${root}src-main/configuration/field-thread.ts`,
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunk/[name]-[hash].mjs' },
    },
  },
});
