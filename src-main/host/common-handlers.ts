/**
 * The host calls that Electron and the server answer alike. The world brings what differs: where things lie, and what else must know.
 * Test: test/unit/main/host/common-handlers.test.ts.
 */
import { release } from 'node:os';
import type { Handlers, Settings } from '../contract/index.ts';
import type { ProgramLog } from '../log/program-log.ts';
import { diagnosticsText } from './diagnostics.ts';
import type { JsonFile } from './json-file.ts';
import { existingPlace, type PlaceMaker, unknownHandle } from './place.ts';
import type { RecentPlaces } from './recent-places.ts';
import { makeSampleFolder } from './sample-place.ts';
import { mergeSettings } from './settings-store.ts';

export type CommonCallName =
  | 'host.settings'
  | 'host.changeSettings'
  | 'host.recent'
  | 'host.forgetRecent'
  | 'host.noteRecent'
  | 'host.samplePlace'
  | 'host.diagnostics';

export interface CommonWorld extends PlaceMaker {
  readonly settings: JsonFile<Settings>;
  readonly recents: RecentPlaces;
  readonly log: ProgramLog;
  readonly version: string;
  /** Of the user account. */
  readonly user: string;
  /** The folder in which the sample workspace is made. */
  readonly documents: () => string;
  /** Told once new settings are durable. */
  readonly settingsChanged: (settings: Settings) => void;
  /** Told of every place that was opened. */
  readonly placeNoted?: (path: string) => void;
}

const LOG_LINES = 200;
const nothing = { ok: true, value: null } as const;

export const commonHandlers = (world: CommonWorld): Handlers<CommonCallName, unknown> => ({
  'host.settings': () => ({ ok: true, value: world.settings.value() }),
  'host.changeSettings': async (patch) => {
    const changed = await world.settings.change((now) => mergeSettings(now, patch));
    if (changed.ok) world.settingsChanged(changed.value);
    return changed;
  },
  'host.recent': async () => ({ ok: true, value: [...(await world.recents.list())] }),
  'host.forgetRecent': async ({ handle }) => {
    const path = world.grants.resolve(handle);
    if (path === undefined) return unknownHandle();
    const forgotten = await world.recents.forget(path);
    return forgotten.ok ? nothing : forgotten;
  },
  'host.noteRecent': async ({ handle, what }) => {
    const path = world.grants.resolve(handle);
    if (path === undefined) return unknownHandle();
    const noted = await world.recents.note(path, what);
    world.placeNoted?.(path);
    return noted.ok ? nothing : noted;
  },
  'host.samplePlace': async () => {
    const made = await makeSampleFolder(world.files, world.documents());
    return made.ok ? existingPlace(world, made.value) : made;
  },
  'host.diagnostics': async () => {
    const text = diagnosticsText({
      version: world.version,
      versions: process.versions,
      platform: `${process.platform} ${process.arch} ${release()}`,
      settings: world.settings.value(),
      log: await world.log.tail(LOG_LINES),
      home: world.home,
      user: world.user,
    });
    return { ok: true, value: { text, problem: world.settings.problem ?? world.recents.problem } };
  },
});
