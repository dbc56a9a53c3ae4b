/** All host calls, as Electron answers them. */
import type { Handlers, HostCallName } from '../../contract/index.ts';
import { commonHandlers } from '../../host/common-handlers.ts';
import type { AppWindow } from '../../window/app-window.ts';
import type { Desktop } from '../desktop.ts';
import { fileHandlers } from './file-handlers.ts';
import { windowHandlers } from './window-handlers.ts';

export const hostHandlers = (desktop: Desktop): Handlers<HostCallName, AppWindow> => ({
  ...commonHandlers(desktop),
  ...fileHandlers(desktop),
  ...windowHandlers(desktop),
});
