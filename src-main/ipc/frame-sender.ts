/** Who sent a message to the main process, as Electron knows it, put to the policy. Test: test/e2e/security.spec.ts. */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { fail, ok, type Result } from '../../src-engine/base/result.ts';
import { senderProblem } from '../security/sender-policy.ts';
import type { AppWindow } from '../window/app-window.ts';

export type FindWindow = (contents: number) => AppWindow | undefined;

/** The window whose own page asks; a refusal for everybody else. */
export const askingWindow = (
  event: IpcMainEvent | IpcMainInvokeEvent,
  find: FindWindow,
): Result<AppWindow> => {
  const window = find(event.sender.id);
  const frame = event.senderFrame;
  const problem = senderProblem(
    frame === null
      ? undefined
      : {
          address: frame.url,
          isTopFrame: frame.parent === null && frame === event.sender.mainFrame,
          isOurWindow: window !== undefined,
        },
  );
  if (problem === undefined && window !== undefined) return ok(window);
  return fail(
    'ipc.refused',
    `The request was refused: ${problem}.`,
    'Close this window and open it again from Plaquette.',
  );
};
