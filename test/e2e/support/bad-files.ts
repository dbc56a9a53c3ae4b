/** Files that a user may open by mistake, and what is said about each: made from one intact SU(3) configuration on 4 x 4 x 4 x 4. */
import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { unwrap } from '../../../src-engine/base/result.ts';
import { type WriteOptions, writeConfiguration } from '../../../src-engine/format/index.ts';
import { memorySink } from '../../support/memory-sink.ts';
import { randomField } from '../../support/random-field.ts';

const field = randomField([4, 4, 4, 4], 3);

export const configurationBytes = async (format: WriteOptions['format']): Promise<Buffer> => {
  const sink = memorySink();
  unwrap(await writeConfiguration(sink, field, { format, precision: 'f64' }));
  return Buffer.from(sink.bytes());
};

/** A file of which only the first bytes are on the disk. */
export const writeSparse = (path: string, head: Uint8Array, bytes: number): void => {
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, bytes);
  closeSync(file);
};

export interface BadFile {
  readonly name: string;
  /** A notice, when it cannot be opened; else what stands on its page. */
  readonly said: RegExp;
  readonly opens: boolean;
}

/** Where the links of an ILDG file begin. */
const linksAt = (ildg: Buffer): number => ildg.indexOf('ildg-binary-data') + 128;

const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

/** Replaced in a header, byte by byte. */
const replaced = (bytes: Buffer, pattern: RegExp, by: string): Buffer =>
  Buffer.from(bytes.toString('latin1').replace(pattern, by), 'latin1');

export const writeBadFiles = async (folder: string): Promise<readonly BadFile[]> => {
  const ildg = await configurationBytes('ildg');
  const nersc = await configurationBytes('nersc');
  const links = linksAt(ildg);
  const files: BadFile[] = [];
  const refused = (name: string, content: string | Uint8Array, said: RegExp): void => {
    writeFileSync(join(folder, name), content);
    files.push({ name, said, opens: false });
  };
  const opened = (name: string, content: Uint8Array, said: RegExp): void => {
    writeFileSync(join(folder, name), content);
    files.push({ name, said, opens: true });
  };

  opened(
    'flipped-bit.ildg',
    changed(ildg, (copy) => {
      copy[links + 5003]! ^= 0x10;
    }),
    /The checksum scidac-suma .* data or checksum were changed after writing/,
  );
  opened(
    'wrong-checksum.ildg',
    changed(ildg, (copy) => {
      const digit = copy.indexOf('<suma>') + '<suma>'.length;
      copy[digit] = copy[digit] === 0x31 ? 0x32 : 0x31;
    }),
    /The checksum scidac-suma .* data or checksum were changed after writing/,
  );
  for (const [place, bytes] of [
    ['first-header', 100],
    ['first-record', 150],
    ['later-header', 1000],
    ['links-header', links - 60],
    ['links', links + 1000],
    ['last-header', ildg.length - 200],
    ['last-record', ildg.length - 8],
  ] as const)
    refused(
      `cut-in-${place}.ildg`,
      ildg.subarray(0, bytes),
      new RegExp(`cut-in-${place}\\.ildg.*Copy the file again from its origin`, 's'),
    );
  refused('cut.nersc', nersc.subarray(0, 2000), /cut\.nersc has 2000 bytes, \d+ fewer.*Copy the file again/s);
  refused('empty.ildg', '', /empty\.ildg is empty.*Copy the file again/s);
  refused(
    'notes.txt',
    'These are my notes.\n'.repeat(40),
    /notes\.txt is not a format.*Known formats: LIME/s,
  );
  refused('picture.png', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), /picture\.png is not a format/);
  refused(
    'million.nersc',
    replaced(nersc, /DIMENSION_(\d) = \d+/g, 'DIMENSION_$1 = 1000000'),
    /million\.nersc: .*1000000 x 1000000 x 1000000 x 1000000, which no lattice has/,
  );
  // it says its extents, so nobody is asked for them
  refused(
    'contradicts-itself.ildg',
    replaced(ildg, /<l([xyzt])>4</g, '<l$1>9<'),
    /contradicts-itself\.ildg says 9 x 9 x 9 x 9/,
  );
  writeSparse(join(folder, 'terabyte.bin'), new Uint8Array(0), 1e12);
  files.push({ name: 'terabyte.bin', said: /terabyte\.bin is not a format/, opens: false });
  writeSparse(join(folder, 'terabyte.ildg'), ildg, 1e12);
  files.push({ name: 'terabyte.ildg', said: /999999850480 bytes after LIME record/, opens: true });
  return files;
};
