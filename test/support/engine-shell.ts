/**
 * An engine in a process of its own that answers calls by lines: `{"name", "args"}` in, the reply out. `{"path"}` answers the handle of a
 * path. Started by test/support/small-disk.ts.
 */
import { createInterface } from 'node:readline';
import type { Args, EngineCallName } from '../../src-main/contract/index.ts';
import { openEngineLab } from './engine-lab.ts';

type Line =
  | { readonly path: string }
  | { readonly name: EngineCallName; readonly args: Args<EngineCallName> };

const lab = openEngineLab();
const client = lab.connect();
for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text) as Line;
  const answer = 'path' in line ? { handle: lab.handle(line.path) } : await client.call(line.name, line.args);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await lab.dispose();
// its own port to the engine would keep it
process.exit();
