import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { UploadStore } from '../../../../src-main/server/upload-store.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'plaquette-test-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const store = (changes = {}) => new UploadStore({ bytes: 100, freeBytes: 0, atOnce: 2, ...changes }, parent);
const stream = (text: string) => Readable.from([Buffer.from(text)]);
/** Everything that was kept, with the folders it lies in. */
const kept = () => readdirSync(parent, { recursive: true }).length;

describe('uploads', () => {
  it('are kept under their names, one folder each, for this account only', async () => {
    const uploads = store();
    const first = unwrap(await uploads.receive('a.lime', 3, stream('one')));
    const second = unwrap(await uploads.receive('a.lime', 3, stream('two')));
    expect([first, second].map((path) => basename(path))).toEqual(['a.lime', 'a.lime']);
    expect(readFileSync(first, 'utf8') + readFileSync(second, 'utf8')).toBe('onetwo');
    expect(statSync(first).mode & 0o077).toBe(0);
    uploads.remove();
    expect(existsSync(first)).toBe(false);
    expect(kept()).toBe(0);
  });

  it('leave nothing on the disk when there was none', () => {
    store().remove();
    expect(kept()).toBe(0);
  });

  it('are refused when they exceed what all may take together', async () => {
    const uploads = store();
    unwrap(await uploads.receive('a', 60, stream('x'.repeat(60))));
    const refused = await uploads.receive('b', 41, stream('x'.repeat(41)));
    expect(refused).toMatchObject({ ok: false, error: { code: 'format.tooLarge' } });
    expect((await uploads.room(40)).ok).toBe(true);
  });

  it('are refused when the disk would be too full', async () => {
    const refused = await store({ freeBytes: 2 ** 60 }).receive('a', 1, stream('x'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.diskFull' } });
  });

  it('are refused when too many come at once', async () => {
    const uploads = store();
    const slow = [new PassThrough(), new PassThrough()];
    const running = slow.map((body) => uploads.receive('a', 1, body));
    expect(await uploads.receive('b', 1, stream('x'))).toMatchObject({
      ok: false,
      error: { code: 'ipc.refused' },
    });
    for (const body of slow) body.end('x');
    expect((await Promise.all(running)).every(({ ok }) => ok)).toBe(true);
    expect((await uploads.room(1)).ok).toBe(true);
  });

  it.each([
    ['longer than announced', 2, 'xyz'],
    ['shorter than announced', 4, 'xyz'],
  ])('%s leave nothing behind and take no room', async (what, bytes, text) => {
    const uploads = store();
    expect(await uploads.receive('a', bytes, stream(text))).toMatchObject({
      ok: false,
      error: { code: 'ipc.gone', message: `The upload is ${what}.` },
    });
    expect((await uploads.room(100)).ok).toBe(true);
    uploads.remove();
    expect(kept()).toBe(0);
  });

  it('that break off leave nothing behind', async () => {
    const uploads = store();
    const body = new PassThrough();
    const received = uploads.receive('a', 10, body);
    body.write('x');
    await new Promise((resolve) => setTimeout(resolve, 20));
    body.destroy();
    expect(await received).toMatchObject({ ok: false, error: { code: 'ipc.gone' } });
    expect(readdirSync(parent, { recursive: true }).filter((name) => String(name).endsWith('a'))).toEqual([]);
  });

  it.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])('of length %s are refused', async (bytes) => {
    expect(await store().room(bytes)).toMatchObject({ ok: false, error: { code: 'ipc.malformed' } });
  });
});
