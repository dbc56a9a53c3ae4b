/**
 * Names of the channels between a window's preload and the main process: one for each host call, and few others. Pure and small, because
 * the preload carries it. The compiler names a call that is missing here or there is no more. Test: test/unit/main/ipc/channel.test.ts.
 */
import type { HostCallName } from '../contract/index.ts';

const names: Readonly<Record<HostCallName, true>> = {
  'host.facts': true,
  'host.settings': true,
  'host.changeSettings': true,
  'host.recent': true,
  'host.forgetRecent': true,
  'host.noteRecent': true,
  'host.pickFiles': true,
  'host.pickFolder': true,
  'host.pickSaveTarget': true,
  'host.samplePlace': true,
  'host.browse': true,
  'host.nameTarget': true,
  'host.saveExport': true,
  'host.copyText': true,
  'host.showInFolder': true,
  'host.openExternal': true,
  'host.openWindow': true,
  'host.describeWindow': true,
  'host.restartEngine': true,
  'host.diagnostics': true,
};

export const hostCallNames = Object.keys(names) as readonly HostCallName[];

export const callChannel = (name: HostCallName): string => `plaquette:call:${name}`;
/** A path of a file that was dropped; answered with its place. */
export const GRANT_CHANNEL = 'plaquette:grant';
/** To main: a port is wanted. To the window: here it is. */
export const PORT_CHANNEL = 'plaquette:engine-port';
/** To the window: `name`, `payload` of a host event. */
export const EVENT_CHANNEL = 'plaquette:event';
