import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { attemptSql, inTransaction, openIndex } from '../../../../src-main/workspace/index-database.ts';
import { indexSteps } from '../../../../src-main/workspace/index-schema.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
  path = join(folder, 'index.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = async (steps = indexSteps) => unwrap(await openIndex(nodeFileSystem, path, 'x', 'quick', steps));
const runs = (database: Awaited<ReturnType<typeof open>>['database']) =>
  database.prepare('SELECT id FROM run').all().length;
const make = async (): Promise<void> => {
  const { database, problems } = await open();
  expect(problems).toEqual([]);
  inTransaction(database, () => {
    for (let i = 0; i < 500; i++)
      database.prepare('INSERT INTO run (id, name) VALUES (?, ?)').run(`r${i}`, 'x'.repeat(50));
  });
  database.close();
};

describe('the index file', () => {
  it('is made, kept, and opened again', async () => {
    await make();
    const { database, problems } = await open();
    expect(problems).toEqual([]);
    expect(runs(database)).toBe(500);
    expect(database.prepare('PRAGMA journal_mode').get()).toMatchObject({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 1 });
    database.close();
  });

  it.each([
    ['garbage', () => writeFileSync(path, Buffer.from('garbage '.repeat(4000)))],
    [
      'another header',
      () => writeFileSync(path, Buffer.concat([Buffer.from('x'), readFileSync(path).subarray(1)])),
    ],
    ['a hole in a page', () => writeFileSync(path, readFileSync(path).fill(0xa5, 4100, 6000))],
    ['a missing end', () => truncateSync(path, 9000)],
  ])('over which there is %s is moved aside, made anew, and that is said', async (_, damage) => {
    await make();
    damage();
    const damaged = readFileSync(path);
    const { database, problems } = await open();
    expect(problems).toMatchObject([{ code: 'workspace.damaged', detail: { movedTo: `${path}.damaged-x` } }]);
    expect(runs(database)).toBe(0);
    expect(Buffer.compare(readFileSync(`${path}.damaged-x`), damaged)).toBe(0);
    database.close();
  });

  it('never takes the journal of another file for its own', async () => {
    await make();
    const { database } = await open();
    database.exec("DELETE FROM run; INSERT INTO run (id) VALUES ('from the journal')");
    const journal = readFileSync(`${path}-wal`);
    database.close();
    writeFileSync(path, 'garbage');
    writeFileSync(`${path}-wal`, journal);
    const again = await open();
    expect(runs(again.database)).toBe(0);
    again.database.close();
  });

  it('of a newer build is moved aside, not guessed at', async () => {
    (await open([...indexSteps, 'CREATE TABLE future (a)'])).database.close();
    const { database, problems } = await open();
    expect(problems[0]?.message).toContain('newer');
    database.close();
  });

  it('takes the steps it misses, all or none', async () => {
    await make();
    const more = [...indexSteps, 'CREATE TABLE more (a)', 'CREATE TABLE more (b)'];
    const failed = await openIndex(nodeFileSystem, path, 'x', 'quick', more);
    expect(failed.ok).toBe(false);
    const { database, problems } = await open([...indexSteps, 'CREATE TABLE more (a)']);
    expect(problems).toEqual([]);
    expect(runs(database)).toBe(500);
    expect(database.prepare('PRAGMA user_version').get()).toMatchObject({
      user_version: indexSteps.length + 1,
    });
    database.close();
  });

  it('of the version before keeps its rows, and reads the logs again for what it did not count', async () => {
    const old = await open(indexSteps.slice(0, 2));
    old.database.exec(`INSERT INTO run (id) VALUES ('r'); INSERT INTO cursor VALUES ('r', 'log', 5, 'x', 0);
      INSERT INTO cursor VALUES ('r', 'metrics', 7, 'y', 0);
      INSERT INTO series_chunk VALUES ('r', 'p', 1, 0, 1, 1, 90, x'00', x'00', 0);
      INSERT INTO series_chunk VALUES ('r', 'p', 2, 0, 1, 1, 40, x'00', x'00', 0)`);
    old.database.close();
    const { database, problems } = await open();
    expect(problems).toEqual([]);
    const all = (table: string) => database.prepare(`SELECT * FROM ${table}`).all();
    expect(all('progress')).toEqual([{ run: 'r', last_update: 40 }]);
    expect(all('series_chunk')).toHaveLength(2);
    expect(all('cursor')).toMatchObject([{ file: 'metrics' }]);
    expect(all('run')).toEqual([]);
    database.close();
  });

  it('that cannot be made here gives way to one in memory, and that is said', async () => {
    const { database, problems } = unwrap(
      await openIndex(nodeFileSystem, join(folder, 'none', 'index.sqlite'), 'x'),
    );
    expect(problems).toMatchObject([{ code: 'store.readOnly' }]);
    expect(problems[0]!.message).toContain('in memory');
    expect(runs(database)).toBe(0);
    database.close();
  });

  it('answers mistakes of SQLite with failures and others by throwing', async () => {
    const { database } = await open();
    expect(attemptSql(() => database.exec('SELECT nothing FROM nowhere'))).toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    });
    expect(() => attemptSql(() => JSON.parse('{'))).toThrow(SyntaxError);
    database.close();
  });
});
