/** The user's settings: settings.json in the program's own folder. Test: test/unit/main/host/settings-store.test.ts. */
import { defaultSettings, type Settings, settings } from '../contract/index.ts';
import type { EngineSettings } from '../engine-host/control.ts';
import type { FileSystem } from '../storage/file-system.ts';
import { type JsonFile, type JsonFileKind, openJsonFile } from './json-file.ts';

/** Each entry is read on its own: one that is wrong costs only itself. */
const kind: JsonFileKind<Settings> = {
  what: 'The settings',
  schema: 1,
  read: (fields) => {
    const lost: string[] = [];
    const entries = Object.entries(settings.shape).map(([name, schema]) => {
      const fallback = defaultSettings[name as keyof Settings];
      if (fields[name] === undefined) return [name, fallback];
      const read = schema.safeParse(fields[name]);
      if (!read.success) lost.push(name);
      return [name, read.success ? read.data : fallback];
    });
    return { value: Object.fromEntries(entries) as Settings, lost };
  },
};

export const openSettings = (files: FileSystem, path: string): Promise<JsonFile<Settings>> =>
  openJsonFile(files, path, kind);

/** `patch` over `now`; entries that are undefined change nothing. */
export const mergeSettings = (
  now: Settings,
  patch: { readonly [N in keyof Settings]?: Settings[N] | undefined },
): Settings => ({
  ...now,
  ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)),
});

/** What of the settings the engine process is told. */
export const engineSettings = ({ concurrentRuns, threads, diskLowGiB }: Settings): EngineSettings => ({
  concurrentRuns,
  threads,
  diskLowGiB,
});
