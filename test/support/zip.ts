/** Small ZIP archives, written by hand, right or wrong in a chosen way. */
import { deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  readonly mode?: number;
  /** the size that the directory claims, where it lies */
  readonly claims?: number;
}

const header = (
  bytes: number,
  fields: readonly (readonly [at: number, size: 2 | 4, value: number])[],
): Buffer => {
  const block = Buffer.alloc(bytes);
  for (const [at, size, value] of fields)
    size === 2 ? block.writeUInt16LE(value, at) : block.writeUInt32LE(value, at);
  return block;
};

export const zip = (files: readonly ZipFile[], comment = ''): Buffer => {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, text, stored = false, mode = 0o644, claims } of files) {
    const packed = stored ? Buffer.from(text) : deflateRawSync(text);
    const method = stored ? 0 : 8;
    // an extra field, which the local header may have and the directory not
    const extra = Buffer.alloc(9);
    const local = header(30, [
      [0, 4, 0x04034b50],
      [8, 2, method],
      [26, 2, name.length],
      [28, 2, extra.length],
    ]);
    const entry = header(46, [
      [0, 4, 0x02014b50],
      [10, 2, method],
      [20, 4, packed.length],
      [24, 4, claims ?? Buffer.byteLength(text)],
      [28, 2, name.length],
      [38, 4, ((0o100000 | mode) << 16) >>> 0],
      [42, 4, at],
    ]);
    const block = Buffer.concat([local, Buffer.from(name), extra, packed]);
    locals.push(block);
    central.push(entry, Buffer.from(name));
    at += block.length;
  }
  const directory = Buffer.concat(central);
  const end = header(22, [
    [0, 4, 0x06054b50],
    [10, 2, files.length],
    [12, 4, directory.length],
    [16, 4, at],
    [20, 2, comment.length],
  ]);
  return Buffer.concat([...locals, directory, end, Buffer.from(comment)]);
};
