/**
 * What this server does for a page: settings, recent places, looking around below the served folder. There are no dialogs, windows and file
 * managers here: the page brings its own, or says that there are none. Test: test/unit/main/server/host-handlers.test.ts.
 */
import { fail } from '../../src-engine/base/result.ts';
import type { Handlers, HostCallName, HostFacts } from '../contract/index.ts';
import { type CommonWorld, commonHandlers } from '../host/common-handlers.ts';
import type { EngineSeat } from './engine-seat.ts';
import { isBelow, type ServedRoot } from './served-root.ts';

export interface HostWorld extends CommonWorld {
  readonly root: ServedRoot;
  readonly opens: HostFacts['opens'];
  /** The workspace given on the command line, which may lie elsewhere. */
  readonly given: string | null;
  readonly seat: EngineSeat;
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

export const hostHandlers = (world: HostWorld): Handlers<HostCallName, unknown> => {
  const common = commonHandlers(world);
  return {
    ...common,
    'host.facts': () => ({
      ok: true,
      value: {
        kind: 'server',
        platform: process.platform,
        version: world.version,
        versions: { node: process.versions.node, v8: process.versions.v8 },
        native: false,
        opens: world.opens,
      },
    }),
    // what was opened from elsewhere (served with another root) is not shown
    'host.recent': async (args, client) => {
      const recent = await common['host.recent'](args, client);
      if (!recent.ok) return recent;
      const isServed = (path: string | undefined): boolean =>
        path !== undefined && (isBelow(world.root.path, path) || path === world.given);
      return { ok: true, value: recent.value.filter(({ handle }) => isServed(world.grants.resolve(handle))) };
    },
    'host.browse': ({ folder }) => world.root.browse(folder),
    'host.nameTarget': ({ folder, name }) => world.root.nameTarget(folder, name),
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
