import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import {
  createRace,
  forgetRace,
  holdRace,
  listRaces,
  type RacePlace,
  readRace,
  readRow,
  writeRace,
} from '../../../../src-main/race/race-file.ts';
import { localMachine } from '../../../../src-main/storage/machine.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

let place: RacePlace;
beforeEach(() => {
  place = {
    files: nodeFileSystem,
    machine: localMachine(),
    folder: mkdtempSync(join(tmpdir(), 'plaquette-race-')),
  };
});
afterEach(() => rmSync(place.folder, { recursive: true, force: true }));

const facts = {
  name: 'U(1)',
  runs: ['20260101-000000-ab12', '20260101-000000-ab13'],
  goals: [{ name: 'plaquette', error: 1e-3 }],
  budgetSeconds: 60,
};

describe('a race on disk', () => {
  it('is what was written, and is listed', async () => {
    expect(unwrap(await listRaces(place))).toEqual([]);
    const id = unwrap(await createRace(place, facts));
    expect(unwrap(await readRow(place, id))).toMatchObject({
      ...facts,
      id,
      state: 'stopped',
      spentSeconds: 0,
    });
    expect(unwrap(await listRaces(place)).map((row) => row.id)).toEqual([id]);
  });

  it('that says it is running was interrupted, unless somebody holds it', async () => {
    const id = unwrap(await createRace(place, facts));
    const lock = unwrap(await holdRace(place, id));
    unwrap(await writeRace(place, id, { ...unwrap(await readRace(place, id)), state: 'running' }));
    expect(unwrap(await readRow(place, id)).state).toBe('running');
    expect(await holdRace(place, id)).toMatchObject({ error: { code: 'race.running' } });
    expect(await forgetRace(place, id)).toMatchObject({ error: { code: 'race.running' } });
    unwrap(await lock.release());
    expect(unwrap(await readRow(place, id)).state).toBe('interrupted');
    unwrap(await forgetRace(place, id));
    expect(unwrap(await listRaces(place))).toEqual([]);
  });

  it('that is damaged is refused with a remedy, and hides no other one', async () => {
    const id = unwrap(await createRace(place, facts));
    const other = unwrap(await createRace(place, facts));
    writeFileSync(join(place.folder, 'races', id, 'race.json'), '{"version": 1, "runs": "');
    expect(await readRace(place, id)).toMatchObject({ error: { code: 'workspace.damaged' } });
    writeFileSync(join(place.folder, 'races', id, 'race.json'), '{"version": 1}');
    expect(await readRace(place, id)).toMatchObject({ error: { code: 'workspace.damaged' } });
    expect(unwrap(await listRaces(place)).map((row) => row.id)).toEqual([other]);
    unwrap(await forgetRace(place, id));
  });

  it('that does not exist is not found, whatever its name', async () => {
    for (const id of ['20260101-000000-ab12', '../x', '']) {
      expect(await readRace(place, id)).toMatchObject({ error: { code: 'race.notFound' } });
      expect(await forgetRace(place, id)).toMatchObject({ error: { code: 'race.notFound' } });
    }
  });
});
