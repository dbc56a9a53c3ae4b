import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const out = process.env.PLAQUETTE_OUT ?? `${root}out`;

// The preload of a sandboxed window: one CommonJS file, because a sandbox can load nothing else.
export default defineConfig({
  root,
  build: {
    ssr: true,
    target: 'chrome130',
    outDir: out,
    emptyOutDir: false,
    rolldownOptions: {
      input: { preload: `${root}src-main/preload/preload.ts` },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
});
