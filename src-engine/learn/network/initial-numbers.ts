/**
 * Numbers that a network begins with: uniform in (-bound, bound), one stream for each seed and name (numbered by the name's FNV-1a hash).
 * Proved by test/unit/engine/learn/network/network.test.ts.
 */
import { HostStream } from '../../random/host-stream.ts';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Numbers of one site of the stream. */
const PIECE = 4096;

const hash = (text: string): number => {
  let h = FNV_OFFSET;
  for (const byte of new Uint8Array(Array.from(text, (c) => c.charCodeAt(0) & 255)))
    h = Math.imul(h ^ byte, FNV_PRIME) >>> 0;
  return h;
};

export const initialNumbers = (name: string, seed: number, length: number, bound: number): Float32Array => {
  const address = { seed, purpose: 'weights', update: hash(name) } as const;
  const out = new Float32Array(length);
  for (let begin = 0; begin < length; begin += PIECE) {
    const stream = new HostStream(address, begin / PIECE);
    stream.uniforms(Math.min(PIECE, length - begin)).forEach((u, i) => {
      out[begin + i] = bound * (2 * u - 1);
    });
  }
  return out;
};
