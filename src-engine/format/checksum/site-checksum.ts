/** A checksum over the sites of a payload as stored: what the readers feed and the writers ask. */
import type { ChecksumFact } from '../gauge-file.ts';

export interface SiteChecksum {
  /** `bytes` hold whole sites, the first of which has lexicographic rank `firstSite`. Order of calls does not matter. */
  update(bytes: Uint8Array, firstSite: number): void;
  /** The sums so far. */
  values(): readonly number[];
}

export const hex32 = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');

/** A 32-bit sum from its hexadecimal form, with or without 0x; undefined when it is none. */
export const parseHex32 = (text: string | undefined): number | undefined => {
  const digits = /^\s*(?:0x)?([0-9a-f]{1,8})\s*$/i.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
};

export const rotateLeft = (word: number, by: number): number =>
  by === 0 ? word : (word << by) | (word >>> (32 - by));

export const compareSums = (
  kinds: readonly string[],
  stored: readonly number[],
  computed: readonly number[],
): readonly ChecksumFact[] =>
  kinds.map((kind, k) => {
    const want = hex32(stored[k] ?? 0);
    const have = hex32(computed[k] ?? 0);
    return { kind, stored: want, computed: have, ok: want === have };
  });
