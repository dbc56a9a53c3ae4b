/** Puts the main process together once Electron is ready: stores, session, engine, windows, habits of the desktop. */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { app, dialog, type MessagePortMain } from 'electron';
import { version } from '../cli/version.ts';
import type { FromEngine } from '../engine-host/control.ts';
import { GrantTable } from '../grant/grant-table.ts';
import { ensureFolders } from '../host/json-file.ts';
import { existingPlace } from '../host/place.ts';
import { openRecentPlaces } from '../host/recent-places.ts';
import { engineSettings, openSettings } from '../host/settings-store.ts';
import { openHostDoor } from '../ipc/host-door.ts';
import { openProgramLog, type ProgramLog } from '../log/program-log.ts';
import { appSession, hardenPages } from '../security/harden.ts';
import { findPageFiles, type PageFiles } from '../server/page-files.ts';
import { nodeFileSystem } from '../storage/node-file-system.ts';
import { AppWindows } from '../window/app-windows.ts';
import { openWindowStates } from '../window/window-states.ts';
import { type Activity, noActivity, signsOf } from './activity-signs.ts';
import { applyMenu } from './apply-menu.ts';
import { connectEngine } from './connect-engine.ts';
import type { Desktop, ProgramFiles } from './desktop.ts';
import { documents } from './documents.ts';
import { forkEngine } from './engine-process.ts';
import { EngineSupervisor } from './engine-supervisor.ts';
import { hostHandlers } from './handler/host-handlers.ts';
import { notify } from './notify.ts';
import { openFromOutside } from './open-from-outside.ts';
import type { OpenQueue } from './open-queue.ts';
import type { HandOver } from './open-request.ts';
import { Quit } from './quit.ts';
import { mainDefect, pageCrash, sentences } from './sentences.ts';
import { showNotice } from './show-notice.ts';
import { ShowSigns } from './show-signs.ts';
import { applyTheme } from './theme.ts';
import { TrayIcon } from './tray.ts';

/** To bring the application to the front, and nothing else. */
const nothingAsked: HandOver = { words: [], folder: homedir() };

/** macOS and Windows take the icon of the executable. */
const windowIcon = ({ root }: ProgramFiles): string | undefined =>
  process.platform === 'linux' ? join(root, 'assets', 'icons', 'application', '256x256.png') : undefined;

const openStores = async (program: ProgramFiles) => {
  const files = nodeFileSystem;
  const data = app.getPath('userData');
  const grants = new GrantTable();
  const home = homedir();
  const log = openProgramLog(files, join(data, 'logs'));
  await ensureFolders(files, data);
  const [settings, recents, states] = await Promise.all([
    openSettings(files, join(data, 'settings.json')),
    openRecentPlaces({ files, grants, home }, join(data, 'recent.json')),
    openWindowStates(files, join(data, 'windows.json')),
  ]);
  const problems = [settings.problem, recents.problem, states.problem].filter((found) => found !== null);
  return { program, files, grants, home, log, settings, recents, states, problems };
};

/** Never returns a window when the page has not been built: says so and ends. */
const pageFilesOrExit = (out: string, log: ProgramLog): PageFiles => {
  const pages = findPageFiles(join(out, 'renderer'));
  if (pages.ok) return pages.value;
  log.note('error', 'main', pages.error.message);
  dialog.showErrorBox('Plaquette', `${pages.error.message} ${pages.error.remedy}`);
  app.exit(1);
  return new Map();
};

export const startApplication = async (program: ProgramFiles, asked: OpenQueue<HandOver>): Promise<void> => {
  const stores = await openStores(program);
  const { log, settings, grants, states } = stores;
  const refused = (what: string): void => log.note('warning', 'security', `Refused: ${what}.`);
  const developerTools = !app.isPackaged;
  let activity: Activity = noActivity;

  hardenPages(refused);
  applyTheme(settings.value().theme);
  const session = appSession(pageFilesOrExit(program.out, log), developerTools, refused);

  const windows: AppWindows = new AppWindows({
    preload: join(program.out, 'preload.cjs'),
    session,
    developerTools,
    icon: windowIcon(program),
    states,
    theme: () => settings.value().theme,
    mayClose: (window) => quit.mayClose(window),
    changed: () => refreshSigns(),
    crashed: (window, reason) => {
      const traceId = log.defect('page', new Error(`The page of window ${window.id} ended: ${reason}`));
      return { failure: { ...pageCrash, traceId } };
    },
  });

  const engine: EngineSupervisor<MessagePortMain> = new EngineSupervisor({
    spawn: (events) =>
      forkEngine(join(program.out, 'engine.mjs'), events, (text) => log.note('warning', 'engine', text)),
    grants,
    settings: () => engineSettings(settings.value()),
    tell: (message) => hear(message),
    stateChanged: (state) => windows.broadcast('engine.state', state),
    log: (text) => log.note('error', 'main', text),
    now: Date.now,
    after: (ms, action) => {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
  });

  const unexpected = (error: unknown): void => {
    const failure = { ...mainDefect, traceId: log.defect('main', error) };
    windows.broadcast('host.problem', { failure });
  };
  process.on('uncaughtException', unexpected);
  process.on('unhandledRejection', unexpected);

  const desktop: Desktop = {
    ...stores,
    version,
    user: userInfo().username,
    documents,
    windows,
    engine,
    activity: () => activity,
    placeNoted: (path) => app.addRecentDocument(path),
    settingsChanged: (now) => {
      applyTheme(now.theme, windows);
      applyMenu(desktop);
      engine.settingsChanged();
      refreshSigns();
      windows.broadcast('host.settingsChanged', { settings: now });
    },
    command: (command, argument, window = windows.current() ?? windows.open(null)) => {
      window.focus();
      window.command(command, argument);
    },
  };

  const tray = new TrayIcon({
    icons: join(program.root, 'assets', 'icons', 'tray'),
    open: () => void openFromOutside(desktop, nothingAsked),
    quit: () => void quit.leave(),
    log: (text) => log.note('info', 'main', text),
  });
  const signs = new ShowSigns(windows, tray);
  const refreshSigns = (): void =>
    signs.show(signsOf(activity, settings.value(), quit.isInBackground), activity);
  const quit: Quit = new Quit(desktop, () => {
    refreshSigns();
    const { title, text } = sentences.background;
    notify(title, text(activity.activeRuns), () => void openFromOutside(desktop, nothingAsked));
  });

  const hear = (message: FromEngine): void => {
    if (message.kind === 'activity') {
      activity = message;
      refreshSigns();
    } else if (message.kind === 'notice') showNotice(desktop, message.notice);
    else if (message.kind === 'log')
      log.note(message.level, 'engine', message.text, message.traceId ?? undefined);
    else if (message.kind === 'failure') windows.broadcast('host.problem', { failure: message.failure });
  };

  openHostDoor({
    find: (contents) => windows.byContents(contents),
    handlers: hostHandlers(desktop),
    log: (text, traceId) => log.note('error', 'host', text, traceId),
    refused,
    grant: (path) => existingPlace(desktop, path),
    connectEngine: (window, event) => connectEngine(engine, window, event),
  });
  engine.start();
  applyMenu(desktop);
  app.on('activate', () => asked.push(nothingAsked));
  await asked.open((request) => openFromOutside(desktop, request));
  for (const failure of stores.problems) windows.current()?.send('host.problem', { failure });
};
