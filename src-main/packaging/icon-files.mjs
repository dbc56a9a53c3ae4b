// The two container formats for icons, both holding PNG images. Pure. Test: test/unit/main/packaging/icon-files.test.ts.

/** @typedef {{ size: number, png: Buffer }} Picture `size` in pixels, square */

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/**
 * A Windows icon.
 * @param {readonly Picture[]} pictures
 */
export const icoFile = (pictures) => {
  const head = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  for (const [i, { size, png }] of pictures.entries()) {
    const entry = ICO_HEADER + ICO_ENTRY * i;
    // 0 stands for 256
    head[entry] = head[entry + 1] = size % 256;
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  }
  return Buffer.concat([head, ...pictures.map((picture) => picture.png)]);
};

/** Each kind of entry with its pixels; the second of a size is the one for screens of double density. */
const ICNS_KINDS = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]);

/** The sizes that a macOS icon has. */
export const ICNS_SIZES = [...new Set(ICNS_KINDS.map(([, size]) => size))];

/** @param {string} kind @param {Buffer} content */
const block = (kind, content) => {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32BE(8 + content.length, 4);
  return Buffer.concat([head, content]);
};

/**
 * A macOS icon; there must be a picture of every size in ICNS_SIZES.
 * @param {readonly Picture[]} pictures
 */
export const icnsFile = (pictures) => {
  const bySize = new Map(pictures.map(({ size, png }) => [size, png]));
  const entries = ICNS_KINDS.map(([kind, size]) => {
    const png = bySize.get(size);
    if (png === undefined) throw new Error(`An icns file needs a picture of ${size} pixels.`);
    return block(kind, png);
  });
  return block('icns', Buffer.concat(entries));
};
