import { defineConfig } from '@playwright/test';
import { findChromium } from '../../src-main/platform/browser.mjs';

const chromium = findChromium(process.env);
const browser = {
  ...(chromium === undefined ? {} : { executablePath: chromium }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
};

// `electron`: the application as `npm start` shows it. `packaged`: what `npm run package` made. `browser`: the page that `plaquette serve` shows.
// One at a time: the applications would take each other's processors, and with them the time that a journey may need.
export default defineConfig({
  testDir: '.',
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // on a busy machine; what needs it is reported as flaky, not as passed
  retries: 1,
  reporter: [['list']],
  outputDir: '../../test-results',
  projects: [
    { name: 'electron', testIgnore: ['**/packaged.spec.ts', '**/browser/**'] },
    { name: 'packaged', testMatch: ['**/packaged.spec.ts'] },
    { name: 'browser', testMatch: ['**/browser/**/*.spec.ts'], use: { launchOptions: browser } },
  ],
});
