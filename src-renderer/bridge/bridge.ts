/** What the renderer may ask of the world behind it, whichever carries it. */
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

/**
 * `connected` says that there is an engine to talk to. A new `epoch` means that everything the engine knew of this client is gone
 * (workspace, opened configurations, streams): screens ask again.
 */
export interface Connection {
  readonly connected: boolean;
  readonly epoch: number;
  /** Why there is no connection, in words. */
  readonly message: string | null;
}

export interface Bridge {
  readonly kind: 'electron' | 'server';
  call<N extends CallName>(name: N, args: Args<N>): Promise<Reply<Value<N>>>;
  on<N extends EventName>(name: N, handler: (payload: Events[N]) => void): () => void;
  onFrame(handler: (frame: StreamFrame) => void): () => void;
  /** Called at once with how it is, and at every change. */
  onConnection(handler: (connection: Connection) => void): () => void;
  /** For files dropped on the window; uploads them where the host is elsewhere. */
  fileHandle(file: File, onProgress?: (fraction: number) => void): Promise<Reply<Place>>;
}
