/** Where the window of each workspace was, and of Home: windows.json. Test: test/unit/main/window/window-states.test.ts. */
import { z } from 'zod';
import { type JsonFile, type JsonFileKind, openJsonFile } from '../host/json-file.ts';
import type { FileSystem } from '../storage/file-system.ts';
import type { WindowState } from './window-state.ts';

const MOST = 50;
const pixels = z.int().min(-100_000).max(100_000);
const entry = z.object({
  /** Path of the workspace; empty for Home. */
  key: z.string(),
  bounds: z.object({
    x: pixels,
    y: pixels,
    width: pixels.min(1),
    height: pixels.min(1),
  }),
  maximised: z.boolean(),
});
type Entry = z.output<typeof entry>;

const kind: JsonFileKind<{ readonly windows: readonly Entry[] }> = {
  what: 'The places of windows',
  schema: 1,
  read: ({ windows = [] }) => {
    const list = Array.isArray(windows) ? windows.map((window) => entry.safeParse(window)) : [];
    // a lost place of a window is not worth a message
    return { value: { windows: list.flatMap((read) => (read.success ? [read.data] : [])) }, lost: [] };
  },
};

export interface WindowStates {
  readonly problem: JsonFile<object>['problem'];
  get(workspace: string | null): WindowState | undefined;
  put(workspace: string | null, state: WindowState): Promise<unknown>;
}

export const openWindowStates = async (files: FileSystem, path: string): Promise<WindowStates> => {
  const file = await openJsonFile(files, path, kind);
  return {
    problem: file.problem,
    get: (workspace) => file.value().windows.find(({ key }) => key === (workspace ?? '')),
    put: (workspace, { bounds, maximised }) =>
      file.change(({ windows }) => {
        const key = workspace ?? '';
        return {
          windows: [{ key, bounds, maximised }, ...windows.filter((other) => other.key !== key)].slice(
            0,
            MOST,
          ),
        };
      }),
  };
};
