/**
 * Entry of Electron's main process (out/main.mjs): what must happen before Electron is ready, and one instance only. Files and links that come
 * early wait in the queue. Test: test/e2e/desktop.spec.ts.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, protocol } from 'electron';
import { APP_SCHEME } from '../security/app-address.ts';
import { LINK_SCHEME } from '../security/deep-link.ts';
import { OpenQueue } from './open-queue.ts';
import { type HandOver, readHandOver, wordsForUs } from './open-request.ts';
import { startApplication } from './start-application.ts';

const NAME = 'Plaquette';
const out = dirname(fileURLToPath(import.meta.url));
const folder = process.cwd();
const asked = new OpenQueue<HandOver>();
const given: HandOver = {
  words: [...wordsForUs(process.argv, process.defaultApp === true, folder, app.getAppPath())],
  folder,
};

app.setName(NAME);
app.setAppUserModelId('org.plaquette.Plaquette');
// not where a bare Electron keeps its own; tests name a folder of theirs
if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', join(app.getPath('appData'), NAME));
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);

const begin = async (): Promise<void> => {
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const handedOver = readHandOver(data);
    if (handedOver !== undefined) asked.push(handedOver);
  });
  // macOS tells files and links by events, often before it is ready
  app.on('open-file', (event, path) => {
    event.preventDefault();
    asked.push({ words: [path], folder });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    asked.push({ words: [url], folder });
  });
  asked.push(given);
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  await app.whenReady();
  await startApplication({ out, root: dirname(out) }, asked);
};

if (app.requestSingleInstanceLock(given))
  begin().catch((error: unknown) => {
    console.error(error instanceof Error ? error.stack : error);
    app.exit(1);
  });
else app.quit();
