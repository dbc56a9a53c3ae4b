/**
 * A process that hosts an engine until it is killed: makes a workspace with one run (or opens it), starts it, and says on standard output
 * what it was told: `run ID`, `row UPDATE`. Started by test/crash/engine-kill.test.ts.
 */
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Reply, ServerMessage } from '../../src-main/contract/index.ts';
import { createEngine } from '../../src-main/engine-host/engine.ts';
import { nodePort } from '../../src-main/port/node-port.ts';
import { localHost } from '../../src-main/workspace/workspace.ts';

const [folder, specFile] = process.argv.slice(2) as [string, string];
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const engine = createEngine({
  version: 'test',
  host: localHost(),
  tell: (message) => {
    if (message.kind === 'log') say(`log ${message.text}`);
  },
});
const { port1, port2 } = new MessageChannel();
const port = nodePort(port1);
const waiting: ((reply: Reply<never>) => void)[] = [];
port.listen((data) => {
  const message = data as ServerMessage;
  if (message.kind === 'reply') waiting[message.id]?.(message.result as Reply<never>);
  if (message.kind !== 'frame') return;
  for (const { update } of message.frame.batches) say(`row ${update.at(-1)}`);
});
engine.connect('child', nodePort(port2));
const call = async (name: string, args: unknown): Promise<never> => {
  const reply = await new Promise<Reply<never>>((resolve) => {
    const id = waiting.push(resolve) - 1;
    port.post({ kind: 'call', id, name, args });
  });
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
  return reply.value;
};

const handle = `h-${'0'.repeat(32)}`;
engine.handle({ kind: 'grant', grants: [{ handle, path: folder }] });
engine.handle({ kind: 'settings', settings: { concurrentRuns: 1, threads: 2, diskLowGiB: 0 } });
if (existsSync(join(folder, 'plaquette.toml'))) await call('workspace.open', { handle });
else await call('workspace.create', { handle, name: 'killed' });
const rows: { readonly id: string }[] = await call('run.list', {});
const toml = readFileSync(specFile, 'utf8');
const made: { readonly run: string } =
  rows[0] === undefined
    ? await call('run.create', { toml, template: null, parent: null, start: false })
    : { run: rows[0].id };
await call('stream.open', { run: made.run, names: ['plaquette'], points: 100_000 });
await call('run.start', { run: made.run });
say(`run ${made.run}`);
