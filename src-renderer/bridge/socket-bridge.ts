/** The bridge in a browser under `plaquette serve`: everything over one WebSocket; files go up by PUT. Test: test/e2e/browser/server.spec.ts. */
import { connectionText } from '../text/connection.ts';
import type { Bridge } from './bridge.ts';
import { answerInPage } from './page-calls.ts';
import { sendFile } from './send-file.ts';
import { askAccess, followNewToken, takeToken } from './server-access.ts';
import { type Carrier, type CarrierEvents, SocketLink } from './socket-link.ts';

const connect = (token: string, { opened, received, closed }: CarrierEvents): Carrier => {
  const address = new URL(`socket${location.search}`, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address, ['plaquette.1', `token.${token}`]);
  socket.binaryType = 'arraybuffer';
  socket.onopen = opened;
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => received(new Uint8Array(data));
  socket.onclose = closed;
  return { send: (bytes) => socket.send(bytes), close: () => socket.close() };
};

/** The bridge, or why the server will not let this page in. */
export const socketBridge = async (): Promise<Bridge | { readonly noAccess: string }> => {
  followNewToken();
  const token = takeToken();
  if (token === undefined) return { noAccess: connectionText.noToken };
  if ((await askAccess(token)) === 'refused') return { noAccess: connectionText.refused };
  const link = new SocketLink({
    connect: (events) => connect(token, events),
    askAccess: () => askAccess(token),
    later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  const prove = (): void => {
    if (document.visibilityState === 'visible') link.prove();
  };
  addEventListener('online', prove);
  document.addEventListener('visibilitychange', prove);
  link.open();
  return {
    kind: 'server',
    call: (name, args) => answerInPage(name, args) ?? link.call(name, args),
    on: (name, handler) => link.listeners.on(name, handler),
    onFrame: (handler) => link.listeners.onFrame(handler),
    onConnection: (handler) => link.watch(handler),
    fileHandle: (file, onProgress) => sendFile(token, file, onProgress),
  };
};
