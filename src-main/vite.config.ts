import { defineConfig } from 'vite';

const root = new URL('..', import.meta.url).pathname;

// Bundles the command line and the compute thread for Node 20.18 and newer; packages with native code stay outside.
export default defineConfig({
  root,
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
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunk/[name]-[hash].mjs' },
    },
  },
});
