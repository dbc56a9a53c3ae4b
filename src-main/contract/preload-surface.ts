/**
 * What the preload puts on `window.plaquette` in a window of Electron: named functions and nothing else. The port to the engine arrives
 * as a window message `{ plaquette: 'engine-port' }` with one port, after `requestEnginePort` and again whenever the engine was restarted.
 */

import type { Args, HostCallName, Value } from './calls.ts';
import type { HostEvents } from './events.ts';
import type { Place, Reply } from './values.ts';

export interface PreloadSurface {
  readonly host: { readonly [N in HostCallName]: (args: Args<N>) => Promise<Reply<Value<N>>> };
  /** Every event of the host; answers what ends it. */
  onHostEvent(handler: <N extends keyof HostEvents>(name: N, payload: HostEvents[N]) => void): () => void;
  requestEnginePort(): void;
  /** The handle of a file that the user dropped or picked in a file input. */
  grantFile(file: object): Promise<Reply<Place>>;
}

export const ENGINE_PORT_MESSAGE = 'engine-port';
