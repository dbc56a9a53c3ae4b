import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-engine/base/result.ts';
import { type WriteOptions, writeConfiguration } from '../../../../src-engine/format/index.ts';
import { formatNames } from '../../../../src-main/cli/configuration-format.ts';
import { type CommandLine, commandLine } from '../../../support/command-line.ts';
import { memorySink } from '../../../support/memory-sink.ts';
import { randomField } from '../../../support/random-field.ts';

let line: CommandLine;
beforeEach(async () => {
  line = commandLine();
  await put('a.ildg', { format: 'ildg' });
});
afterEach(() => line.remove());

const field = randomField([4, 2, 2, 4], 3);
const path = (name: string): string => join(line.folder, name);

const put = async (name: string, options: WriteOptions): Promise<Uint8Array> => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, options));
  writeFileSync(path(name), sink.bytes());
  return sink.bytes();
};

interface Converted {
  readonly output: { readonly format: string; readonly precision: string; readonly plaquette: number };
  readonly input: { readonly plaquette: number };
  readonly agrees: boolean;
}

describe('plaquette convert', () => {
  it.each(formatNames)('writes %s, and reads it again', async (format) => {
    const { exit, document } = await line.json<Converted>('convert', 'a.ildg', 'b', '--format', format);
    expect(exit).toBe(0);
    expect(document.agrees).toBe(true);
    expect(document.output.plaquette).toBeCloseTo(document.input.plaquette, 6);
    const back = await line.run('convert', 'b', 'c.ildg', '--dims', '4,2,2,4');
    expect(back.exit).toBe(0);
  });

  it('takes the format from the extension, and keeps the precision', async () => {
    expect((await line.json<Converted>('convert', 'a.ildg', 'b.nersc')).document.output).toMatchObject({
      format: 'nersc',
      precision: 'f64',
    });
    const single = ['convert', 'a.ildg', 'c.scidac', '--precision', 'single'];
    expect((await line.run(...single)).out).toMatch(/rounded to single precision/);
    expect((await line.json<Converted>('convert', 'c.scidac', 'd.lime')).document.output).toMatchObject({
      format: 'ildg',
      precision: 'f32',
    });
    expect((await line.json<Converted>('convert', 'c.scidac', 'e.txt')).document.output.precision).toBe(
      'f64',
    );
  });

  it('refuses a precision that a format does not have', async () => {
    const { exit, err } = await line.run('convert', 'a.ildg', 'b.milc', '--precision', 'double');
    expect(exit).toBe(2);
    expect(err).toMatch(/holds f32 numbers, not f64/);
  });

  it('never touches the input or an existing file, unless it is told to replace it', async () => {
    const before = readFileSync(path('a.ildg'));
    symlinkSync(path('a.ildg'), path('link.ildg'));
    for (const name of ['a.ildg', './a.ildg', 'link.ildg']) {
      const { exit, err } = await line.run('convert', 'a.ildg', name, '--force', '--precision', 'single');
      expect(exit).toBe(2);
      expect(err).toMatch(/are the same file\. Write to another name/);
    }
    expect(readFileSync(path('a.ildg'))).toEqual(before);

    writeFileSync(path('b.ildg'), 'mine');
    const refused = await line.run('convert', 'a.ildg', 'b.ildg');
    expect(refused.exit).toBe(2);
    expect(refused.err).toMatch(/exists already and was not changed\. .* --force/);
    expect(readFileSync(path('b.ildg'), 'utf8')).toBe('mine');
    expect((await line.run('convert', 'a.ildg', 'b.ildg', '--force')).exit).toBe(0);
    expect(readFileSync(path('b.ildg')).length).toBeGreaterThan(1000);
  });

  it('refuses a damaged field with exit code 1, and leaves nothing behind', async () => {
    const bytes = Uint8Array.from(readFileSync(path('a.ildg')));
    bytes[bytes.length >> 1]! ^= 0x40;
    writeFileSync(path('bad.ildg'), bytes);
    const { exit, err } = await line.run('convert', 'bad.ildg', 'b.nersc');
    expect(exit).toBe(1);
    expect(err).toMatch(/checksum/);
    expect(readdirSync(line.folder).sort()).toEqual(['a.ildg', 'bad.ildg']);
    expect((await line.run('convert', 'bad.ildg', 'b.nersc', '--accept-damaged')).exit).toBe(0);
  });

  it('needs the geometry of a file that does not carry it', async () => {
    await put('bare.lime', { format: 'lime-payload' });
    const { exit, err } = await line.run('convert', 'bare.lime', 'b.ildg');
    expect(exit).toBe(2);
    expect(err).toMatch(/--dims/);
    const given = ['--dims', '4,2,2,4', '--group', 'SU(3)'];
    expect((await line.run('convert', 'bare.lime', 'b.ildg', ...given)).exit).toBe(0);
  });
});

describe('plaquette inspect', () => {
  it('answers with the verdict first', async () => {
    const { exit, out } = await line.run('inspect', 'a.ildg');
    expect(exit).toBe(0);
    expect(out).toMatch(/^Intact: an SU\(3\) gauge configuration on 4 x 2 x 2 x 4 \(ILDG/);
    expect(out).toMatch(/^Lattice +4 x 2 x 2 x 4 \(x, y, z, t\)$/m);
    expect(out).toMatch(/^scidac-suma +[0-9a-f]{1,8} +[0-9a-f]{1,8} +agrees$/m);
  });

  it('prints one object for one file, a list for several, and the worst exit code', async () => {
    const one = (await line.json('inspect', 'a.ildg')).document;
    expect(one).toMatchObject({ file: 'a.ildg', format: 'ildg', dims: [4, 2, 2, 4], problems: [] });
    writeFileSync(path('text.md'), '# nothing of the kind');
    const several = await line.json<{ files: object[] }>('inspect', 'a.ildg', 'text.md', 'missing.lime');
    expect(several.exit).toBe(2);
    expect(several.document.files[0]).toEqual(one);
    expect(several.document.files[1]).toMatchObject({ file: 'text.md', error: { code: 'format.unknown' } });
    expect(several.document.files[2]).toMatchObject({
      file: 'missing.lime',
      error: { code: 'store.notFound' },
    });
    expect(several.err.split('\n')).toHaveLength(3);
  });
});
