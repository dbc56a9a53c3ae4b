/**
 * The engine as a utility process of Electron: out/engine.mjs, which owns the worker threads and the store. V8's switches for fast kernels are
 * given at its start, for all its threads (src-main/worker/v8-flags.ts). Test: test/e2e/desktop.spec.ts.
 */
import { type MessagePortMain, utilityProcess } from 'electron';
import type { FromEngine } from '../engine-host/control.ts';
import { kernelCompilerFlags } from '../worker/v8-flags.ts';
import type { EngineProcess, EngineProcessEvents } from './engine-supervisor.ts';

export const forkEngine = (
  entry: string,
  events: EngineProcessEvents,
  says: (text: string) => void,
): EngineProcess<MessagePortMain> => {
  const process_ = utilityProcess.fork(entry, [], {
    serviceName: 'Plaquette engine',
    stdio: 'pipe',
    execArgv: [...kernelCompilerFlags(process.versions.v8)],
  });
  for (const stream of [process_.stdout, process_.stderr])
    stream?.on('data', (piece: Buffer) => says(piece.toString('utf8').trimEnd().slice(0, 4000)));
  process_.on('message', (message: FromEngine) => events.message(message));
  process_.once('exit', (code) => events.exited(`code ${code}`));
  return {
    post: (message, ports) => process_.postMessage(message, ports === undefined ? [] : [...ports]),
    kill: () => void process_.kill(),
  };
};
