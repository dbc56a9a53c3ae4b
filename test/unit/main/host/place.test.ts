import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { GrantTable } from '../../../../src-main/grant/grant-table.ts';
import { existingPlace, newPlace, type PlaceMaker, shownFolder } from '../../../../src-main/host/place.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const makerIn = (home: string): PlaceMaker => ({ files: nodeFileSystem, grants: new GrantTable(), home });

describe('places', () => {
  it('give one handle to one file, whichever way it is reached', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'a.lime'), 'x');
    symlinkSync(join(folder, 'data'), join(folder, 'link'));
    const maker = makerIn(folder);
    const straight = unwrap(await existingPlace(maker, join(folder, 'data', 'a.lime')));
    const around = unwrap(await existingPlace(maker, join(folder, 'link', '..', 'link', 'a.lime')));
    expect(around).toEqual(straight);
    expect(straight).toMatchObject({ name: 'a.lime', folder: '~/data', kind: 'file' });
    expect(maker.grants.resolve(straight.handle)).toBe(join(folder, 'data', 'a.lime'));
    expect(JSON.stringify({ ...straight, handle: '' })).not.toContain(folder);
  });

  it('refuse what is not there', async () => {
    const maker = makerIn('/nowhere');
    const missing = await existingPlace(maker, join(temporaryFolder(), 'missing'));
    expect(missing.ok).toBe(false);
    if (!missing.ok) expect(missing.error.code).toBe('store.notFound');
    expect(maker.grants.entries()).toEqual([]);
  });

  it('name files to be made, in folders that exist', async () => {
    const folder = temporaryFolder();
    const maker = makerIn('/nowhere');
    const made = unwrap(await newPlace(maker, join(folder, 'new.csv'), 'file'));
    expect(maker.grants.resolve(made.handle)).toBe(join(folder, 'new.csv'));
    expect((await newPlace(maker, join(folder, 'no', 'new.csv'), 'file')).ok).toBe(false);
  });
});

it('shows folders below home with a tilde, not those that only begin alike', () => {
  expect(shownFolder('/u/ann', '/u/ann')).toBe('~');
  expect(shownFolder('/u/ann/x', '/u/ann')).toBe('~/x');
  expect(shownFolder('/u/anna/x', '/u/ann')).toBe('/u/anna/x');
});
