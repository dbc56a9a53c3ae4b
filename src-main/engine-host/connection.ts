/**
 * One client's end of the wire: decodes its messages, answers its calls in the order in which they get done, tells it events and frames.
 * Test: test/unit/main/engine-host/connection.test.ts.
 */
import { fail } from '../../src-engine/base/result.ts';
import { clientMessage, type Reply, type ServerMessage } from '../contract/index.ts';
import type { Port } from '../port/port.ts';
import type { StreamingClient } from './client.ts';
import { internalFailure, type Router, type RouterOptions } from './router.ts';
import type { OpenSession } from './session/open-session.ts';

export interface ConnectedClient extends StreamingClient {
  readonly workspace: OpenSession | undefined;
  /** Set by the workspace calls alone. */
  setWorkspace(session: OpenSession | undefined): void;
  /** Bytes on their way to the client; undefined where its carrier does not tell. */
  backlog(): number | undefined;
}

const idOf = (message: unknown): number | undefined => {
  const id = (message as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 0 ? id : undefined;
};

export const connectClient = (
  id: string,
  port: Port,
  route: Router<ConnectedClient>,
  log: RouterOptions['log'],
  onGone: (client: ConnectedClient) => void,
): ConnectedClient => {
  let workspace: OpenSession | undefined;
  let gone = false;

  const post = (message: ServerMessage): void => {
    if (!gone) port.post(message);
  };
  const reply = (call: number, name: string, result: Reply<unknown>): void => {
    try {
      post({ kind: 'reply', id: call, result: result as never });
    } catch (error) {
      post({ kind: 'reply', id: call, result: internalFailure(`sending the reply of ${name}`, error, log) });
    }
  };
  const client: ConnectedClient = {
    id,
    get workspace() {
      return workspace;
    },
    setWorkspace: (session) => {
      workspace = session;
    },
    emit: (name, payload) => post({ kind: 'event', name, payload }),
    frame: (frame) => post({ kind: 'frame', frame }),
    backlog: () => port.backlog?.(),
  };
  port.listen((message) => {
    const call = clientMessage.safeParse(message);
    if (call.success) {
      const { id: number, name, args } = call.data;
      void route(name, args, client).then((result) => reply(number, name, result));
      return;
    }
    const number = idOf(message);
    if (number !== undefined)
      reply(
        number,
        'a message',
        fail(
          'ipc.malformed',
          'A message to the engine was not readable.',
          'Restart Plaquette; if it happens again, report it.',
        ),
      );
  });
  port.onClose(() => {
    gone = true;
    onGone(client);
  });
  return client;
};
