/** How a test asks from inside the page, past the renderer: the preload's functions as a hostile page would use them. */
import type { Page } from '@playwright/test';

export interface AnyReply {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** One host call with whatever arguments. */
export const hostCall = (page: Page, name: string, ...args: readonly unknown[]): Promise<AnyReply> =>
  page.evaluate(
    ([call, given]) => {
      const { plaquette } = window as unknown as {
        plaquette: { host: Record<string, (...args: readonly unknown[]) => Promise<AnyReply>> };
      };
      return plaquette.host[call]!(...given);
    },
    [name, args] as const,
  );

/** A port of one's own to the engine; sends the messages as they are and answers what comes back within a second. */
export const throughPort = (page: Page, messages: readonly unknown[]): Promise<readonly unknown[]> =>
  page.evaluate(async (given) => {
    const { plaquette } = window as unknown as { plaquette: { requestEnginePort(): void } };
    const port = await new Promise<MessagePort>((resolve) => {
      addEventListener(
        'message',
        (event) => {
          // the application itself shall keep the port that it has
          event.stopImmediatePropagation();
          resolve(event.ports[0]!);
        },
        { capture: true, once: true },
      );
      plaquette.requestEnginePort();
    });
    const received: unknown[] = [];
    port.onmessage = ({ data }) => received.push(data);
    for (const message of given) port.postMessage(message);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    port.close();
    return received;
  }, messages);
