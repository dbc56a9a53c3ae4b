/**
 * What this server does for a page: settings, recent places, looking around below the served folder. There are no dialogs, windows and file
 * managers here: the page brings its own, or says that there are none. Test: test/unit/main/server/host-handlers.test.ts.
 */
import { fail } from '../../src-engine/base/result.ts';
import type { Handlers, HostCallName, Place } from '../contract/index.ts';
import { type CommonWorld, commonHandlers } from '../host/common-handlers.ts';
import { placeOf } from '../host/place.ts';
import type { EngineSeat } from './engine-seat.ts';
import { isBelow, type ServedRoot } from './served-root.ts';

export interface HostWorld extends CommonWorld {
  readonly root: ServedRoot;
  /** Given on the command line; it may lie elsewhere. */
  readonly workspace: Place | null;
  readonly seat: EngineSeat;
}

/** The page that asks. */
export interface HostCaller {
  /** The handle of the workspace that it was opened for, if that is still known. */
  readonly opens: string | null;
}

const unsupported = (what: string, remedy: string) => () =>
  fail('host.unsupported', `A browser has no ${what}.`, remedy);
const ownDialog = unsupported(
  'dialogs of the server’s machine',
  'Choose from the list of the served folder.',
);
const inThePage = unsupported(
  'way to do this on the server',
  'The page does it itself; reload it and try again.',
);

export const hostHandlers = (world: HostWorld): Handlers<HostCallName, HostCaller> => {
  const common = commonHandlers(world);
  const { grants, root } = world;
  const given = world.workspace === null ? undefined : grants.resolve(world.workspace.handle);
  const isServed = (path: string): boolean => isBelow(root.path, path) || path === given;
  const workspaceOf = ({ opens }: HostCaller): Place | null => {
    const path = opens === null ? undefined : grants.resolve(opens);
    return path !== undefined && isServed(path) ? placeOf(world, path, 'folder') : world.workspace;
  };
  return {
    ...common,
    'host.facts': (_args, caller) => ({
      ok: true,
      value: {
        kind: 'server',
        platform: process.platform,
        version: world.version,
        versions: { node: process.versions.node, v8: process.versions.v8 },
        native: false,
        opens: { workspace: workspaceOf(caller), configurations: [] },
      },
    }),
    // what was opened from elsewhere (served with another root) is not shown
    'host.recent': async (args, client) => {
      const recent = await common['host.recent'](args, client);
      if (!recent.ok) return recent;
      return { ok: true, value: recent.value.filter(({ handle }) => isServed(grants.resolve(handle) ?? '')) };
    },
    'host.browse': ({ folder }) => root.browse(folder),
    'host.nameTarget': ({ folder, name }) => root.nameTarget(folder, name),
    'host.restartEngine': async () => {
      await world.seat.restart();
      return { ok: true, value: null };
    },
    'host.pickFiles': ownDialog,
    'host.pickFolder': ownDialog,
    'host.pickSaveTarget': ownDialog,
    'host.saveExport': inThePage,
    'host.copyText': inThePage,
    'host.openWindow': inThePage,
    'host.describeWindow': inThePage,
    'host.openExternal': inThePage,
    'host.showInFolder': unsupported('file manager', 'Its folder is named beside it; look there.'),
  };
};
