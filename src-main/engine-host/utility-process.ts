/**
 * The engine in Electron's utility process: control messages and the clients' ports come through `process.parentPort`, the only thing of
 * Electron that is used here.
 */
import { version } from '../cli/version.ts';
import { type ElectronPort, electronPort } from '../port/node-port.ts';
import { localHost } from '../workspace/workspace.ts';
import type { FromEngine, ToEngine } from './control.ts';
import { createEngine } from './engine.ts';
import { traceOf } from './router.ts';

interface ParentPort {
  on(
    event: 'message',
    listener: (event: { readonly data: ToEngine; readonly ports: readonly ElectronPort[] }) => void,
  ): void;
  postMessage(message: FromEngine): void;
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
const tell = (message: FromEngine): void => parentPort.postMessage(message);

const engine = createEngine({ version, host: localHost(), tell });

// Ctrl-C in a terminal reaches every process of the application: the main one says when to stop
process.on('SIGINT', () => undefined);
// a promise that nobody waited for is a defect of ours; runs go on
process.on('unhandledRejection', (reason) =>
  tell({ kind: 'log', level: 'error', text: `Unhandled rejection: ${traceOf(reason)}`, traceId: null }),
);
parentPort.on('message', ({ data, ports }) => {
  const [port] = ports;
  engine.handle(data, port === undefined ? undefined : electronPort(port));
});
tell({ kind: 'ready' });
