import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  copyOf,
  findRunCopies,
  findWorkspaceCopies,
} from '../../../../src-main/engine-host/session/conflict-copies.ts';
import { nodeFileSystem } from '../../../../src-main/storage/node-file-system.ts';

const originals = ['plaquette.toml', 'index.sqlite', 'spec.toml', 'log.ndjson'];

describe('copies of file synchronisation', () => {
  it.each([
    ['plaquette (conflicted copy).toml', 'plaquette.toml'],
    ["plaquette (Ada's conflicted copy 2026-01-02).toml", 'plaquette.toml'],
    ['plaquette (Case Conflict 1).toml', 'plaquette.toml'],
    ['index 2.sqlite', 'index.sqlite'],
    ['index (1).sqlite', 'index.sqlite'],
    ['index-DESKTOP-4F2A.sqlite', 'index.sqlite'],
    ['spec.sync-conflict-20260102-030405-ABCDEF1.toml', 'spec.toml'],
    ['log_conflict-20260102-030405.ndjson', 'log.ndjson'],
    ['log - Copy.ndjson', 'log.ndjson'],
    ['log copy.ndjson', 'log.ndjson'],
  ])('%s', (name, original) => {
    expect(copyOf(name, originals)).toBe(original);
  });

  it.each([
    'plaquette.toml',
    'index.sqlite-wal',
    'index.sqlite.damaged-20261121-000000-ab12',
    'spec.old.toml',
    'specification.toml',
    'spec-draft.toml',
    'README.md',
  ])('are not seen in %s', (name) => {
    expect(copyOf(name, originals)).toBeUndefined();
  });

  it('are found in the workspace, among runs and inside a run, with a remedy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
    const run = join(folder, 'runs', '20261121-142530-ab12');
    mkdirSync(run, { recursive: true });
    mkdirSync(`${run} (conflicted copy)`);
    for (const path of [join(folder, 'index 2.sqlite'), join(run, 'spec 2.toml'), join(run, 'spec.toml')])
      writeFileSync(path, '');
    const found = await findWorkspaceCopies(nodeFileSystem, folder);
    expect(found.map(({ detail }) => detail)).toEqual([
      { path: join(folder, 'index 2.sqlite'), original: 'index.sqlite' },
      { path: `${run} (conflicted copy)`, original: '20261121-142530-ab12' },
    ]);
    expect(found.every(({ code, remedy }) => code === 'workspace.conflictCopy' && remedy !== '')).toBe(true);
    expect(await findRunCopies(nodeFileSystem, run)).toMatchObject([{ detail: { original: 'spec.toml' } }]);
    expect(await findRunCopies(nodeFileSystem, join(folder, 'none'))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
