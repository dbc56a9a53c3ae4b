/**
 * The SciDAC pair (QIO, `scidacChecksum`): c = CRC-32 of a site's bytes as stored,
 * suma = XOR over sites of rotl(c, rank mod 29), sumb likewise with 31; rank = lexicographic site number, x fastest.
 * Test: test/golden/format-configs.test.ts (sums that QIO and tmLQCD wrote).
 */
import { crc32 } from './crc32.ts';
import { rotateLeft, type SiteChecksum } from './site-checksum.ts';

export const SCIDAC_KINDS = ['scidac-suma', 'scidac-sumb'] as const;

export const scidacChecksum = (siteBytes: number): SiteChecksum => {
  let suma = 0;
  let sumb = 0;
  return {
    update(bytes, firstSite) {
      let rank = firstSite;
      for (let at = 0; at < bytes.length; at += siteBytes, rank++) {
        const c = crc32(bytes, at, at + siteBytes);
        suma ^= rotateLeft(c, rank % 29);
        sumb ^= rotateLeft(c, rank % 31);
      }
    },
    values: () => [suma >>> 0, sumb >>> 0],
  };
};
