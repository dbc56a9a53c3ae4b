// `npm run icons`: renders the hand-written drawings of assets/icons to the pictures that operating systems want, which are kept in the repository.
// Needs a Chromium (PLAQUETTE_CHROMIUM, or one in the path).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { chromium } from '@playwright/test';
import { root } from '../install.mjs';
import { findChromium } from '../platform/browser.mjs';
import { ICNS_SIZES, icnsFile, icoFile } from './icon-files.mjs';

const ICONS = `${root}assets/icons/`;
const LINUX_SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256];
const DOCUMENT_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** up to here the drawing made for few pixels is used */
const FEW_PIXELS = 24;
/** Apple leaves a margin around the tile that other systems do not */
const APPLE_SCALE = 0.86;
const TRAY_SIZE = 16;
const ON_DARK = '#ffffff';
const ON_LIGHT = '#1d1f21';

const executablePath = findChromium(process.env);
if (executablePath === undefined) {
  console.error('No Chromium was found; install one or name it in PLAQUETTE_CHROMIUM.');
  process.exit(1);
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();

/**
 * @param {string} drawing name of a drawing @param {number} size @param {{ scale?: number, color?: string }} [look]
 * `color` fills a mark
 */
const render = async (drawing, size, { scale = 1, color = ON_LIGHT } = {}) => {
  const svg = readFileSync(`${ICONS}${drawing}.svg`, 'utf8');
  const inner = size * scale;
  const margin = (size - inner) / 2;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<!doctype html><style>body{margin:0}svg{position:absolute;left:${margin}px;top:${margin}px;width:${inner}px;height:${inner}px;color:${color}}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
};

/** @param {string} path below assets/icons @param {Buffer} content */
const write = (path, content) => {
  mkdirSync(dirname(`${ICONS}${path}`), { recursive: true });
  writeFileSync(`${ICONS}${path}`, content);
};

/** @param {string} drawing */
const anySize = (drawing) => (/** @type {number} */ size) =>
  render(size <= FEW_PIXELS ? `${drawing}-small` : drawing, size);
const application = anySize('application');
const document = anySize('document');

/** @param {readonly number[]} sizes @param {(size: number) => Promise<Buffer>} draw */
const pictures = async (sizes, draw) => {
  const drawn = [];
  for (const size of sizes) drawn.push({ size, png: await draw(size) });
  return drawn;
};

for (const { size, png } of await pictures(LINUX_SIZES, application))
  write(`application/${size}x${size}.png`, png);
for (const { size, png } of await pictures(DOCUMENT_SIZES, document))
  write(`document/${size}x${size}.png`, png);

write('application.ico', icoFile(await pictures(WINDOWS_SIZES, application)));
write('document.ico', icoFile(await pictures(DOCUMENT_SIZES, document)));
write(
  'application.icns',
  icnsFile(await pictures(ICNS_SIZES, (s) => render('application', s, { scale: APPLE_SCALE }))),
);
write('document.icns', icnsFile(await pictures(ICNS_SIZES, document)));

for (const [density, suffix] of /** @type {const} */ ([
  [1, ''],
  [2, '@2x'],
])) {
  const size = TRAY_SIZE * density;
  // macOS colours a template by itself: only its opacity counts
  write(`tray/trayTemplate${suffix}.png`, await render('mark-small', size, { color: '#000000' }));
  write(`tray/tray-on-light${suffix}.png`, await render('mark-small', size, { color: ON_LIGHT }));
  write(`tray/tray-on-dark${suffix}.png`, await render('mark-small', size, { color: ON_DARK }));
}
await browser.close();
