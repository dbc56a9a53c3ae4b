// Takes files out of a ZIP archive (stored or deflated, below 4 GiB). The archive's own checksum must have been verified by the caller; what is
// checked here is that no file leaves the folder and that each has the size it claims. Test: test/unit/main/platform/zip-archive.test.ts.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * @typedef {{ name: string, method: number, packed: number, bytes: number, mode: number, header: number }} Entry
 * `packed` and `bytes` are sizes in and out of the archive, `header` is where the entry begins.
 */

/** @param {string} message @returns {never} */
const damaged = (message) => {
  throw new Error(`The archive cannot be read: ${message}.`);
};

/** @param {import('node:fs/promises').FileHandle} file @param {number} at @param {number} length */
const read = async (file, at, length) => {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, at);
  return bytesRead === length ? buffer : damaged('it is too short');
};

/** @param {import('node:fs/promises').FileHandle} file @returns {Promise<Entry[]>} */
const readDirectory = async (file) => {
  const { size } = await file.stat();
  const tailBytes = Math.min(size, END_BYTES + LONGEST_COMMENT);
  const tail = await read(file, size - tailBytes, tailBytes);
  let end = tail.length - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
  if (end < 0) damaged('it has no directory');
  const count = tail.readUInt16LE(end + 10);
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > directory.length || directory.readUInt32LE(at) !== CENTRAL)
      damaged('its directory is damaged');
    const nameBytes = directory.readUInt16LE(at + 28);
    const entry = {
      name: directory.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      header: directory.readUInt32LE(at + 42),
    };
    if ([entry.packed, entry.bytes, entry.header].includes(IN_ZIP64)) damaged('it is larger than 4 GiB');
    entries.push(entry);
    at += CENTRAL_BYTES + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
};

/** @param {string} name */
const staysInside = (name) =>
  !isAbsolute(name) && !/^[a-z]:|\\/i.test(name) && !name.split('/').includes('..');

/** Passes bytes on and fails when there are more or fewer than expected. @param {Entry} entry */
const counting = (entry) => {
  let seen = 0;
  return new Transform({
    transform(chunk, _encoding, done) {
      seen += chunk.length;
      done(seen > entry.bytes ? new Error(`${entry.name} is longer than the archive says.`) : null, chunk);
    },
    flush(done) {
      done(seen < entry.bytes ? new Error(`${entry.name} is shorter than the archive says.`) : null);
    },
  });
};

/**
 * Writes the files of the archive below `folder`. `place` gives each file's new path inside the folder, or nothing to leave it out.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place
 */
export const extractZip = async (archive, folder, place) => {
  const file = await open(archive);
  try {
    for (const entry of await readDirectory(file)) {
      const name = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (name === undefined) continue;
      if (!staysInside(name)) damaged(`${entry.name} would be written outside its folder`);
      if (entry.method !== STORED && entry.method !== DEFLATED)
        damaged(`${entry.name} is packed in an unknown way`);
      const target = join(folder, name);
      await mkdir(dirname(target), { recursive: true });
      const local = await read(file, entry.header, LOCAL_BYTES);
      const start = entry.header + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
      const packed =
        entry.packed === 0 ? [] : createReadStream(archive, { start, end: start + entry.packed - 1 });
      const written = createWriteStream(target, { mode: entry.mode || 0o644 });
      if (entry.method === DEFLATED) await pipeline(packed, createInflateRaw(), counting(entry), written);
      else await pipeline(packed, counting(entry), written);
    }
  } finally {
    await file.close();
  }
};
