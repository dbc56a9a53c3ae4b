import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const lane = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

// Lanes: `unit` answers in minutes on every change; `statistics` and `crash` are slow and run on their own.
export default defineConfig({
  // files with runes
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
  root: new URL('..', import.meta.url).pathname,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      lane('unit', ['test/{unit,property,golden,lint}/**/*.test.ts'], 60_000),
      lane('statistics', ['test/statistics/**/*.test.ts'], 1_800_000),
      lane('crash', ['test/crash/**/*.test.ts'], 600_000),
    ],
  },
});
