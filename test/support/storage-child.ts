/**
 * A process that writes to one run until it is killed, and says on standard output what was acknowledged, one line each:
 * `row SEGMENT UPDATE`, `configuration FILE SHA256`, `checkpoint UPDATE`. Started by test/crash/storage-kill.test.ts.
 */
import { writeSync } from 'node:fs';
import { ok, unwrap } from '../../src-engine/base/result.ts';
import { openWorkspace } from '../../src-main/workspace/workspace.ts';

const [folder, id] = process.argv.slice(2) as [string, string];
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const workspace = unwrap(await openWorkspace(folder));
const found = await workspace.latestCheckpoint(id);
let update = found.ok ? found.value.checkpoint.update : 0;
const writer = unwrap(await workspace.openWriter(id));
unwrap(await writer.setState({ state: 'running', fromUpdate: update }));
say(`ready ${writer.segment}`);

const write = (text: string) => async (sink: { write(bytes: Uint8Array): Promise<void> }) => {
  for (let i = 0; i < 50; i++) await sink.write(new TextEncoder().encode(`${text} ${i}\n`));
  return ok(undefined);
};

for (;;) {
  const rows = [1, 2, 3].map((step) => ({
    update: update + step,
    values: { plaquette: update + step + writer.segment / 1024, flow: [update + step, writer.segment] },
  }));
  unwrap(await writer.appendMetrics(rows));
  for (const row of rows) say(`row ${writer.segment} ${row.update}`);
  update += 3;
  const facts = { update, plaquette: 0.5, extension: 'lime' };
  const path = unwrap(
    await writer.writeConfiguration(facts, write(`links of ${update} in ${writer.segment}`)),
  );
  say(`configuration ${path}`);
  if (update % 6 !== 0) continue;
  const parts = [{ name: 'links.bin', write: write(`state ${update}`) }];
  unwrap(await writer.writeCheckpoint({ update, specHash: 'h', state: { update }, parts }));
  say(`checkpoint ${update}`);
}
