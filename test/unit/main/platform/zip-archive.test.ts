import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { extractZip } from '../../../../src-main/platform/zip-archive.mjs';
import { type ZipFile, zip } from '../../../support/zip.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plaquette-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const extract = async (
  bytes: Buffer,
  place: (name: string) => string | undefined = (name) => name,
): Promise<string> => {
  const archive = join(folder, 'a.zip');
  writeFileSync(archive, bytes);
  await extractZip(archive, join(folder, 'to'), place);
  return join(folder, 'to');
};

const files: ZipFile[] = [
  { name: 'top/', text: '', stored: true },
  { name: 'top/program', text: 'x'.repeat(100_000), mode: 0o755 },
  { name: 'top/deep/er/stored', text: 'as it is', stored: true },
  { name: 'top/empty', text: '', stored: true },
];

test('takes out packed, stored and empty files under their new names, and leaves out the others', async () => {
  const to = await extract(zip(files, 'a comment'), (name) =>
    name === 'top/empty' ? undefined : name.replace('top/', ''),
  );
  expect(readdirSync(to, { recursive: true }).sort()).toEqual([
    'deep',
    'deep/er',
    'deep/er/stored',
    'program',
  ]);
  expect(readFileSync(join(to, 'program'), 'utf8')).toBe('x'.repeat(100_000));
  expect(readFileSync(join(to, 'deep/er/stored'), 'utf8')).toBe('as it is');
});

test('keeps empty files', async () => {
  expect(statSync(join(await extract(zip(files)), 'top/empty')).size).toBe(0);
});

test.skipIf(process.platform === 'win32')('keeps what may be executed', async () => {
  const to = await extract(zip(files));
  expect(statSync(join(to, 'top/program')).mode & 0o100).toBe(0o100);
  expect(statSync(join(to, 'top/deep/er/stored')).mode & 0o100).toBe(0);
});

test.each(['../outside', 'a/../../outside', '/outside', '..\\outside', 'c:outside'])(
  'writes nothing outside its folder: %s',
  async (name) => {
    await expect(extract(zip([{ name, text: 'x' }]))).rejects.toThrow('outside its folder');
    expect(readdirSync(folder)).toEqual(['a.zip']);
  },
);

test.each([
  ['longer', 3],
  ['shorter', 5],
])('refuses a file that is %s than the archive says', async (word, claims) => {
  await expect(extract(zip([{ name: 'a', text: 'four', claims }]))).rejects.toThrow(`${word} than`);
});

test('refuses what is no archive or is cut off', async () => {
  await expect(extract(Buffer.from('no archive at all, and long enough to be one'))).rejects.toThrow(
    'no directory',
  );
  const whole = zip(files);
  await expect(extract(whole.subarray(0, whole.length - 30))).rejects.toThrow('no directory');
  await expect(extract(whole.subarray(200))).rejects.toThrow('too short');
  await expect(extract(whole.subarray(1))).rejects.toThrow('directory is damaged');
});
