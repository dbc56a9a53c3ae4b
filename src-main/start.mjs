// `npm start`: installs what is missing, builds, and shows Plaquette: in its own window where there is a display and an Electron, else in a browser.
// `npm start -- file` opens a file, `-- --browser` serves even where a window could be shown, `-- --no-serve` only does the quick start; options of
// `plaquette serve` (`-- --port 8000`) go on to it.
import { homedir } from 'node:os';
import { installMissing, npm, projectNode, root, runIn, stayWith } from './install.mjs';
import { chooseFace } from './platform/choose-face.mjs';
import { hasDisplay, sandboxFacts, whyNoSandbox } from './platform/display.mjs';
import { fetchElectron } from './platform/electron-dist.mjs';
import { missingLibraries } from './platform/system-libraries.mjs';

const OWN = ['--browser', '--no-serve'];
const words = process.argv.slice(2);
const rest = words.filter((word) => !OWN.includes(word));

for (const prepare of [installMissing, () => npm(['run', '--silent', 'build'])]) {
  const status = prepare();
  if (status !== 0) process.exit(status);
}

const node = projectNode();
const log = console.error;
const display = hasDisplay(process.platform, process.env);
const browserAsked = words.includes('--browser');
const serve = !words.includes('--no-serve');
const wanted = display && serve && !browserAsked;
const electron = wanted ? await fetchElectron({ root, node, env: process.env, log }) : undefined;
const missing = electron?.ok ? missingLibraries(electron.executable) : [];

const face = chooseFace({ display, browserAsked, serve, electron, missing });
for (const message of face.messages) log(message);

const engine = `${root}out/plaquette.mjs`;
/** @param {string[]} more */
const quickStart = (...more) => runIn(node, [engine, 'start', ...more]);

/** @param {string} executable */
const showWindow = (executable) => {
  const why = whyNoSandbox(sandboxFacts(executable));
  if (why) log(why);
  // ELECTRON_RUN_AS_NODE (set in the terminals of some editors) would start no window
  return stayWith(executable, [...(why ? ['--no-sandbox'] : []), root, ...rest], {
    ELECTRON_RUN_AS_NODE: undefined,
  });
};

/** @param {import('./platform/choose-face.mjs').Browser} face */
const serveApplication = async ({ quickStart: first, open }) => {
  const status = first ? quickStart() : 0;
  if (status !== 0) return status;
  const places = ['--workspace', `${root}workspace`, '--root', homedir()];
  return stayWith(node, [engine, 'serve', ...places, ...(open ? ['--open'] : []), ...rest]);
};

if (face.kind === 'desktop') process.exitCode = await showWindow(face.executable);
else if (face.kind === 'browser') process.exitCode = await serveApplication(face);
else process.exitCode = quickStart(...rest);
