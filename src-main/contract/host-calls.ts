/** What the host (Electron's main process, or the server) does for the renderer: dialogs, settings, recent places, saving, windows. */
import { z } from 'zod';
import { changeCall, noArgs, nothing, readCall } from './call.ts';
import { bytes, failure, fileFilter, fileHandle, instant, place, shortText } from './values.ts';

export const theme = z.enum(['system', 'light', 'dark', 'contrast']);
export type Theme = z.output<typeof theme>;

export const settings = z.strictObject({
  theme,
  /** `system` follows the operating system. */
  motion: z.enum(['system', 'reduced', 'full']),
  density: z.enum(['comfortable', 'compact']),
  /** Runs at one time; others wait in the queue. */
  concurrentRuns: z.int().min(1).max(16),
  /** Threads of a run whose specification leaves it open; 0: physical cores minus one. */
  threads: z.int().min(0).max(256),
  keepAwake: z.boolean(),
  /** Stay in the tray while runs go on after the last window was closed. */
  background: z.boolean(),
  notifications: z.enum(['all', 'problems', 'none']),
  /** Notices when the disk of a workspace has less than this left, in GiB. */
  diskLowGiB: z.number().min(0).max(10_000),
  /** Command id -> keys ("Ctrl+Shift+P"); null takes the keys away. */
  keys: z.record(z.string().max(80), z.string().max(40).nullable()),
  tourDone: z.boolean(),
});
export type Settings = z.output<typeof settings>;

export const defaultSettings: Settings = {
  theme: 'system',
  motion: 'system',
  density: 'comfortable',
  concurrentRuns: 1,
  threads: 0,
  keepAwake: true,
  background: true,
  notifications: 'all',
  diskLowGiB: 2,
  keys: {},
  tourDone: false,
};

export const recentPlace = place.extend({
  what: z.enum(['workspace', 'configuration']),
  lastOpened: instant,
  /** False when it was not there at the last look. */
  present: z.boolean(),
});
export type RecentPlace = z.output<typeof recentPlace>;

export const hostFacts = z.object({
  kind: z.enum(['electron', 'server']),
  platform: z.string(),
  version: z.string(),
  versions: z.record(z.string(), z.string()),
  /** Dialogs, file manager and notifications of the operating system. */
  native: z.boolean(),
  /** What this window was opened for. */
  opens: z.object({ workspace: place.nullable(), configurations: z.array(place) }),
});
export type HostFacts = z.output<typeof hostFacts>;

/** Pages outside that may be opened in the user's browser, by name; never an address. */
export const externalPage = z.enum(['ildg', 'scidac', 'gamma-method', 'gradient-flow', 'electron-licence']);

/** One entry of a folder, for hosts without dialogs of their own. */
export const folderEntry = place.extend({ bytes: z.number().nullable(), modified: instant.nullable() });

export const hostCalls = {
  'host.facts': readCall(noArgs, hostFacts),
  'host.settings': readCall(noArgs, settings),
  'host.changeSettings': changeCall(settings.partial(), settings),
  'host.recent': readCall(noArgs, z.array(recentPlace)),
  'host.forgetRecent': changeCall(z.strictObject({ handle: fileHandle }), nothing),
  /** Remembers a place that was opened. */
  'host.noteRecent': changeCall(
    z.strictObject({ handle: fileHandle, what: z.enum(['workspace', 'configuration']) }),
    nothing,
  ),
  /** Empty when the user thought better of it. */
  'host.pickFiles': readCall(z.strictObject({ filter: fileFilter, several: z.boolean() }), z.array(place)),
  'host.pickFolder': readCall(
    z.strictObject({ purpose: z.enum(['open-workspace', 'new-workspace']) }),
    place.nullable(),
  ),
  'host.pickSaveTarget': readCall(
    z.strictObject({ suggestedName: shortText, purpose: z.enum(['convert', 'export']) }),
    place.nullable(),
  ),
  /** A folder for a sample workspace, made in the user's documents; the same one each time. */
  'host.samplePlace': changeCall(noArgs, place),
  /** Only on a host without dialogs (server): the entries of a folder below the served one; null: the served one. */
  'host.browse': readCall(
    z.strictObject({ folder: fileHandle.nullable() }),
    z.object({ here: place, parent: place.nullable(), entries: z.array(folderEntry), complete: z.boolean() }),
  ),
  /** Only on a host without dialogs: a new name in a folder below the served one. */
  'host.nameTarget': changeCall(
    z.strictObject({ folder: fileHandle, name: z.string().min(1).max(120) }),
    place,
  ),
  /** Asks where, and writes durably; null when the user thought better of it. At most 256 MiB. */
  'host.saveExport': changeCall(
    z.strictObject({ suggestedName: shortText, mime: z.string().max(80), bytes }),
    place.nullable(),
  ),
  'host.copyText': changeCall(z.strictObject({ text: z.string().max(5_000_000) }), nothing),
  'host.showInFolder': changeCall(z.strictObject({ handle: fileHandle }), nothing),
  'host.openExternal': changeCall(z.strictObject({ page: externalPage }), nothing),
  'host.openWindow': changeCall(z.strictObject({ workspace: fileHandle.nullable() }), nothing),
  /** What the title bar and the operating system show about this window. */
  'host.describeWindow': changeCall(
    z.strictObject({ title: shortText, workspace: fileHandle.nullable() }),
    nothing,
  ),
  'host.restartEngine': changeCall(noArgs, nothing),
  /** Versions, settings and the last log lines with paths shortened, as text for a report. */
  'host.diagnostics': readCall(noArgs, z.object({ text: z.string(), problem: failure.nullable() })),
} as const;
