/** In place of the thread of a run: begins the run, writes three rows, and dies. */
import { workerData } from 'node:worker_threads';
import { unwrap } from '../../src-engine/base/result.ts';
import type { RunThreadData } from '../../src-main/engine-host/run/run-thread-message.ts';
import { openWorkspace } from '../../src-main/workspace/workspace.ts';

const { folder, run } = workerData as RunThreadData;
const workspace = unwrap(await openWorkspace(folder));
const writer = unwrap(await workspace.openWriter(run));
unwrap(await writer.setState({ state: 'running', fromUpdate: 0 }));
unwrap(await writer.appendMetrics([1, 2, 3].map((update) => ({ update, values: { plaquette: 0.5 } }))));
throw new Error('out of everything');
