/** Where windows reach the main process: host calls, dropped files, engine ports. Every message passes the sender policy first. */
import { type IpcMainEvent, ipcMain } from 'electron';
import { fail } from '../../src-engine/base/result.ts';
import { type Handlers, type HostCallName, hostCalls, type Reply } from '../contract/index.ts';
import { createRouter, traceOf } from '../engine-host/router.ts';
import type { AppWindow } from '../window/app-window.ts';
import { callChannel, GRANT_CHANNEL, hostCallNames, PORT_CHANNEL } from './channel.ts';
import { askingWindow, type FindWindow } from './frame-sender.ts';

export interface HostDoor {
  readonly find: FindWindow;
  readonly handlers: Handlers<HostCallName, AppWindow>;
  /** Takes the trace of a defect. */
  readonly log: (text: string, traceId: string | undefined) => void;
  readonly refused: (what: string) => void;
  grant(path: string): Promise<Reply<unknown>>;
  connectEngine(window: AppWindow, event: IpcMainEvent): void;
}

const malformed = (name: string, why: string) =>
  fail(
    'ipc.malformed',
    `The request ${name} was not understood: ${why}.`,
    'Try again; if it happens again, restart Plaquette.',
  );

export const openHostDoor = (door: HostDoor): void => {
  const route = createRouter(hostCalls, door.handlers, { log: door.log });

  const refuse = (what: string, refusal: Reply<never>): Reply<never> => {
    if (!refusal.ok) door.refused(`${what}: ${refusal.error.message}`);
    return refusal;
  };

  for (const name of hostCallNames)
    ipcMain.handle(callChannel(name), async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
      const window = askingWindow(event, door.find);
      if (!window.ok) return refuse(name, window);
      if (args.length !== 1) return malformed(name, `it has ${args.length} arguments in place of one`);
      return route(name, args[0], window.value);
    });

  ipcMain.handle(GRANT_CHANNEL, async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
    const window = askingWindow(event, door.find);
    if (!window.ok) return refuse('grantFile', window);
    const [path] = args;
    if (args.length !== 1 || typeof path !== 'string' || path === '' || path.includes('\0'))
      return malformed('grantFile', 'it names no file of this computer');
    try {
      return await door.grant(path);
    } catch (error) {
      door.log(`grantFile: ${traceOf(error)}`, undefined);
      return malformed('grantFile', 'the file could not be looked at');
    }
  });

  ipcMain.on(PORT_CHANNEL, (event) => {
    const window = askingWindow(event, door.find);
    if (window.ok) door.connectEngine(window.value, event);
    else refuse('engine port', window);
  });
};
