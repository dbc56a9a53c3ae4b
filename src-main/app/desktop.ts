/** What the parts of the main process share. One of it is made in start-application.ts. */
import type { MessagePortMain } from 'electron';
import type { CommonWorld } from '../host/common-handlers.ts';
import type { AppWindow } from '../window/app-window.ts';
import type { AppWindows } from '../window/app-windows.ts';
import type { Activity } from './activity-signs.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';

/** Where the program's own files are; `out` holds the bundles. */
export interface ProgramFiles {
  readonly out: string;
  /** The folder that holds `out` and `assets`. */
  readonly root: string;
}

export interface Desktop extends CommonWorld {
  readonly program: ProgramFiles;
  readonly windows: AppWindows;
  readonly engine: EngineSupervisor<MessagePortMain>;
  activity(): Activity;
  /** Sends a command to a window, or to the one in front, made if there is none. */
  command(command: string, argument: string | null, window?: AppWindow): void;
}
