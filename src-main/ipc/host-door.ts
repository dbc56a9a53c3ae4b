/** Where windows reach the main process: host calls, dropped files, engine ports. Every message passes the sender policy first. */
import { type IpcMainEvent, ipcMain } from 'electron';
import { type HostCallName, hostCalls, type Reply } from '../contract/index.ts';
import type { AppWindow } from '../window/app-window.ts';
import { answerCall, type CallDesk, malformedCall } from './answer-call.ts';
import { callChannel, GRANT_CHANNEL, hostCallNames, PORT_CHANNEL } from './channel.ts';
import { askingWindow, type FindWindow } from './frame-sender.ts';

export interface HostDoor {
  readonly find: FindWindow;
  readonly handlers: CallDesk<HostCallName, AppWindow>['handlers'];
  readonly defect: (call: string, error: unknown) => string;
  readonly refused: (what: string) => void;
  grant(path: string): Promise<Reply<unknown>>;
  connectEngine(window: AppWindow, event: IpcMainEvent): void;
}

export const openHostDoor = (door: HostDoor): void => {
  const desk = { calls: hostCalls, handlers: door.handlers, defect: door.defect };

  const refuse = (what: string, refusal: Reply<never>): Reply<never> => {
    if (!refusal.ok) door.refused(`${what}: ${refusal.error.message}`);
    return refusal;
  };

  for (const name of hostCallNames)
    ipcMain.handle(callChannel(name), async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
      const window = askingWindow(event, door.find);
      return window.ok ? answerCall(desk, name, args, window.value) : refuse(name, window);
    });

  ipcMain.handle(GRANT_CHANNEL, async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
    const window = askingWindow(event, door.find);
    if (!window.ok) return refuse('grantFile', window);
    const [path] = args;
    if (args.length !== 1 || typeof path !== 'string' || path === '' || path.includes('\0'))
      return malformedCall('grantFile', 'it names no file of this computer');
    try {
      return await door.grant(path);
    } catch (error) {
      door.defect('grantFile', error);
      return malformedCall('grantFile', 'the file could not be looked at');
    }
  });

  ipcMain.on(PORT_CHANNEL, (event) => {
    const window = askingWindow(event, door.find);
    if (window.ok) door.connectEngine(window.value, event);
    else refuse('engine port', window);
  });
};
