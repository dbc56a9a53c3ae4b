/**
 * What a page of Plaquette finds on `window.plaquette` (contract/preload-surface.ts). Arguments go on as they come: main decodes them.
 * Neither `ipcRenderer` nor one of its events reaches the page. Test: test/e2e/security.spec.ts.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostEvents, PreloadSurface, Reply } from '../contract/index.ts';
import { ENGINE_PORT_MESSAGE } from '../contract/preload-surface.ts';
import { callChannel, EVENT_CHANNEL, GRANT_CHANNEL, hostCallNames, PORT_CHANNEL } from '../ipc/channel.ts';

/** The little of a window that is used here; src-main is compiled without the DOM. */
interface PageWindow {
  readonly location: { readonly origin: string };
  postMessage(message: object, origin: string, ports: readonly object[]): void;
}

const page = globalThis as unknown as PageWindow;

type EventHandler = (name: keyof HostEvents, payload: never) => void;

/** What the page sees when its argument cannot even be sent. */
const unsendable: Reply<never> = {
  ok: false,
  error: {
    code: 'ipc.malformed',
    message: 'The request holds something that cannot be sent, such as a function.',
    remedy: 'Send plain values only; if you entered none, restart Plaquette.',
  },
};

const ask = async (channel: string, args: readonly unknown[]): Promise<Reply<never>> => {
  try {
    return await ipcRenderer.invoke(channel, ...args);
  } catch {
    return unsendable;
  }
};

const handlers = new Set<EventHandler>();
ipcRenderer.on(EVENT_CHANNEL, (_event, ...told: unknown[]) => {
  const [name, payload] = told as [keyof HostEvents, never];
  for (const handler of handlers) handler(name, payload);
});

ipcRenderer.on(PORT_CHANNEL, (event) => {
  // only pages of this very origin receive it
  page.postMessage({ plaquette: ENGINE_PORT_MESSAGE }, page.location.origin, [...event.ports]);
});

const pathOf = (file: unknown): string => {
  try {
    return webUtils.getPathForFile(file as File);
  } catch {
    return '';
  }
};

const host = Object.fromEntries(
  hostCallNames.map((name) => [name, (...args: unknown[]) => ask(callChannel(name), args)]),
) as unknown as PreloadSurface['host'];

const surface: PreloadSurface = {
  host: Object.freeze(host),
  onHostEvent: (handler) => {
    const wrapped: EventHandler = (name, payload) => (handler as EventHandler)(name, payload);
    handlers.add(wrapped);
    return () => {
      handlers.delete(wrapped);
    };
  },
  requestEnginePort: () => ipcRenderer.send(PORT_CHANNEL),
  grantFile: (file) => ask(GRANT_CHANNEL, [pathOf(file)]),
};

contextBridge.exposeInMainWorld('plaquette', Object.freeze(surface));
