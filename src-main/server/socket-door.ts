/**
 * Lets pages in: an upgrade to a WebSocket at /socket from a page of this server, under a name of this server, with the token. Nothing that
 * a client sends is read before. Test: test/unit/main/server/socket-door.test.ts.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isSameToken, SOCKET_PROTOCOL, tokenOfProtocols } from './access-token.ts';
import type { BadTries } from './bad-tries.ts';
import { type GuardRule, isOurHost, isOwnOrigin } from './request-guard.ts';

export interface SocketDoorWorld {
  readonly token: string;
  readonly rule: GuardRule;
  readonly badTries: BadTries;
  /** Of the longest message taken. */
  readonly messageBytes: number;
  readonly mostClients: number;
  readonly pingMs: number;
  /** `opens`: what of the address says which workspace the page is for. */
  admit(socket: WebSocket, opens: string | null): void;
}

export interface SocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  readonly clients: ReadonlySet<WebSocket>;
  /** Says goodbye; who does not answer soon is cut off. */
  close(): Promise<void>;
}

const goodbyeMs = 500;

const refuse = (socket: Duplex, status: string): void => {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

export const openSocketDoor = (world: SocketDoorWorld): SocketDoor => {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: world.messageBytes,
    perMessageDeflate: false,
    // the token is never sent back
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  const answered = new WeakSet<WebSocket>();
  let timer: NodeJS.Timeout | undefined;

  /** Who has not answered the ping before this one is gone; no clock runs while nobody is here. */
  const ping = (): void => {
    for (const client of server.clients) {
      if (!answered.delete(client)) client.terminate();
      else client.ping();
    }
    if (server.clients.size === 0) stopPinging();
  };
  const stopPinging = (): void => {
    clearInterval(timer);
    timer = undefined;
  };

  const welcome = (client: WebSocket, opens: string | null): void => {
    answered.add(client);
    client.on('pong', () => answered.add(client));
    timer ??= setInterval(ping, world.pingMs).unref();
    world.admit(client, opens);
  };

  return {
    clients: server.clients,
    upgrade: async (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const { host, origin } = request.headers;
      const [path, query] = (request.url ?? '').split('?', 2);
      if (path !== '/socket') return refuse(socket, '404 Not Found');
      if (!isOurHost(host, world.rule) || !isOwnOrigin(origin, host)) return refuse(socket, '403 Forbidden');
      if (!isSameToken(tokenOfProtocols(request.headers['sec-websocket-protocol']), world.token)) {
        if (await world.badTries.mayAnswer()) refuse(socket, '401 Unauthorized');
        else socket.destroy();
        return;
      }
      if (server.clients.size >= world.mostClients) return refuse(socket, '503 Service Unavailable');
      const opens = new URLSearchParams(query).get('open');
      server.handleUpgrade(request, socket, head, (client) => welcome(client, opens));
    },
    close: async () => {
      stopPinging();
      server.close();
      const leaving = [...server.clients].map(
        (client) =>
          new Promise<void>((resolve) => {
            client.once('close', () => resolve());
            client.close(1001);
          }),
      );
      const patience = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, goodbyeMs);
      await Promise.all(leaving);
      clearTimeout(patience);
    },
  };
};
