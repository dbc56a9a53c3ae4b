/** A server in a process of its own, to be sent signals: its engine never stops by itself when the word `stuck` is among the arguments. */
import { serve } from '../../src-main/server/serve.ts';
import { localMachine } from '../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../src-main/storage/node-file-system.ts';
import { playEngine } from './server-lab.ts';

const [pages = '', root = '', workspace = '', ...words] = process.argv.slice(2);
const served = await serve(
  {
    version: '0.0.0',
    host: { files: nodeFileSystem, machine: localMachine(), index: 'file', heartbeatMs: 0 },
    environment: process.env,
    folder: root,
    pages,
    makeEngine: (tell) => {
      const engine = playEngine();
      tell({ kind: 'activity', activeRuns: 2, waitingRuns: 0, fraction: null, workspaces: [] });
      if (words.includes('stuck')) engine.close = () => new Promise(() => {});
      return engine;
    },
    started: (lines, document) => console.log(JSON.stringify({ lines, document })),
    say: (...lines) => console.error(lines.join('\n')),
  },
  { root, workspace: workspace || undefined, host: '127.0.0.1', port: 0, open: words.includes('open') },
);
if (!served.ok) {
  console.error(served.error.code);
  process.exitCode = 2;
}
