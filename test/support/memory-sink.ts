/** A byte sink that keeps what it was given. */
import type { ByteSink } from '../../src-engine/ports/byte-source.ts';

export interface MemorySink extends ByteSink {
  bytes(): Uint8Array;
}

export const memorySink = (): MemorySink => {
  const pieces: Uint8Array[] = [];
  return {
    write: async (bytes) => {
      pieces.push(bytes.slice());
    },
    bytes: () => {
      const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let at = 0;
      for (const piece of pieces) {
        all.set(piece, at);
        at += piece.length;
      }
      return all;
    },
  };
};
