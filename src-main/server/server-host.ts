/**
 * What is behind the doors of a server: the engine, what a host does, and what both know of files. Knows nothing of sockets.
 * Test: test/unit/main/server/host-handlers.test.ts.
 */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ok, type Result } from '../../src-engine/base/result.ts';
import { type HostEvents, hostCalls, type Place, type Reply } from '../contract/index.ts';
import type { FromEngine } from '../engine-host/control.ts';
import type { Engine } from '../engine-host/engine-world.ts';
import { createRouter } from '../engine-host/router.ts';
import { GrantTable } from '../grant/grant-table.ts';
import { ensureFolders } from '../host/json-file.ts';
import { existingPlace, placeOf } from '../host/place.ts';
import { openRecentPlaces } from '../host/recent-places.ts';
import { openSettings } from '../host/settings-store.ts';
import { openProgramLog, type ProgramLog } from '../log/program-log.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { EngineSeat } from './engine-seat.ts';
import { type HostCaller, hostHandlers } from './host-handlers.ts';
import { servedRoot } from './served-root.ts';

export interface ServerHostOptions {
  readonly version: string;
  readonly files: FileSystem;
  /** Where settings, recent places and the log are kept. */
  readonly programFolder: string;
  /** The folder below which pages may look around. */
  readonly root: string;
  /** A workspace folder that the pages open; it may lie elsewhere. */
  readonly workspace: string | null;
  makeEngine(tell: (message: FromEngine) => void): Engine;
  /** What the engine says, besides what goes to the log. */
  tell(message: FromEngine): void;
  /** To every page. */
  tellPages<N extends keyof HostEvents>(name: N, payload: HostEvents[N]): void;
}

export interface ServerHost {
  readonly seat: EngineSeat;
  readonly log: ProgramLog;
  /** Canonical. */
  readonly root: string;
  readonly workspace: Place | null;
  /** Answers a host call. */
  answer(name: string, args: unknown, caller: HostCaller): Promise<Reply<unknown>>;
  /** Grants a file that has arrived. */
  placeOf(path: string): Place;
}

export const openServerHost = async (options: ServerHostOptions): Promise<Result<ServerHost>> => {
  const { files, version, programFolder } = options;
  const grants = new GrantTable();
  const maker = { files, grants, home: homedir() };
  const rootPlace = await existingPlace(maker, options.root);
  if (!rootPlace.ok) return rootPlace;
  const root = grants.resolve(rootPlace.value.handle)!;
  const given = options.workspace === null ? null : await existingPlace(maker, options.workspace);
  if (given?.ok === false) return given;
  const workspace = given?.value ?? null;

  // a home that cannot be written costs kept settings, nothing more
  await ensureFolders(files, programFolder).catch(() => undefined);
  const settings = await openSettings(files, join(programFolder, 'settings.json'));
  const recents = await openRecentPlaces(maker, join(programFolder, 'recent.json'));
  const log = openProgramLog(files, join(programFolder, 'log'));

  const seat = new EngineSeat({
    grants,
    settings: () => settings.value(),
    make: (tell) => options.makeEngine(tell),
    tell: (message) => {
      if (message.kind === 'log')
        log.note(message.level, 'engine', message.text, message.traceId ?? undefined);
      options.tell(message);
    },
  });
  const handlers = hostHandlers({
    ...maker,
    settings,
    recents,
    log,
    version,
    user: userInfo().username,
    documents: () => root,
    settingsChanged: (changed) => {
      seat.applySettings();
      options.tellPages('host.settingsChanged', { settings: changed });
    },
    root: servedRoot(maker, root),
    workspace,
    seat,
  });
  const route = createRouter(hostCalls, handlers, {
    log: (text, traceId) => log.note('error', 'host', text, traceId),
  });
  return ok({
    seat,
    log,
    root,
    workspace,
    answer: route,
    placeOf: (path) => placeOf(maker, path, 'file'),
  });
};
