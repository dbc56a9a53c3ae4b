import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { markdownPages } from './build/markdown.ts';

const root = `${import.meta.dirname}/..`;
const out = process.env.PLAQUETTE_OUT ?? `${root}/out`;

// The page that Electron's windows and the server show. Everything is bundled; nothing is inlined, because the content policy forbids it.
export default defineConfig({
  root: `${root}/src-renderer`,
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), markdownPages()],
  build: {
    target: 'chrome130',
    outDir: `${out}/renderer`,
    emptyOutDir: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
