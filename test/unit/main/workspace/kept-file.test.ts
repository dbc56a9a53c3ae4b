import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { readViews, writeViews } from '../../../../src-main/engine-host/session/views.ts';
import { nodeFileSystem as files } from '../../../../src-main/storage/node-file-system.ts';
import { noMark, readMark, writeMark } from '../../../../src-main/workspace/marks.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = Date.UTC(2026, 10, 21);

describe('marks and views', () => {
  it('come back as they were kept; those that were never kept are absent', async () => {
    expect(await readMark(files, folder, now)).toEqual({ value: undefined });
    const mark = { ...noMark, pinned: true, note: 'a "note"\nof two lines' };
    unwrap(await writeMark(files, folder, mark));
    expect(await readMark(files, folder, now)).toEqual({ value: mark });
    const views = [{ name: 'mine', state: { sort: ['beta', 1, null, { deep: true }] } }];
    unwrap(await writeViews(files, folder, views));
    expect(await readViews(files, folder, now)).toEqual({ value: views });
    expect(readdirSync(folder).sort()).toEqual(['marks.json', 'views.json']);
  });

  it.each([
    ['not JSON', '{"pinned": tru'],
    ['JSON of another kind', '{"pinned": "yes"}'],
    ['not text', Uint8Array.of(0xff, 0xfe, 0)],
    ['empty', ''],
  ])('that are %s are set aside whole, and that is said', async (_, content) => {
    writeFileSync(join(folder, 'marks.json'), content);
    const read = await readMark(files, folder, now);
    expect(read.value).toBeUndefined();
    expect(read.problem).toMatchObject({ code: 'workspace.damaged' });
    const [aside, ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(aside).toMatch(/^marks\.json\.damaged-/);
    expect(read.problem!.remedy).toContain(aside);
    expect(readFileSync(join(folder, aside!))).toEqual(Buffer.from(content as string));
    expect(await readMark(files, folder, now)).toEqual({ value: undefined });
  });
});
