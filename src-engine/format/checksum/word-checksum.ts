/**
 * Checksums over the 32-bit words of a payload, read in the byte order of the file.
 * MILC: sum29 = XOR of rotl(w_i, i mod 29), sum31 likewise with 31, i = word number in the field.
 * NERSC archive: the sum of all words modulo 2^32.
 * Test: test/golden/format-configs.test.ts (sums that MILC, QDP++ and SZIN wrote).
 */
import { rotateLeft, type SiteChecksum } from './site-checksum.ts';

export const MILC_KINDS = ['milc-sum29', 'milc-sum31'] as const;
export const NERSC_KINDS = ['nersc'] as const;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const milcChecksum = (siteBytes: number, little: boolean): SiteChecksum => {
  let sum29 = 0;
  let sum31 = 0;
  return {
    update(bytes, firstSite) {
      const view = viewOf(bytes);
      const firstWord = (firstSite * siteBytes) / 4;
      let phase29 = firstWord % 29;
      let phase31 = firstWord % 31;
      for (let at = 0; at < bytes.length; at += 4) {
        const word = view.getInt32(at, little);
        sum29 ^= rotateLeft(word, phase29);
        sum31 ^= rotateLeft(word, phase31);
        if (++phase29 === 29) phase29 = 0;
        if (++phase31 === 31) phase31 = 0;
      }
    },
    values: () => [sum29 >>> 0, sum31 >>> 0],
  };
};

export const nerscChecksum = (little: boolean): SiteChecksum => {
  let sum = 0;
  return {
    update(bytes) {
      const view = viewOf(bytes);
      for (let at = 0; at < bytes.length; at += 4) sum = (sum + view.getInt32(at, little)) | 0;
    },
    values: () => [sum >>> 0],
  };
};
