import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, unwrap } from '../../../../src-engine/base/result.ts';
import { repairWorkspace } from '../../../../src-main/workspace/repair.ts';
import {
  createWorkspace,
  localHost,
  openWorkspace,
  type Workspace,
} from '../../../../src-main/workspace/workspace.ts';
import { answersOf, request, folder as virtualFolder } from '../../../support/storage-scenario.ts';
import { type Bench, bench } from '../../../support/volatile-workspace.ts';

const write = (text: string) => async (sink: { write(bytes: Uint8Array): Promise<void> }) => {
  await sink.write(new TextEncoder().encode(text));
  return ok(undefined);
};

/** Two sessions with overlapping updates, configurations, checkpoints and an end. */
const fill = async (workspace: Workspace): Promise<string> => {
  const { id } = unwrap(await workspace.createRun(request));
  for (const updates of [
    [1, 2, 3, 4],
    [3, 4, 5],
  ]) {
    const writer = unwrap(await workspace.openWriter(id));
    unwrap(await writer.setState({ state: 'running', fromUpdate: updates[0]! - 1 }));
    for (const update of updates) {
      const values = { plaquette: update + writer.segment / 10, flow: [update, NaN, -0] };
      unwrap(await writer.appendMetrics([{ update, values }]));
    }
    const update = updates.at(-1)!;
    unwrap(
      await writer.writeConfiguration(
        { update, plaquette: 0.5, extension: 'lime' },
        write(`links ${update}`),
      ),
    );
    const parts = [{ name: 'links.bin', write: write(`state ${update}`) }];
    unwrap(await writer.writeCheckpoint({ update, specHash: 'h', state: { update }, parts }));
    unwrap(await writer.setState({ state: 'stopped', why: 'asked' }));
    unwrap(await writer.close());
  }
  return id;
};

describe('repairing a workspace on this disk', () => {
  let home = '';
  let folder = '';
  let before: unknown;
  let id = '';
  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'plaquette-'));
    folder = join(home, 'lattice');
    const workspace = unwrap(await createWorkspace(folder, 'lattice'));
    id = await fill(workspace);
    await fill(workspace);
    before = await answersOf(workspace);
    await workspace.close();
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const answers = async (): Promise<unknown> => {
    const workspace = unwrap(await openWorkspace(folder));
    const found = await answersOf(workspace);
    await workspace.close();
    return found;
  };
  const index = (): string => join(folder, 'index.sqlite');
  const removeIndex = (): void => {
    for (const name of readdirSync(folder)) if (name.startsWith('index.sqlite')) rmSync(join(folder, name));
  };

  it('finds nothing to say about a sound one', async () => {
    expect(unwrap(await repairWorkspace(folder))).toEqual({ runs: 2, problems: [] });
    expect(await answers()).toEqual(before);
  });

  it('rebuilds a deleted index to the same answers', async () => {
    removeIndex();
    expect(unwrap(await repairWorkspace(folder)).problems).toEqual([]);
    expect(await answers()).toEqual(before);
    removeIndex();
    expect(await answers()).toEqual(before);
  });

  it('recognises garbage over the index, rebuilds it, and says so', async () => {
    for (const mend of [
      () => repairWorkspace(folder).then(unwrap),
      async () => {
        const workspace = unwrap(await openWorkspace(folder));
        await workspace.close();
        return { problems: workspace.problems() };
      },
    ]) {
      writeFileSync(index(), 'garbage '.repeat(1000));
      const { problems } = await mend();
      expect(problems).toMatchObject([{ code: 'workspace.damaged' }]);
      expect(problems[0]!.message).toContain('rebuilt from the run folders');
      expect(await answers()).toEqual(before);
    }
  });

  it('gives true answers whichever byte of the index is damaged, or says what is wrong', async () => {
    const sound = readFileSync(index());
    let noticed = 0;
    for (let at = 0; at < sound.length; at += 1777) {
      const damaged = Buffer.from(sound);
      damaged[at]! ^= 0x41;
      removeIndex();
      writeFileSync(index(), damaged);
      const opened = await openWorkspace(folder);
      if (!opened.ok) throw new Error(`not opened with byte ${at} damaged: ${opened.error.message}`);
      const series = await opened.value.readSeries(id, 'plaquette');
      if (series.ok) expect([...series.value.value], `byte ${at}`).toEqual([1.1, 2.1, 3.2, 4.2, 5.2]);
      noticed += opened.value.problems().length;
      await opened.value.close();
      expect(unwrap(await repairWorkspace(folder)).runs).toBe(2);
      expect(await answers(), `byte ${at}`).toEqual(before);
    }
    expect(noticed).toBeGreaterThan(0);
  });

  it('mends damaged numbers in the index when they are read, and says so', async () => {
    const database = new DatabaseSync(index());
    database.prepare('UPDATE series_chunk SET points = ?').run(new Uint8Array(16));
    database.close();
    const workspace = unwrap(await openWorkspace(folder));
    expect([...unwrap(await workspace.readSeries(id, 'plaquette')).value]).toEqual([1.1, 2.1, 3.2, 4.2, 5.2]);
    expect(workspace.problems()).toMatchObject([{ code: 'workspace.damaged' }]);
    await workspace.close();
  });

  it('makes an unreadable or missing plaquette.toml anew and keeps the old one', async () => {
    const file = join(folder, 'plaquette.toml');
    writeFileSync(file, '= not toml');
    expect(await openWorkspace(folder)).toMatchObject({ ok: false, error: { code: 'workspace.damaged' } });
    expect(unwrap(await repairWorkspace(folder)).problems).toMatchObject([{ code: 'workspace.damaged' }]);
    expect(readdirSync(folder).some((name) => name.startsWith('plaquette.toml.damaged-'))).toBe(true);
    expect(await answers()).toEqual(before);
    rmSync(file);
    expect(unwrap(await repairWorkspace(folder)).problems.length).toBe(1);
    expect(await answers()).toEqual(before);
  });

  it('refuses what is no workspace, and what is newer', async () => {
    expect(await repairWorkspace(tmpdir())).toMatchObject({
      ok: false,
      error: { code: 'workspace.notFound' },
    });
    writeFileSync(join(folder, 'plaquette.toml'), 'schema = 99');
    expect(await repairWorkspace(folder)).toMatchObject({
      ok: false,
      error: { code: 'workspace.versionTooNew' },
    });
  });

  it('works on the disk of this machine as a process would find it', async () => {
    const host = localHost();
    expect(host.index).toBe('file');
    const workspace = unwrap(await openWorkspace(folder, host));
    const writer = unwrap(await workspace.openWriter(id));
    const second = unwrap(await openWorkspace(folder));
    expect(await second.openWriter(id)).toMatchObject({ ok: false, error: { code: 'run.locked' } });
    unwrap(await writer.appendMetrics([{ update: 6, values: { plaquette: 6 } }]));
    expect(unwrap(await second.readSeries(id, 'plaquette')).update.at(-1)).toBe(6);
    await second.close();
    await workspace.close();
  });
});

describe('damage to any file of a run', () => {
  /** What is asked of every damaged workspace: it opens, lists its run, reads what is left, repairs, and goes on. */
  const survives = async (
    { files, openElsewhere }: Bench,
    id: string,
    pid: number,
  ): Promise<readonly string[]> => {
    const workspace = await openElsewhere(pid);
    const run = unwrap(await workspace.getRun(id));
    expect(unwrap(await workspace.listRuns()).length).toBe(1);
    expect(['stopped', 'crashed', 'prepared']).toContain(run.state);
    const { update, value, segment } = unwrap(await workspace.readSeries(id, 'plaquette'));
    update.forEach((number, i) => expect(value[i]).toBe(number + segment[i]! / 10));
    const checkpoint = await workspace.latestCheckpoint(id);
    if (checkpoint.ok)
      expect(checkpoint.value.checkpoint.state).toEqual({ update: checkpoint.value.checkpoint.update });
    const host = { files, machine: (await bench()).host.machine, index: 'memory' as const, heartbeatMs: 0 };
    const { problems } = unwrap(await repairWorkspace(virtualFolder, host));
    const writer = await workspace.openWriter(id);
    // A damaged lock file is judged by its heartbeat, so the run may be taken for a live one until that is old.
    if (writer.ok) {
      unwrap(
        await writer.value.appendMetrics([
          { update: 9, values: { plaquette: 9 + writer.value.segment / 10 } },
        ]),
      );
      expect(unwrap(await workspace.readSeries(id, 'plaquette')).update).toContain(9);
    } else expect(writer.error.code).toBe('run.locked');
    await workspace.close();
    return problems.map(({ code }) => code);
  };

  const kinds: readonly (readonly [string, RegExp])[] = [
    ['log.ndjson', /log\.ndjson$/],
    ['metrics.ndjson', /metrics\.ndjson$/],
    ['spec.toml', /spec\.toml$/],
    ['a configuration', /00000004\.lime$/],
    ['a checkpoint manifest', /-s2-[0-9a-f]+\.json$/],
    ['checkpoint data', /-s2-[0-9a-f]+\.links\.bin$/],
    ['the lock', /\.lock$/],
  ];

  it.each(kinds)('is survived and reported: %s', async (_, pattern) => {
    const one = await bench();
    const id = await fill(one.workspace);
    await one.workspace.trashRun(one.run.id);
    one.die();
    const path = one.files.allFiles().find((name) => name.includes(id) && pattern.test(name))!;
    const sound = one.files.contentOf(path);
    // Every disk state is put back before the next damage.
    const image = one.files.allFiles().map((name) => [name, one.files.contentOf(name)] as const);
    const restore = async (): Promise<void> => {
      for (const name of one.files.allFiles())
        if (!image.some(([kept]) => kept === name)) await one.files.remove(name);
      for (const [name, content] of image) {
        if ((await one.files.facts(name)) === undefined) await one.files.open(name, 'create');
        one.files.setContent(name, content);
      }
    };
    let reported = 0;
    let tried = 0;
    const stride = Math.max(3, Math.floor((8 * sound.length) / 60));
    for (let bit = 0; bit < 8 * sound.length; bit += stride) {
      const damaged = sound.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      await restore();
      one.files.setContent(path, damaged);
      const problems = await survives(one, id, 1000 + tried++);
      if (problems.length > 0) reported++;
    }
    // The lock is not part of a run's data: repair has nothing to say about it.
    expect(reported).toBe(path.endsWith('.lock') ? 0 : tried);
    for (let length = 0; length < sound.length; length += Math.max(1, Math.floor(sound.length / 20))) {
      await restore();
      one.files.setContent(path, sound.slice(0, length));
      await survives(one, id, 3000 + length);
    }
    await restore();
    await one.files.remove(path);
    await survives(one, id, 9000);
  });

  it('does not touch an unfinished run folder except to set it aside', async () => {
    const { files, host } = await bench();
    await files.makeFolder(`${virtualFolder}/runs/.new-20261121-142530-ab12-cd`);
    await files.makeFolder(`${virtualFolder}/runs/stranger`);
    const { runs, problems } = unwrap(await repairWorkspace(virtualFolder, host));
    expect(runs).toBe(1);
    expect(problems.map(({ message }) => message.includes('never finished being made'))).toEqual([
      true,
      false,
    ]);
    expect(await files.list(`${virtualFolder}/runs`)).toContain('stranger');
    expect((await files.list(`${virtualFolder}/trash`)).length).toBe(1);
  });
});
