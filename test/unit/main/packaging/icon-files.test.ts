import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ICNS_SIZES, icnsFile, icoFile } from '../../../../src-main/packaging/icon-files.mjs';
import { projectRoot } from '../../../support/source-tree.ts';

const pngWidth = (png: Buffer): number => {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  return png.readUInt32BE(16);
};

/** Pictures of a Windows icon: the size its directory claims, and its bytes. */
const readIco = (file: Buffer): { size: number; png: Buffer }[] =>
  Array.from({ length: file.readUInt16LE(4) }, (_, i) => {
    const entry = file.subarray(6 + 16 * i, 22 + 16 * i);
    const at = entry.readUInt32LE(12);
    return {
      size: entry[0] === 0 ? 256 : (entry[0] ?? 0),
      png: file.subarray(at, at + entry.readUInt32LE(8)),
    };
  });

const readIcns = (file: Buffer): { kind: string; png: Buffer }[] => {
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const found = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4))
    found.push({
      kind: file.toString('latin1', at, at + 4),
      png: file.subarray(at + 8, at + file.readUInt32BE(at + 4)),
    });
  return found;
};

const picture = (size: number): { size: number; png: Buffer } => ({
  size,
  png: Buffer.from(`picture of ${size}`),
});

test('a Windows icon gives back its pictures', () => {
  const pictures = [picture(16), picture(48), picture(256)];
  expect(readIco(icoFile(pictures))).toEqual(pictures);
});

test('a macOS icon has each picture under the kinds of its size', () => {
  const kinds = readIcns(icnsFile(ICNS_SIZES.map(picture)));
  const found = new Map(kinds.map(({ kind, png }) => [kind, png.toString()]));
  expect(found.get('ic10')).toBe('picture of 1024');
  expect(found.get('ic08')).toBe(found.get('ic13'));
  expect(found.size).toBe(10);
});

test('a macOS icon without one of its sizes is not made', () => {
  expect(() => icnsFile([picture(16)])).toThrow('32 pixels');
});

describe.each(['application', 'document'])('the %s icon in the repository', (name) => {
  const read = (ending: string): Buffer => readFileSync(`${projectRoot}assets/icons/${name}.${ending}`);

  test('has the sizes it claims on Windows', () => {
    const pictures = readIco(read('ico'));
    expect(pictures.map(({ size }) => size)).toEqual(expect.arrayContaining([16, 32, 48, 256]));
    for (const { size, png } of pictures) expect(pngWidth(png)).toBe(size);
  });

  test('has every size of macOS', () => {
    const widths = readIcns(read('icns')).map(({ png }) => pngWidth(png));
    expect([...new Set(widths)].sort((a, b) => a - b)).toEqual([16, 32, 64, 128, 256, 512, 1024]);
  });
});
