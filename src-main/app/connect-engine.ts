/** A port of its own between a window and the engine: made when the window asks, and again after every restart of the engine. */
import { type IpcMainEvent, MessageChannelMain, type MessagePortMain } from 'electron';
import { PORT_CHANNEL } from '../ipc/channel.ts';
import type { AppWindow } from '../window/app-window.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

/** `event` has passed the sender policy; its frame gets the port, and no later page of that window does. */
export const connectEngine = (
  engine: EngineSupervisor<MessagePortMain>,
  window: AppWindow,
  event: IpcMainEvent,
): void => {
  // a page that was loaded after the engine had failed must hear of it
  if (engine.state.state !== 'ready') window.send('engine.state', engine.state);
  const page = event.senderFrame;
  engine.connect(`window-${window.id}`, () => {
    const { browser } = window;
    if (browser.isDestroyed() || browser.webContents.mainFrame !== page) return undefined;
    const { port1, port2 } = new MessageChannelMain();
    browser.webContents.postMessage(PORT_CHANNEL, null, [port2]);
    return port1;
  });
};
