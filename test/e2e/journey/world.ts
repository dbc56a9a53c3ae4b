/** Where a journey takes place: the application in Electron, or its page in a browser before `plaquette serve`. */
import type { CDPSession, Page } from '@playwright/test';

export interface World {
  /** A folder of the user for workspaces and files. */
  readonly folder: string;
  /** Opens the application anew, with a workspace when one is named; what ran before must have ended or been killed. */
  open(workspace?: string): Promise<Page>;
  /** As a power cut: neither the application nor what it runs says another word. */
  kill(): Promise<void>;
  /** What the user saves next goes to a file; answers its bytes once it is there. */
  saved(save: () => Promise<void>): Promise<Uint8Array>;
}

/** Drops files of the disk on the middle of the window, as the desktop does. */
export const dropFiles = async (page: Page, files: readonly string[]): Promise<void> => {
  const session: CDPSession = await page.context().newCDPSession(page);
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight]);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: width! / 2, y: height! / 2, data });
  await session.detach();
};
