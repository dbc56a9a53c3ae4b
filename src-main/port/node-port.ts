/** Ports over what Node and Electron bring. Test: test/unit/main/port/node-port.test.ts. */
import type { MessagePort } from 'node:worker_threads';
import type { Port } from './port.ts';

/** Of node:worker_threads. */
export const nodePort = (port: MessagePort): Port => ({
  post: (message) => port.postMessage(message),
  listen: (handler) => {
    port.on('message', handler);
    port.start();
  },
  onClose: (handler) => port.once('close', handler),
  close: () => port.close(),
});

/** What Electron's MessagePortMain has; named here so that nothing but Electron's own code imports Electron. */
export interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export const electronPort = (port: ElectronPort): Port => ({
  post: (message) => port.postMessage(message),
  listen: (handler) => {
    port.on('message', ({ data }) => handler(data));
    port.start();
  },
  onClose: (handler) => port.once('close', handler),
  close: () => port.close(),
});
