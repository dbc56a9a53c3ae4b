/** The one bridge of this page, and how its connection is. `call` and `on` are all that other files use. */
import type {
  Args,
  CallName,
  EventName,
  Events,
  Place,
  Reply,
  StreamFrame,
  Value,
} from '../../src-main/contract/index.ts';
import type { Bridge, Connection } from '../bridge/bridge.ts';

let bridge: Bridge | undefined;

class ConnectionState {
  current = $state.raw<Connection>({ connected: false, epoch: 0, message: null });
}

export const connection = new ConnectionState();

const theBridge = (): Bridge => {
  if (bridge === undefined)
    throw new Error('The page used its bridge before it was there. Please report this.');
  return bridge;
};

/** Before anything else; once. */
export const useBridge = (given: Bridge): void => {
  bridge = given;
  given.onConnection((state) => {
    connection.current = state;
  });
};

export const hostKind = (): Bridge['kind'] => theBridge().kind;

export const call = <N extends CallName>(name: N, args: Args<N>): Promise<Reply<Value<N>>> =>
  theBridge().call(name, args);

export const on = <N extends EventName>(name: N, handler: (payload: Events[N]) => void): (() => void) =>
  theBridge().on(name, handler);

export const onFrame = (handler: (frame: StreamFrame) => void): (() => void) => theBridge().onFrame(handler);

export const fileHandle = (file: File, onProgress?: (fraction: number) => void): Promise<Reply<Place>> =>
  theBridge().fileHandle(file, onProgress);
