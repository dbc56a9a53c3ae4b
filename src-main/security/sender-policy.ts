/**
 * Who may call the main process: the top frame of a window that we made, showing our page.
 * Test: test/unit/main/security/sender-policy.test.ts.
 */
import { ownAddress, START_ADDRESS } from './app-address.ts';

export interface Sender {
  /** The address of the asking frame, as the browser process knows it. */
  readonly address: string;
  readonly isTopFrame: boolean;
  readonly isOurWindow: boolean;
}

const start = new URL(START_ADDRESS);

/** Why a sender is refused; undefined when it is not. A frame that is gone is refused too. */
export const senderProblem = (sender: Sender | undefined): string | undefined => {
  if (sender === undefined) return 'the asking frame is gone';
  if (!sender.isOurWindow) return 'it came from a window that Plaquette did not make';
  if (!sender.isTopFrame) return 'it came from a frame inside the page';
  const address = ownAddress(sender.address);
  if (address === undefined || address.pathname !== start.pathname)
    return 'it came from a page that is not part of Plaquette';
  return undefined;
};
