/**
 * Text and bytes without a host: UTF-8 both ways. Malformed input becomes U+FFFD, never an exception.
 * Test: test/unit/engine/format/text.test.ts (against the platform's own coder).
 */

const REPLACEMENT = 0xfffd;
const CHUNK = 4096;

/** The UTF-8 bytes of `text`; lone surrogates become U+FFFD. */
export const encodeUtf8 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (const character of text) {
    let point = character.codePointAt(0) ?? REPLACEMENT;
    if (point >= 0xd800 && point <= 0xdfff) point = REPLACEMENT;
    if (point < 0x80) bytes[length++] = point;
    else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 63);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    }
  }
  return bytes.slice(0, length);
};

/** How many continuation bytes follow `lead`, and the smallest code point that needs them; -1 for no lead byte. */
const followers = (lead: number): number =>
  lead < 0x80
    ? 0
    : lead >= 0xc2 && lead < 0xe0
      ? 1
      : lead >= 0xe0 && lead < 0xf0
        ? 2
        : lead >= 0xf0 && lead < 0xf5
          ? 3
          : -1;

const SMALLEST = [0, 0x80, 0x800, 0x10000] as const;

/** The text of UTF-8 `bytes`; every byte that is not part of a valid sequence becomes U+FFFD. */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  let text = '';
  let points: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at]!;
    const count = followers(lead);
    let point = count <= 0 ? lead : lead & (0x3f >> count);
    let valid = count >= 0 && at + count < bytes.length;
    for (let k = 1; valid && k <= count; k++) {
      const next = bytes[at + k]!;
      valid = (next & 0xc0) === 0x80;
      point = (point << 6) | (next & 63);
    }
    valid &&= point >= SMALLEST[count]! && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    points.push(valid ? point : REPLACEMENT);
    at += valid ? count + 1 : 1;
    if (points.length === CHUNK) {
      text += String.fromCodePoint(...points);
      points = [];
    }
  }
  return text + String.fromCodePoint(...points);
};

/** The bytes as characters 0 to 255, one each: for fixed-width header fields. */
export const decodeLatin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
};

/** `text` up to its first NUL, without surrounding blanks. */
export const untilNul = (text: string): string => {
  const end = text.indexOf('\0');
  return (end < 0 ? text : text.slice(0, end)).trim();
};
